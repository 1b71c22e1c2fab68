"""Which of many texts have a word in them: blocks are compared as bytes, many texts at once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from stancer_tui.store.block_grams import BlockGrams
from stancer_tui.store.row_values import Flags, Slots
from stancer_tui.store.text_blocks import SEPARATOR, TEXTS, TextBlocks

_TOGETHER = 16 * TEXTS
"""Texts that are compared at once: what they and the flags of their bytes take stays near the processor."""

_COMPARED = 4
"""Letters of a word that are compared everywhere; the others where these were found."""

_DENSE = 2
"""Of neighbours one in so many at least is asked for: then all of their blocks are."""

_SPARSE = 16
"""Of texts that are far apart, where fewer than one in so many of their blocks is asked for."""

_HARDLY = 8
"""One block in so many is hardly any."""

_RARE = 2
"""A word that begins in fewer texts than one in so many is looked for in those alone."""

_SEPARATOR = SEPARATOR.encode()

Letters = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]


class TextSearch:
    """Looks for one word in the texts of blocks; `grams` tell in which of these it may be."""

    def __init__(self, blocks: TextBlocks, word: str, grams: BlockGrams | None = None) -> None:
        self._blocks = blocks
        self._word = word
        self._latin = _encoded(word, "latin-1")
        self._other = _encoded(word, "utf-8")
        self._possible = None if grams is None else _possible(grams, word)

    def possible(self, count: int) -> Slots | None:
        """Those of the first `count` texts that may have the word, where these are known and few."""
        if self._possible is None or np.count_nonzero(self._possible) * _HARDLY > len(self._possible):
            return None
        many, known = 1 << self._blocks.shift, len(self._possible) - 1
        noted = np.flatnonzero(self._possible[:known])[:, np.newaxis] * many + np.arange(many)
        found = np.concatenate((noted.ravel(), np.arange(known * many, count))).astype(np.int32)
        return found[found < count]

    def has_word(self, numbers: Slots) -> Flags:
        """Whether each of the texts has the word in it."""
        if self._possible is None:
            return self._looked_at(numbers)
        asked = self._possible.take(numbers >> self._blocks.shift, mode="clip")
        if asked.all():
            return self._looked_at(numbers)
        found = np.zeros(len(numbers), np.bool_)
        left = np.flatnonzero(asked)
        found[left] = self._looked_at(numbers[left])
        return found

    def _looked_at(self, numbers: Slots) -> Flags:
        if not len(numbers):
            return np.zeros(0, np.bool_)
        shift = self._blocks.shift
        low, high = int(numbers.min()) >> shift, int(numbers.max()) >> shift
        if (high - low) << shift <= _DENSE * len(numbers):
            near: Flags = self._in_blocks(range(low, high + 1))[numbers - (low << shift)]
            return near
        block_of = numbers >> shift
        place = np.zeros(high + 1, np.int32)
        place[block_of] = 1
        wanted = np.flatnonzero(place)
        if len(numbers) * _SPARSE < len(wanted) << shift:
            return self._one_by_one(numbers, block_of)
        place[wanted] = np.arange(len(wanted)) << shift
        found: Flags = self._in_blocks(wanted.tolist())[place[block_of] + (numbers & ((1 << shift) - 1))]
        return found

    def _one_by_one(self, numbers: Slots, block_of: Slots) -> Flags:
        """The verdicts of texts that are far apart: each is looked through alone."""
        known, many = np.asarray(self._blocks.ends), 1 << self._blocks.shift
        if numbers.max() >= len(known):  # in a block that grows
            full = numbers < len(known)
            found = np.zeros(len(numbers), np.bool_)
            if full.any():
                found[full] = self._one_by_one(numbers[full], block_of[full])
            found[~full] = [self._word in self._blocks[number] for number in numbers[~full].tolist()]
            return found
        ends = known[numbers]
        starts = np.where(numbers & (many - 1), known[numbers - 1] + 1, 0)
        latin, other = self._latin, self._other
        has: list[bool] = []
        for kept, start, end in zip(
            self._blocks.kept(block_of.tolist()), starts.tolist(), ends.tolist(), strict=True
        ):
            if isinstance(kept, str):
                has.append(latin is not None and kept.find(self._word, start, end) >= 0)
            else:
                has.append(kept is not None and other is not None and kept.find(other, start, end) >= 0)
        return np.array(has, np.bool_)

    def _in_blocks(self, numbers: Sequence[int]) -> Flags:
        """The verdicts of all texts of some blocks, those of each block together."""
        found = np.zeros((len(numbers), 1 << self._blocks.shift), np.bool_)
        latin: list[tuple[int, int, bytes]] = []
        other: list[tuple[int, int, bytes]] = []
        for place, (number, kept) in enumerate(zip(numbers, self._blocks.kept(numbers), strict=True)):
            if isinstance(kept, str):
                latin.append((place, number, kept.encode("latin-1")))
            elif kept is not None:
                other.append((place, number, kept))
            else:
                texts = self._blocks.texts(number)
                found[place, : len(texts)] = [self._word in text for text in texts]
        for blocks, word in ((latin, self._latin), (other, self._other)):
            if word is not None:
                self._compare(blocks, word, found)
        return found.ravel()

    def _compare(
        self, blocks: Sequence[tuple[int, int, bytes]], word: bytes, found: npt.NDArray[np.bool_]
    ) -> None:
        many = 1 << self._blocks.shift
        ends_in = np.asarray(self._blocks.ends).reshape(-1, many)
        for start in range(0, len(blocks), _TOGETHER // many):
            places, numbers, texts = zip(*blocks[start : start + _TOGETHER // many], strict=True)
            begins = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])], dtype=np.intp)
            ends = (ends_in[list(numbers)] + begins[:, np.newaxis]).ravel()
            letters = np.frombuffer(_SEPARATOR.join((*texts, b"")), np.uint8)
            found[list(places)] = _hits(letters, ends, word).reshape(-1, many)


def _hits(letters: Letters, ends: Places, word: bytes) -> Flags:
    """Which of the texts have the word in them; each ends with a separator, at these places."""
    begin = letters == word[0]
    for further, letter in enumerate(word[1:_COMPARED], 1):
        begin[:-further] &= letters[further:] == letter
    many = np.count_nonzero(begin)
    if not many:
        return np.zeros(len(ends), np.bool_)
    if many * _RARE > len(ends):
        starts = np.concatenate((ends[:1] * 0, ends[:-1] + 1))
        found = _at(starts, letters, begin, word)
        if found.all():  # order numbers begin alike, and are typed from their beginning
            return found
        if len(word) <= _COMPARED:
            return np.bitwise_or.reduceat(begin.view(np.uint8), starts).view(np.bool_)
    places = np.flatnonzero(begin[: len(begin) + 1 - len(word)])
    for further, letter in enumerate(word[_COMPARED:], _COMPARED):
        places = places[letters[places + further] == letter]
    found = np.zeros(len(ends), np.bool_)
    found[np.searchsorted(ends, places)] = True
    return found


def _at(starts: Places, letters: Letters, begin: Flags, word: bytes) -> Flags:
    """Where the word is at the very beginning of a text; what stands behind a text is in no word."""
    found = begin[starts]
    for further, letter in enumerate(word[_COMPARED:], _COMPARED):
        found &= letters[np.minimum(starts + further, len(letters) - 1)] == letter
    return found


def _possible(grams: BlockGrams, word: str) -> Flags | None:
    """Which blocks may have the word, behind them one for those of which it is not known; None for all."""
    known = grams.may_have(word)
    return None if known is None or known.all() else np.append(known, True)


def _encoded(word: str, encoding: Any) -> bytes | None:
    """The bytes that stand for a word, where the encoding has them all."""
    try:
        return word.encode(encoding, "strict" if encoding == "latin-1" else "surrogatepass")
    except UnicodeEncodeError:
        return None
