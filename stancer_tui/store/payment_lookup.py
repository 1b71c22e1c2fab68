"""The rows that have something in common: a customer, a card, an order number."""

from collections.abc import Callable, Iterator
from heapq import nlargest

import numpy as np

from stancer_tui.models.row_parts import Part, PartFacet
from stancer_tui.store.packed_rows import PackedRows
from stancer_tui.store.row_columns import own_row
from stancer_tui.store.row_values import numbers


class PaymentLookup:
    """Finds slots by the value of a facet, and keeps what each payer's slots are while it is asked."""

    def __init__(self, rows: PackedRows) -> None:
        self._rows = rows
        self._of_payer: dict[int, list[int]] = {}

    def slots(self, facet: PartFacet, value: str) -> list[int]:
        """The slots of the rows with this value, in no order that means something."""
        rows = self._rows
        if not len(rows):
            return []
        numbered = self._numbers(facet, value)
        found = list(numbered) if facet.part is not Part.PAYER else self._paid_by(list(numbered))
        kept = [slot for slot in found if slot not in rows.whole] if rows.whole else found
        return kept + [slot for slot, row in rows.whole.items() if facet((row,))[0] == value]

    def newest(self, facet: PartFacet, value: str, many: int) -> tuple[list[int], int]:
        """The slots of the newest rows with this value of their payer, and how many have it.

        Of thousands only those that are asked for are looked at; the others are told by a hash alone.
        """
        rows = self._rows
        wanted = np.zeros(rows.payer_count, np.bool_)
        wanted[numbers(rows.hashes_of(facet)) == hash(value)] = True
        slots = np.flatnonzero(wanted[numbers(rows.payer_of)])
        created = numbers(rows.created)[slots]
        # ~ and not -: the smallest number stands for no date, and has no opposite.
        first = slots[np.argsort(~created, kind="stable")[:many]].tolist()
        if len(slots) <= many or rows.whole or facet([rows[slot] for slot in first]) != [value] * many:
            exact = self.slots(facet, value)
            return nlargest(many, exact, key=rows.created.__getitem__), len(exact)
        return first, len(slots)

    def accepted(self, facet: PartFacet, accepts: Callable[[str], bool]) -> list[int]:
        """The slots whose payer has an accepted value; it is asked once for each different one."""
        rows = self._rows
        values = rows.payer_values(facet)
        wanted = {value for value in set(values) if value is not None and accepts(value)}
        found = self._paid_by([number for number, value in enumerate(values) if value in wanted])
        of_whole = zip(rows.whole, facet(list(rows.whole.values())), strict=True)
        kept = [slot for slot in found if slot not in rows.whole] if rows.whole else found
        return kept + [slot for slot, value in of_whole if value is not None and accepts(value)]

    def _numbers(self, facet: PartFacet, value: str) -> Iterator[int]:
        """The payers, or the slots, whose value this is: two values may have the same hash."""
        rows = self._rows
        alike = np.flatnonzero(numbers(rows.hashes_of(facet)) == hash(value)).tolist()
        if facet.part is Part.PAYER:
            known = rows.payer_rows(alike)
        else:
            known = [own_row(rows.own[slot]) for slot in alike]
        return (number for number, row in zip(alike, known, strict=True) if facet((row,))[0] == value)

    def _paid_by(self, payers: list[int]) -> list[int]:
        """The slots of some payers."""
        of, new = numbers(self._rows.payer_of), [each for each in payers if each not in self._of_payer]
        if len(new) == 1:
            self._of_payer[new[0]] = np.flatnonzero(of == new[0]).tolist()
        elif new:
            wanted = np.zeros(self._rows.payer_count, np.bool_)
            wanted[new] = True
            self._of_payer.update((each, []) for each in new)
            slots = np.flatnonzero(wanted[of])
            for slot, payer in zip(slots.tolist(), of[slots].tolist(), strict=True):
                self._of_payer[payer].append(slot)
        return [slot for payer in payers for slot in self._of_payer[payer]]
