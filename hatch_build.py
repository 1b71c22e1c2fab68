"""What is made when a package is built: the catalogues of the languages, and the page that an index shows.

The project's address is given when a release is built, in STANCER_TUI_REPOSITORY_URL; no file has it.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ADDRESS = "STANCER_TUI_REPOSITORY_URL"
"""The variable with the https address at which a forge shows the repository, such as https://HOST/OWNER/NAME."""

_CODE = re.compile(r"(^```.*?^```$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_LINE_OF_ITS_OWN = re.compile(r"^\[[^\]]*\]\((?!https?:|mailto:)[^)\s]+\)\n+", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\((?!https?:)[^)\s]+\)")
_LINK = re.compile(r"\[([^\]]*)\]\((?!https?:|mailto:)[^)\s]+\)")
_TARGET = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")
_PICTURES = (".svg", ".png", ".gif")


class CatalogueHook(BuildHookInterface[Any]):
    """Puts a .mo beside each .po; both the wheel and an editable installation read it there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile each catalogue."""
        for source in Path(self.root, "stancer_tui", "language", "locales").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as words, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(words))


class PageHook(MetadataHookInterface):
    """README.md as the package's page, where nothing relative leads anywhere, and the project's addresses."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the readme, and the addresses where the project has one."""
        readme = Path(self.root, "README.md").read_text("utf-8")
        address = os.environ.get(ADDRESS, "").rstrip("/")
        if address and not re.fullmatch(r"https?://[^\s?#]+", address):
            raise ValueError(f"{ADDRESS} must be the http(s) address of the repository")
        tag = f"v{metadata['version']}"
        text = with_address(readme, address, tag) if address else without_address(readme)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
        metadata["urls"] = addresses(address, tag) if address else {}


def addresses(address: str, tag: str) -> dict[str, str]:
    """The project's addresses, as an index lists them."""
    return {
        "Homepage": address,
        "Documentation": f"{address}/tree/{tag}/docs",
        "Source": address,
        "Changelog": f"{address}/blob/{tag}/CHANGELOG.md",
        "Issues": f"{address}/issues",
    }


def with_address(readme: str, address: str, tag: str) -> str:
    """The readme with links and pictures that lead into the repository, as it was at this tag."""

    def absolute(found: re.Match[str]) -> str:
        target = f"README.md{found[1]}" if found[1].startswith("#") else found[1]
        path = target.partition("#")[0]
        kind = "raw" if path.endswith(_PICTURES) else "blob"
        return f"]({address}/{kind}/{tag}/{target})"

    return _outside_code(readme, lambda text: _TARGET.sub(absolute, text))


def without_address(readme: str) -> str:
    """The readme with captions in place of pictures, and words in place of links into the repository."""

    def words(text: str) -> str:
        return _LINK.sub(r"\1", _PICTURE.sub(r"*\1*", _LINE_OF_ITS_OWN.sub("", text)))

    return _outside_code(readme, words)


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change what is not code."""
    parts = _CODE.split(text)
    return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))
