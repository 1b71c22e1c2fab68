"""A page of the sandbox about itself: no script, nothing from elsewhere, light or dark as the reader is."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape

from starlette.responses import HTMLResponse

_STYLE = """
:root{color-scheme:light dark;--edge:light-dark(#d9dde3,#343a44);--soft:light-dark(#f3f5f8,#1d2128);
--ink:light-dark(#1c2430,#e4e8ee);--dim:light-dark(#5a6675,#9aa5b4);--link:light-dark(#0b57d0,#8ab4f8)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1.5rem 1rem 4rem;color:var(--ink);
background:light-dark(#fff,#14171c);font:16px/1.55 system-ui,sans-serif}
h1{font-size:1.7rem;margin:.2em 0}
h2{font-size:1.25rem;margin:2em 0 .5em}h3{font-size:1rem;margin:1.2em 0 .4em}
a{color:var(--link)}p{max-width:46rem}.dim{color:var(--dim)}
code,pre{font:.88em/1.5 ui-monospace,monospace}
pre{overflow-x:auto;padding:.8em 1em;border:1px solid var(--edge);border-radius:.5em;background:var(--soft)}
pre.copy,td.copy{user-select:all}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92em}
th,td{text-align:left;vertical-align:top;padding:.35em .9em .35em 0;border-bottom:1px solid var(--edge)}
th{color:var(--dim);font-weight:600}td.copy{font-family:ui-monospace,monospace;white-space:nowrap}
details{border:1px solid var(--edge);border-radius:.5em;margin:.5em 0;padding:0 1em}
summary{cursor:pointer;padding:.6em 0}details[open]>summary{border-bottom:1px solid var(--edge)}
.verb{display:inline-block;min-width:4.2em;font:600 .85em ui-monospace,monospace}
nav a{margin-right:1.2em}
"""


def source_hash(text: str) -> str:
    """The source by which a Content-Security-Policy allows one inline style or script."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


_HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src {source_hash(_STYLE)}; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def html_page(title: str, content: str) -> HTMLResponse:
    """The page with a content that is HTML already."""
    return HTMLResponse(
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body>{content}</body></html>\n",
        headers=_HEADERS,
    )


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, copied: int | None = None) -> str:
    """A table of texts; the cells of the column `copied` are taken whole by one click."""
    names = "".join(f'<th scope="col">{escape(each)}</th>' for each in head)
    lines = "".join(
        "<tr>"
        + "".join(
            f'<td class="copy">{escape(cell)}</td>' if place == copied else f"<td>{escape(cell)}</td>"
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return f'<div class="wide"><table><thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table></div>'
