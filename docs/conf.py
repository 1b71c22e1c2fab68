"""The documentation as a site: `python -m tests.docs_site` builds it from the Markdown that a forge shows.

The sources stay where a forge has them, README.md and its neighbours included: one relative link serves both.
"""

import re
from collections.abc import Sequence

from sphinx.application import Sphinx

from stancer_tui import __version__

project = "stancer-tui"
version = release = __version__
author = "the stancer-tui project"
html_show_copyright = False
html_title = f"stancer-tui {version}"
root_doc = "docs/index"
extensions = ["myst_parser"]
include_patterns = ["docs/**", "README.md", "README.fr.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
exclude_patterns = ["build", "**/.*"]
nitpicky = True
myst_heading_anchors = 4
html_theme = "furo"
highlight_language = "none"
html_static_path = ["_static"]
html_css_files = ["desk.css"]
html_additional_pages = {"index": "to-docs.html"}
templates_path = ["_templates"]
html_show_sourcelink = False
html_copy_source = False

CHAPTER = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ITEM = re.compile(r"^\* .*", re.MULTILINE)
PAGE = re.compile(r"\[([^\]]+)\]\(([^)#]+)\.md\)")
PART = re.compile(r"^## \[([^\]]+)\]\(([^)#]+)\.md\)", re.MULTILINE)
FILE_NAME = re.compile(r"\[(?:docs/)?[\w.-]+\.md\](?=\()")


def navigation(text: str) -> str:
    """The toctrees of a page of contents: each heading a caption, each page of its list an entry.

    Where the headings themselves are links to pages, as in the reference of the client, one tree of those.
    """
    if parts := PART.findall(text):
        return _tree("", parts)
    chapters = [(caption, "\n".join(ITEM.findall(under))) for caption, under in CHAPTER.findall(text)]
    return "\n".join(_tree(caption, PAGE.findall(items)) for caption, items in chapters)


def _tree(caption: str, pages: Sequence[tuple[str, str]]) -> str:
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    entries = [f"{title} <{page}>" for title, page in pages]
    return "\n".join(["```{toctree}", *options, "", *entries, "```", ""])


def setup(app: Sphinx) -> None:
    """Give pages of contents their navigation; where a link names a file, the site names the page."""

    def change(_app: Sphinx, name: str, source: list[str]) -> None:
        text = FILE_NAME.sub("[]", source[0])
        if name in {root_doc, "docs/api/README"}:
            text += f"\n\n{navigation(text)}\n"
        source[0] = text

    app.connect("source-read", change)
