"""The catalogues of the languages: what is marked in the program, and what each language says for it.

`python -m tests.catalogues` tells what French lacks; `--write` brings the catalogues in line with the program
(messages that are gone leave, new ones come without words) and compiles them.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "stancer_tui"
LOCALES = PACKAGE / "language" / "locales"
FRENCH = LOCALES / "fr" / "LC_MESSAGES" / "stancer_tui.po"

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
TABLES = PACKAGE / "reference" / "data"
TABLE_WORDS = frozenset({"title", "meaning", "retry_note", "source", "card_source", "iban_source"})
"""The keys of the reference's tables whose values a person reads; customers' words have both languages."""

_GENERATOR = re.compile(rb'^"Generated-By: .*\n', re.MULTILINE)
"""The version of Babel: another one writes the same file."""

_WRITTEN = datetime(2026, 11, 28, tzinfo=UTC)


@cache
def template() -> Catalog:
    """Every marked string of the program, with the files it stands in."""
    found = Catalog(project="stancer-tui", charset="utf-8", fuzzy=False, creation_date=_WRITTEN)
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for _line, message, comments, context in extract_from_file(
            "python", path, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
        ):
            if message:
                found.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    for path in sorted(TABLES.glob("*.toml")):
        place = path.relative_to(ROOT).as_posix()
        for words in table_words(path):
            found.add(words, locations=[(place, 0)])
    return found


def table_words(path: Path) -> Iterator[str]:
    """What a person reads of one of the reference's tables."""
    if path.stem != "customer_words":
        yield from _words(tomllib.loads(path.read_text(encoding="utf-8")))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and key in TABLE_WORDS:
                yield inner
            else:
                yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)


def french() -> Catalog:
    """The French catalogue as it is written."""
    with FRENCH.open("rb") as file:
        return read_po(file, locale="fr")


def messages(catalogue: Catalog) -> list[Message]:
    """The messages of a catalogue, without its header."""
    return [each for each in catalogue if each.id]


def lacking() -> list[str]:
    """What the program says and French does not."""
    have = {_key(each) for each in messages(french()) if _said(each)}
    return [key for each in messages(template()) if (key := _key(each)) not in have]


def _key(message: Message) -> str:
    words = message.id if isinstance(message.id, str) else message.id[0]
    return f"{words} ({message.context})" if message.context else words


def _said(message: Message) -> bool:
    return all([message.string] if isinstance(message.string, str) else message.string or [""])


def in_line() -> bytes:
    """The file of the French catalogue, brought in line with the program."""
    catalogue = french()
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.creation_date = catalogue.revision_date = _WRITTEN
    catalogue.fuzzy = False
    catalogue.obsolete.clear()
    for each in catalogue:
        each.locations.sort()  # the file is written in their order
    catalogue.header_comment = "# The French words of stancer-tui: python -m tests.catalogues --write"
    file = BytesIO()
    write_po(file, catalogue, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return _GENERATOR.sub(b"", file.getvalue())


def write() -> None:
    """Write the French catalogue in line with the program, and compile it."""
    FRENCH.write_bytes(in_line())
    compile_all()


def compile_all() -> None:
    """Compile the catalogues that are newer than what was compiled of them."""
    for source in LOCALES.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as file:
                catalogue = read_po(file)
            half = compiled.with_suffix(".mo.new")
            with half.open("wb") as file:
                write_mo(file, catalogue)
            half.replace(compiled)


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        write()
    left = lacking()
    print("\n".join(left))  # noqa: T201 - a command
    print(f"{len(left)} messages without French words", file=sys.stderr)  # noqa: T201 - a command
    sys.exit(bool(left))
