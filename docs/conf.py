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
project_copyright = "MIT licence"
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
ENTRY = re.compile(r"^\* \[[^\]]+\]\(([^)#]+)\.md\)(?:, \[[^\]]+\]\(([^)#]+)\.md\))?", re.MULTILINE)
FILE_NAME = re.compile(r"\[(?:docs/)?[\w.-]+\.md\](?=\()")
PART = re.compile(r"^## \[[^\]]+\]\(([^)#]+)\.md\)", re.MULTILINE)


def navigation(text: str) -> str:
    """The toctrees of a page of contents: each heading a caption, the pages that begin its items its entries.

    Where the headings themselves are links to pages, as in the reference of the client, one tree of those.
    """
    if parts := PART.findall(text):
        return _tree("", parts)
    chapters = ((caption, ENTRY.findall(under)) for caption, under in CHAPTER.findall(text))
    return "\n".join(
        _tree(caption, [page for pages in entries for page in pages if page]) for caption, entries in chapters
    )


def _tree(caption: str, pages: Sequence[str]) -> str:
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    return "\n".join(["```{toctree}", *options, "", *pages, "```", ""])


def setup(app: Sphinx) -> None:
    """Give pages of contents their navigation; where a link names a file, the site names the page."""

    def change(_app: Sphinx, name: str, source: list[str]) -> None:
        text = FILE_NAME.sub("[]", source[0])
        if name in {root_doc, "docs/api/README"}:
            text += f"\n\n{navigation(text)}\n"
        source[0] = text

    app.connect("source-read", change)
