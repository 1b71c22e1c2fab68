"""The page that an index shows for the package: no link on it is dead, with an address or without one."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.parser import Parser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from stancer_tui import __version__

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
TAG = f"v{__version__}"


class Forge(BaseHTTPRequestHandler):
    """Shows the repository as a forge does: files and pictures of a tag, folders, the list of issues."""

    def do_GET(self) -> None:
        """Answer 200 for what is there."""
        kind, _, path = self.path.removeprefix("/shop/desk").strip("/").partition(f"/{TAG}/")
        file = ROOT / path.partition("#")[0]
        there = {"blob": file.is_file(), "raw": file.is_file(), "tree": file.is_dir()}.get(kind, not path)
        self.send_response(200 if there and kind in {"", "blob", "raw", "tree", "issues"} else 404)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def forge() -> Iterator[str]:
    """The address of the repository at a forge on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Forge) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/shop/desk"
        finally:
            server.shutdown()
            thread.join()


def metadata(wheel: Path) -> Message:
    with ZipFile(wheel) as opened:
        (name,) = (each for each in opened.namelist() if each.endswith(".dist-info/METADATA"))
        return Parser().parsestr(opened.read(name).decode("utf-8"))


def shown(about: Message) -> str:
    """The page, as the index renders it."""
    from readme_renderer import markdown

    assert about["Description-Content-Type"] == "text/markdown"
    page = markdown.render(str(about.get_payload()))
    assert page is not None
    return str(page)


def targets(page: str) -> list[str]:
    """What the page links to and shows, but for the marks that it gives its own headings."""
    return re.findall(r'(?:href|src)="(?!#user-content-)([^"]*)"', page)


def built(folder: Path, address: str) -> subprocess.CompletedProcess[str]:
    """The wheel of a release of a project with this address."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    env = {**os.environ, "STANCER_TUI_REPOSITORY_URL": address}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("dist")
def test_with_an_address_every_link_and_picture_loads(tmp_path: Path) -> None:
    with forge() as address:
        assert built(tmp_path, address).returncode == 0
        about = metadata(next(tmp_path.glob("*.whl")))
        named = dict(each.split(", ") for each in about.get_all("Project-URL", []))
        assert list(named) == ["Homepage", "Documentation", "Source", "Changelog", "Issues"]
        found = targets(shown(about))
        assert sum("/raw/" in each for each in found) == README.count("](screenshots/")
        assert sum("/blob/" in each for each in found) > 5
        for each in (*named.values(), *found):
            if each.startswith(address):
                with urlopen(each) as answer:
                    assert answer.status == 200, each
        assert [each for each in found if not each.startswith(("https://", address))] == []


def test_without_an_address_pictures_are_captions_and_links_are_words(
    wheel: Path,
) -> None:
    about = metadata(wheel)
    if about["Project-URL"] is not None:
        pytest.skip("this release has an address")
    page = shown(about)
    assert [each for each in targets(page) if not each.startswith("https://")] == []
    captions = re.findall(r"!\[([^\]]+)\]\(screenshots/", README)
    assert captions
    text = re.sub(r"<[^>]+>", "", page)
    assert [each for each in captions if each not in text] == []
    assert "](" not in text


@pytest.mark.usefixtures("dist")
def test_what_is_no_address_is_refused(tmp_path: Path) -> None:
    done = built(tmp_path, "git@example.com:desk")
    assert done.returncode != 0
    assert "STANCER_TUI_REPOSITORY_URL must be the http(s) address" in done.stdout + done.stderr
