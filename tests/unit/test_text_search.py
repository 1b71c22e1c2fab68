"""Words looked for in many texts at once, against Python's own `in`."""

import random

import numpy as np
import pytest

from stancer_tui.store.block_grams import BlockGrams
from stancer_tui.store.text_blocks import SHIFT, TEXTS, TextBlocks
from stancer_tui.store.text_search import TextSearch

ALPHABETS = ("ab", "ab1 \n", "abéÿ", "abλé", "a\udce9é", "a€𝄞b")


def texts_of(draw: random.Random, count: int) -> list[str]:
    """Texts of a few letters, some of them none; each stretch of a block has its own alphabet."""
    return [
        "".join(draw.choices(ALPHABETS[(number // TEXTS) % len(ALPHABETS)], k=draw.randrange(12)))
        for number in range(count)
    ]


def words_of(draw: random.Random, texts: list[str]) -> list[str]:
    """Words of each length that stand in some text, and some that stand in none."""
    found = ["b€", "é", "\udce9", "zzzzzzz", "aaaaaaaaaaaaa"]
    for length in range(1, 8):
        long = [text for text in texts if len(text) >= length]
        for text in draw.sample(long, 6):
            start = draw.randrange(len(text) - length + 1)
            found.append(text[start : start + length])
    return found


def noted(blocks: TextBlocks, most: int) -> BlockGrams:
    """What the first blocks hold, as far as that goes."""
    grams = BlockGrams(blocks)
    for _ in range(most):
        grams.go_on()
    return grams


@pytest.mark.parametrize("shift", [SHIFT, 6])
@pytest.mark.parametrize("known", [0, 3, 1000])
@pytest.mark.parametrize("seed", range(6))
def test_a_word_is_found_in_the_texts_that_have_it(seed: int, known: int, shift: int) -> None:
    draw = random.Random(seed)
    texts = texts_of(draw, draw.choice((TEXTS, 5 * TEXTS + 17, 23 * TEXTS + 255)))
    blocks = TextBlocks(shift)
    blocks.extend(texts)
    grams = noted(blocks, known)
    for word in words_of(draw, texts):
        asked = draw.choices(range(len(texts)), k=draw.choice((1, 40, 3000)))
        has = TextSearch(blocks, word, grams).has_word(np.array(asked, np.int32)).tolist()
        assert has == [word in texts[number] for number in asked], repr(word)


def test_a_text_that_came_since_is_asked_as_well() -> None:
    blocks = TextBlocks()
    blocks.extend(["abc"] * (TEXTS - 1))
    search = TextSearch(blocks, "bc")
    assert search.has_word(np.array([TEXTS - 2], np.int32)).tolist() == [True]
    blocks.extend(["xbc", "bxc"])
    assert search.has_word(np.array([TEXTS - 1, TEXTS], np.int32)).tolist() == [True, False]


def test_no_texts_are_no_verdicts() -> None:
    assert TextSearch(TextBlocks(), "a").has_word(np.zeros(0, np.int32)).tolist() == []


def test_a_very_long_text_is_read_to_its_end() -> None:
    blocks = TextBlocks()
    blocks.extend(["x" * 70_000 + "needle", *["y"] * (TEXTS - 1)])
    assert TextSearch(blocks, "needle").has_word(np.arange(3, dtype=np.int32)).tolist() == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("word", ["8", "82", "8250", "82503", "8250301", "825030177777"])
def test_texts_that_begin_alike_are_told_apart_by_what_follows(word: str) -> None:
    texts = [f"8250{'3' if number % 3 else '4'}0{number}" for number in range(TEXTS - 1)] + ["8250"]
    blocks = TextBlocks()
    blocks.extend(texts)
    has = TextSearch(blocks, word).has_word(np.arange(TEXTS, dtype=np.int32)).tolist()
    assert has == [word in text for text in texts]


def test_blocks_without_the_word_are_passed_over() -> None:
    blocks = TextBlocks()
    blocks.extend(f"order {number:06d}" for number in range(40 * TEXTS))
    may_have = noted(blocks, 1000).may_have("8250")
    assert may_have is not None
    having = {number // TEXTS for number in range(40 * TEXTS) if "8250" in f"{number:06d}"}
    assert having <= set(np.flatnonzero(may_have).tolist())
    assert np.count_nonzero(may_have) < len(having) + 10, "hardly any other is looked at"


@pytest.mark.parametrize("word", ["", "a", "ab", "é€é", "aé€b"])
def test_a_word_with_less_than_three_plain_letters_in_a_row_may_stand_anywhere(word: str) -> None:
    blocks = TextBlocks()
    blocks.extend(["abc"] * TEXTS)
    assert noted(blocks, 1).may_have(word) is None


def test_what_came_since_is_noted_when_it_goes_on() -> None:
    blocks = TextBlocks(SHIFT - 1)
    blocks.extend(["abc"] * (TEXTS - 1))
    grams = BlockGrams(blocks)
    assert not grams.go_on(), "two blocks are noted together, and the second grows"
    assert grams.may_have("xyz") is None
    blocks.extend(["abc"] * 2)
    grams.go_on()
    for word, may_have in (("abc", True), ("xyz", False)):
        told = grams.may_have(word)
        assert told is not None
        assert told.tolist() == [may_have, may_have]
