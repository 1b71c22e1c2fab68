"""Which blocks of texts cannot have a word in them: what stands in each was noted beforehand.

Of every block it is noted which threes and fours of letters stand in it, as bits of a table: a word stands in
no block that lacks one of its own. Two of them may share a bit, so a block that has them all may have the
word, and is looked at. Only what full blocks hold is noted: that changes no more.
"""

import numpy as np
import numpy.typing as npt

from stancer_tui.store.text_blocks import SHIFT, TextBlocks

_BITS = 15
"""Threes and fours are told apart by so many bits of their hash: 4 KB a block of 256 texts."""

_TABLE = 256
"""Groups of blocks in a table of 1 MB: one grows no more than that at once."""

_FACTORS = tuple(np.uint16(each) for each in (0x9E37, 0x85EB, 0xC2B2, 0xA0E7))
"""Odd numbers by which letters are multiplied, each place its own."""

_SHORTEST = 3
_LONGEST = 12
"""Letters of a word that are asked about: no more of them are needed."""

Flags = npt.NDArray[np.bool_]
Table = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint16]


class BlockGrams:
    """Notes the threes and fours of letters of `blocks`: `go_on` until all are noted."""

    def __init__(self, blocks: TextBlocks) -> None:
        self._blocks = blocks
        self._shift = max(SHIFT - blocks.shift, 0)
        self._groups = 0
        self._tables: list[Table] = []

    def go_on(self) -> bool:
        """Note what the next blocks hold; whether there are more."""
        if not self._more:
            return False
        number, blocks = self._groups, range(self._groups << self._shift, (self._groups + 1) << self._shift)
        place = number % _TABLE
        if not place:
            self._tables.append(np.zeros((1 << _BITS, _TABLE // 8), np.uint8))
        self._tables[-1][self._held(blocks), place // 8] |= np.uint8(1 << place % 8)
        self._groups += 1
        return self._more

    def may_have(self, word: str) -> Flags | None:
        """Whether each of the noted blocks may have a word; None where that says nothing of any.

        Blocks are kept in one of two encodings: what of the word is the same in both is asked about.
        """
        wanted = [
            hashed
            for letters in _plain_stretches(word[:_LONGEST])
            if len(letters) >= _SHORTEST
            for hashed in _hashes(letters)
        ]
        if not wanted or not self._groups:
            return None
        bits = [np.bitwise_and.reduce(table[np.concatenate(wanted)], axis=0) for table in self._tables]
        groups = np.unpackbits(np.concatenate(bits), count=self._groups, bitorder="little")
        return np.repeat(groups.view(np.bool_), 1 << self._shift)

    @property
    def _more(self) -> bool:
        return self._blocks.is_full(((self._groups + 1) << self._shift) - 1)

    def _held(self, blocks: range) -> npt.NDArray[np.intp]:
        """The hashes of all threes and fours in some blocks."""
        held = np.zeros(1 << _BITS, np.bool_)
        for kept in self._blocks.kept(blocks):
            text = kept.encode("latin-1") if isinstance(kept, str) else kept or b""
            for hashes in _hashes(np.frombuffer(text, np.uint8)):
                held[hashes] = True
        return np.flatnonzero(held)


def _plain_stretches(word: str) -> list[npt.NDArray[np.uint8]]:
    plain = "".join(letter if letter.isascii() else "\n" for letter in word)
    return [np.frombuffer(each.encode("ascii"), np.uint8) for each in plain.split("\n")]


def _hashes(letters: npt.NDArray[np.uint8]) -> tuple[Hashes, Hashes]:
    """A number for each three and each four of neighbouring letters."""
    first, second, third, fourth = _FACTORS
    wide = letters.astype(np.uint16)
    threes = wide[:-2] * first + wide[1:-1] * second + wide[2:] * third
    fours = (threes[:-1] ^ (threes[:-1] >> 7)) * first + wide[3:] * fourth
    return threes >> (16 - _BITS), fours >> (16 - _BITS)
