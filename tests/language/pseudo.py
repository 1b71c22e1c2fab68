"""A language that nobody speaks: what is marked looks foreign in every letter, and is 40 % longer.

Whatever is left in plain letters on a screen was never marked, wherever a border cuts it or a line wraps.
"""

import re
import string
from gettext import NullTranslations

_PLAIN = string.ascii_letters
_FOREIGN = "áƀçđéƒĝĥíĵķļɱñóþɋŕšŧúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŦÚṼŴẊÝŽ"
_LETTERS = str.maketrans(_PLAIN, _FOREIGN)

_FILLED_IN = re.compile(r"(\{[^{}]*\}|%\(\w+\)[a-z]|%[srd])")
"""Names in braces, and those of argparse, whose messages are its own."""

_BRACKETS = 5
"""Characters from which a message is long enough to stand in brackets without being twice as long."""


def foreign(text: str) -> str:
    """The text in letters of no language of ours, one for one."""
    return text.translate(_LETTERS)


class Pseudo(NullTranslations):
    """Every marked string as `⟦…⟧` in foreign letters; the names of what is filled in are kept."""

    def __init__(self) -> None:
        super().__init__()
        self.spoken: set[str] = set()
        """The messages that were asked for."""

    def gettext(self, message: str) -> str:
        """A message, longer and foreign."""
        self.spoken.add(message)
        return lengthened(message)

    def pgettext(self, context: str, message: str) -> str:
        """A message that means something else elsewhere."""
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """One of two forms; the first stands for the message."""
        self.spoken.add(msgid1)
        return lengthened(msgid1 if n == 1 else msgid2)


def lengthened(message: str) -> str:
    """The message in foreign letters, and 40 % longer."""
    added = -(-len(message) * 2 // 5)
    said = "".join(_parts(message))
    return f"⟦{said}{'~' * (added - 2)}⟧" if len(message) >= _BRACKETS else said + "~" * added


def _parts(message: str) -> list[str]:
    """The literal parts in foreign letters, what is filled in as it is."""
    parts = _FILLED_IN.split(message)
    return [each if place % 2 else foreign(each) for place, each in enumerate(parts)]
