"""Compiles the catalogues of the languages into the package that is built."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Puts a .mo beside each .po; both the wheel and an editable installation read it there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile each catalogue."""
        for source in Path(self.root, "stancer_tui", "language", "locales").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as words, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(words))
