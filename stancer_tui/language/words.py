"""A compiled gettext catalogue (.mo) that decodes each message when it is first asked for.

`gettext.GNUTranslations` decodes the whole file at once, which for our thousands of messages takes too long
before the first screen.
"""

from collections.abc import Callable
from functools import cached_property
from gettext import NullTranslations, c2py
from pathlib import Path
from struct import unpack_from

_MAGIC = 0x950412DE
"""The magic number of a little-endian file, the only kind that babel writes."""

_PLURALS = "plural-forms:"


class Words(NullTranslations):
    """A compiled catalogue: an index of its messages, and where their translations are in the file.

    Raises OSError for a missing file, ValueError or `struct.error` for one that is not a catalogue.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        data = self._data = path.read_bytes()
        magic, _version, count, messages, words = unpack_from("<5I", data)
        if magic != _MAGIC:
            raise ValueError("not a compiled catalogue")
        asked = unpack_from(f"<{2 * count}I", data, messages)
        self._where = unpack_from(f"<{2 * count}I", data, words)
        if count and sum(self._where[-2:]) >= len(data):  # a NUL ends each
            raise ValueError("a catalogue that was cut off")
        # A message with a plural is stored as "singular NUL plural" and looked up by its singular.
        self._places = {
            data[place : place + length].partition(b"\0")[0]: at
            for at, (length, place) in enumerate(zip(asked[::2], asked[1::2], strict=True))
        }
        self._said: dict[str, list[str]] = {}

    def gettext(self, message: str) -> str:
        """The translation of a message; the message itself where there is none."""
        return self._words(message, 0) or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation in the plural form of `n`."""
        return self._words(msgid1, self._plural(n)) or (msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """The translation of a message in a context."""
        return self._words(f"{context}\x04{message}", 0) or message

    def _words(self, message: str, form: int) -> str:
        forms = self._said.get(message) or self._forms(message)
        return forms[form] if form < len(forms) else ""

    def _forms(self, message: str) -> list[str]:
        """The translation in every plural form; empty where the message is unknown."""
        at = self._places.get(message.encode())
        if at is None:
            return []
        length, place = self._where[2 * at : 2 * at + 2]
        forms = self._data[place : place + length].decode(errors="replace").split("\0")
        self._said[message] = forms
        return forms

    @cached_property
    def _plural(self) -> Callable[[int], int]:
        """Gives the index of the plural form for a number, by the rule in the catalogue's header."""
        for line in self._words("", 0).splitlines():
            if line.lower().startswith(_PLURALS):
                found: Callable[[int], int] = c2py(line.split("plural=")[1].strip().rstrip(";"))
                return found
        return lambda number: int(number != 1)
