"""Many short texts in few objects: a string of its own takes fifty bytes before its first letter."""

from collections.abc import Iterable, Iterator

TEXTS = 256
"""Texts of a block."""

SHIFT = 8
"""Of a text's number: what is left is its block."""

SEPARATOR = "\x1e"
"""Between the texts of a block; it stands in none of them."""

_SPLIT = 32
"""Blocks whose texts are kept apart for the next question."""


class TextBlocks:
    """Texts by their number, put together in blocks; none of them may have `SEPARATOR` in it."""

    def __init__(self) -> None:
        self._blocks: list[str | bytes] = []
        self._tail: list[str] = []
        self._split: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self._blocks) * TEXTS + len(self._tail)

    def __getitem__(self, number: int) -> str:
        return self.texts(number >> SHIFT)[number & (TEXTS - 1)]

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self._blocks)):
            yield from self.block(number).split(SEPARATOR)
        yield from self._tail

    def extend(self, texts: Iterable[str]) -> None:
        """Take in more texts, behind those that are there."""
        tail = self._tail
        tail.extend(texts)
        while len(tail) >= TEXTS:
            self._blocks.append(_kept(SEPARATOR.join(tail[:TEXTS])))
            del tail[:TEXTS]

    def is_full(self, number: int) -> bool:
        """Whether a block has all its texts, and changes no more."""
        return number < len(self._blocks)

    def block(self, number: int) -> str:
        """The texts of a block, put together."""
        block = self._blocks[number] if number < len(self._blocks) else SEPARATOR.join(self._tail)
        return block if isinstance(block, str) else block.decode("utf-8", "surrogatepass")

    def texts(self, number: int) -> list[str]:
        """The texts of a block."""
        if number == len(self._blocks):
            return self._tail
        texts = self._split.get(number)
        if texts is None:
            if len(self._split) >= _SPLIT:
                del self._split[next(iter(self._split))]
            texts = self._split[number] = self.block(number).split(SEPARATOR)
        return texts


def _kept(text: str) -> str | bytes:
    """A text with one letter beyond Latin-1 would take two bytes for each of its letters, or four."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text
