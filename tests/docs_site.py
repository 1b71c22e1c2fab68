"""The documentation as a site: `python -m tests.docs_site` builds it into build/docs, without one dead link.

Sphinx takes its warnings as errors: a page, an anchor or a picture that is not there. What it built is read
again as a browser would: every address within the site leads to a file, and to a place in it. Other sites are
not asked; their addresses are https. It needs the extra `docs`.
"""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[1]
SITE = ROOT / "build" / "docs"


class Page(HTMLParser):
    """The places of a page and the addresses that it leads to."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.addresses: list[str] = []
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down what a tag is called and where it leads."""
        for name, value in attrs:
            if name in {"id", "name"} and value:
                self.places.add(value)
            elif name in {"href", "src"} and value and not value.startswith("data:"):
                self.addresses.append(value)


def build(site: Path) -> int:
    """Build the site anew; the value is Sphinx's exit code."""
    strict = ["-q", "-n", "-W", "--keep-going", "-E"]
    command = [sys.executable, "-m", "sphinx", *strict, "-c", "docs", "-b", "html", ".", str(site.absolute())]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def dead_links(site: Path) -> list[str]:
    """Each address in a built site that leads nowhere, with the page that it stands on."""
    pages = {file.resolve(): Page(file) for file in site.rglob("*.html")}
    return [
        f"{file.relative_to(site.resolve())}: {address}"
        for file, page in pages.items()
        for address in page.addresses
        if _is_dead(file, address, pages)
    ]


def _is_dead(file: Path, address: str, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return parts.scheme != "https" or not parts.hostname
    target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    if not target.is_file():
        return True
    place = unquote(parts.fragment)
    return bool(place) and target in pages and place not in pages[target].places


def main(site: Path) -> int:
    """Build and check; the value is the exit code."""
    if code := build(site):
        return code
    dead = dead_links(site)
    for each in dead:
        sys.stderr.write(f"dead link: {each}\n")
    pages = sum(1 for _ in site.rglob("*.html"))
    sys.stdout.write(f"{pages} pages, {len(dead)} dead links: {site / 'index.html'}\n")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else SITE))
