"""A query asked of many packed rows at once."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from stancer_tui.models.row_parts import JoinedFacet, Part, PartFacet
from stancer_tui.store.packed_rows import PAYER_SHIFT, PackedRows
from stancer_tui.store.query import Condition, Query
from stancer_tui.store.row_columns import NO_DATE, PREFIX, own_row
from stancer_tui.store.row_values import Flags, Slots, Verdicts, numbers, part_values
from stancer_tui.store.text_blocks import SHIFT, TEXTS
from stancer_tui.store.text_search import TextSearch

Test = Callable[[Slots], Flags]
"""Which of some slots are accepted."""

SlotOf = Callable[[str], int | None]

Judge = Callable[[int, list[int]], list[bool] | None]
"""Gets the number of a block and the numbers of texts in it; None where none of them is accepted."""

_FEW = 8
"""One in so many is few."""

_MANY_RUNS = 8
"""With fewer slots than this in a row in one block they are looked at in their own order first."""


class Matcher:
    """Judges slots by a query; all of them are hits of `known` already. `slot_of` knows the slot of an id."""

    def __init__(self, rows: PackedRows, slot_of: SlotOf, query: Query, known: Query | None = None) -> None:
        self._rows = rows
        self._query = query
        self._tests = list(_tests(rows, slot_of, query, known or Query()))

    def hits(self, slots: Slots) -> Flags:
        """Which slots are hits."""
        rows, found = self._rows, np.ones(len(slots), np.bool_)
        for test in self._tests:
            if found.all():
                found = test(slots)
            elif len(left := np.flatnonzero(found)):
                found[left] = test(slots[left])
        if rows.whole:
            kept = np.fromiter(rows.whole, np.int32, len(rows.whole))
            for place in np.flatnonzero(np.isin(slots, kept)).tolist():
                row = rows.whole[int(slots[place])]
                found[place] = self._query.matches(row, rows.text(row))
        return found


def _tests(rows: PackedRows, slot_of: SlotOf, query: Query, known: Query) -> Iterator[Test]:
    for condition in set(query.where) - set(known.where):
        yield _condition(rows, slot_of, condition)
    for condition in set(query.unless) - set(known.unless):
        yield _not(_condition(rows, slot_of, condition))
    for word in sorted(set(query.include) - set(known.include), key=len, reverse=True):
        yield _word(rows, word)
    for word in set(query.exclude) - set(known.exclude):
        yield _not(_word(rows, word))


def _not(test: Test) -> Test:
    return lambda slots: ~test(slots)


def _word(rows: PackedRows, word: str) -> Test:
    """Whether the word is in the text of the kind, of the payer, or of the row itself."""
    kinds = Verdicts(
        lambda wanted: [word in text for text in map(rows.kind_words.__getitem__, wanted.tolist())]
    )
    payer_grams, grams = rows.grams or (None, None)
    in_payers = TextSearch(rows.payer_words, word, payer_grams)
    payers = Verdicts(in_payers.has_word, shift=PAYER_SHIFT)
    possible = in_payers.possible(rows.payer_count)
    if possible is not None:
        payers.decide(rows.payer_count, possible)

    def of_kind(slots: Slots) -> Flags:
        if not any(word in text for text in rows.kind_words):  # there are few of them
            return np.zeros(len(slots), np.bool_)
        return kinds.of(numbers(rows.kind_of)[slots])

    def of_payer(slots: Slots) -> Flags:
        return payers.of(numbers(rows.payer_of)[slots])

    return _either(of_kind, of_payer, TextSearch(rows.words, word, grams).has_word)


def _either(first: Test, *others: Test) -> Test:
    """Accepted by one of the tests; each is asked of what those before it did not accept, or of all."""

    def test(slots: Slots) -> Flags:
        found = first(slots)
        for other in others:
            if np.count_nonzero(found) * _FEW < len(found):
                found |= other(slots)  # choosing those that are left takes longer than asking of all
            elif len(left := np.flatnonzero(~found)):
                found[left] = other(slots[left])
        return found

    return test


def _by_block(slots: Slots, judge: Judge) -> Flags:
    """Judge slots block by block."""
    edges = _edges(slots)
    if len(edges) * _MANY_RUNS <= len(slots):
        return _in_runs(slots, edges, judge)
    order = np.argsort(slots)
    found = np.zeros(len(slots), np.bool_)
    found[order] = _in_runs(slots[order], _edges(slots[order]), judge)
    return found


def _edges(slots: Slots) -> list[int]:
    """The places at which another block begins."""
    return (np.flatnonzero(np.diff(slots >> SHIFT)) + 1).tolist()


def _in_runs(slots: Slots, edges: list[int], judge: Judge) -> Flags:
    inside = slots & (TEXTS - 1)
    found = bytearray()
    for start, stop in pairwise([0, *edges, len(slots)] if len(slots) else []):
        verdict = judge(int(slots[start]) >> SHIFT, inside[start:stop].tolist())
        found += bytes(stop - start) if verdict is None else bytes(verdict)
    return np.frombuffer(found, np.bool_)


def _condition(rows: PackedRows, slot_of: SlotOf, condition: Condition) -> Test:
    facet = condition.facet
    if isinstance(facet, JoinedFacet):
        return _either(*(_part(rows, slot_of, condition, part) for part in facet.parts))
    if isinstance(facet, PartFacet):
        return _part(rows, slot_of, condition, facet)
    return lambda slots: np.array(
        [condition.accepts(value) for value in facet([rows[slot] for slot in slots.tolist()])], np.bool_
    )


def _part(rows: PackedRows, slot_of: SlotOf, condition: Condition, facet: PartFacet) -> Test:
    if facet.part in {Part.KIND, Part.PAYER}:
        verdicts = Verdicts(
            lambda wanted: [condition.accepts(value) for value in part_values(rows, facet, wanted.tolist())]
        )
        of = rows.kind_of if facet.part is Part.KIND else rows.payer_of
        return lambda slots: verdicts.of(numbers(of)[slots])
    if facet.part is Part.CREATED:
        return lambda slots: _created(rows, condition, slots)
    if facet.part is Part.AMOUNT:
        return _amount(rows, condition, facet)
    ids = getattr(condition, "ids", None)
    if facet.part is Part.ID and ids is not None:
        return _among(slot_of, ids, inside=condition.inside)  # type: ignore[attr-defined] # it has both
    return _own(rows, condition, facet)


def _created(rows: PackedRows, condition: Any, slots: Slots) -> Flags:
    created = numbers(rows.created)[slots]
    found: Flags = (created != NO_DATE) & (created >= condition.low) & (created <= condition.high)
    return found


def _amount(rows: PackedRows, condition: Any, facet: PartFacet) -> Test:
    """Most currencies have hundredths; the amounts of others are converted one by one."""
    plain = Verdicts(lambda wanted: [_hundredths(rows, facet, number) for number in wanted.tolist()])

    def test(slots: Slots) -> Flags:
        amounts = numbers(rows.amounts)[slots]
        found: Flags = (amounts >= condition.low) & (amounts <= condition.high)
        others = np.flatnonzero(~plain.of(numbers(rows.kind_of)[slots]))
        if len(others):
            values = facet([rows[slot] for slot in slots[others].tolist()])
            found[others] = list(map(condition.accepts, values))
        return found

    return test


def _hundredths(rows: PackedRows, facet: PartFacet, kind: int) -> bool:
    probe = rows.kinds[kind]._replace(amount=12_345)
    return bool(facet((probe,))[0] == probe.amount)


def _among(slot_of: SlotOf, ids: frozenset[str], *, inside: bool) -> Test:
    def test(slots: Slots) -> Flags:
        # Asked anew each time: one of them may have arrived since.
        meant = np.array([slot for each in ids if (slot := slot_of(each)) is not None], np.int32)
        return np.isin(slots, meant, invert=not inside)

    return test


def _own(rows: PackedRows, condition: Condition, facet: PartFacet) -> Test:
    """Of a text of the row's own: blocks without the piece that is looked for are passed over."""
    text = getattr(condition, "text", "")
    piece = _of_id(text) if facet.part is Part.ID else text

    def judge(block: int, wanted: list[int]) -> list[bool] | None:
        where = rows.own.block(block) if facet.part is Part.ID else rows.words.block(block)
        if piece and where.isascii() and piece not in where.lower():
            return None
        texts = rows.own.texts(block)
        known = [own_row(texts[number]) for number in wanted]
        return list(map(condition.accepts, facet(known)))

    return lambda slots: _by_block(slots, judge)


def _of_id(text: str) -> str:
    """The piece of an id that is kept: its beginning is not."""
    return "" if text in PREFIX else text.rpartition("_")[2]
