"""Many short texts in few objects: a string of its own takes fifty bytes before its first letter."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

SHIFT = 8
"""Of a text's number: what is left is its block, where nothing else is said."""

TEXTS = 1 << SHIFT
"""Texts of such a block."""

SEPARATOR = "\x1e"
"""Between the texts of a block; it stands in none of them."""

_SPLIT = 32
"""Blocks whose texts are kept apart for the next question."""


class TextBlocks:
    """Texts by their number, put together in blocks; none of them may have `SEPARATOR` in it.

    A block has 2 to the power of `shift`: fewer where single ones are asked for more than stretches.
    """

    def __init__(self, shift: int = SHIFT) -> None:
        self.shift = shift
        self.ends = array("I")
        """Of each text in a full block, where it ends in that, in bytes as it is kept."""
        self._blocks: list[str | bytes] = []
        self._tail: list[str] = []
        self._split: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return (len(self._blocks) << self.shift) + len(self._tail)

    def __getitem__(self, number: int) -> str:
        return self.texts(number >> self.shift)[number & ((1 << self.shift) - 1)]

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self._blocks)):
            yield from self.block(number).split(SEPARATOR)
        yield from self._tail

    def extend(self, texts: Iterable[str]) -> None:
        """Take in more texts, behind those that are there."""
        tail, many = self._tail, 1 << self.shift
        tail.extend(texts)
        while len(tail) >= many:
            self._keep(tail[:many])
            del tail[:many]

    def _keep(self, texts: Sequence[str]) -> None:
        """Add a block: one letter beyond Latin-1 would make each of its letters take two bytes, or four."""
        text = SEPARATOR.join(texts)
        block: str | bytes = text
        lengths = list(map(len, texts))
        try:
            text.encode("latin-1")
        except UnicodeEncodeError:
            block = text.encode("utf-8", "surrogatepass")
            lengths = [len(each.encode("utf-8", "surrogatepass")) for each in texts]
        self._blocks.append(block)
        self.ends.extend(end - 1 for end in accumulate(length + 1 for length in lengths))

    def is_full(self, number: int) -> bool:
        """Whether a block has all its texts, and changes no more."""
        return number < len(self._blocks)

    def kept(self, numbers: Iterable[int]) -> list[str | bytes | None]:
        """Blocks as they are kept: one with a letter beyond Latin-1 as UTF-8; None for one that grows."""
        blocks, full = self._blocks, len(self._blocks)
        return [blocks[number] if number < full else None for number in numbers]

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
