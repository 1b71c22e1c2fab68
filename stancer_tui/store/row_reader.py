"""Reading rows in another thread than the one that keeps them, as an export does."""

from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.store.packed_rows import PackedRows
from stancer_tui.store.text_blocks import SEPARATOR, SHIFT, TEXTS


class RowReader:
    """Gives whole rows while others arrive and change; it keeps nothing that the other thread works with."""

    def __init__(self, rows: PackedRows) -> None:
        self._rows = rows
        self._number = -1
        self._texts: list[str] = []

    def read(self, slot: int) -> ListedPayment:
        """The row of a slot, as it is now."""
        rows = self._rows
        with rows.changing:
            known = rows.known(slot)
            return rows.built(slot, self._own(slot)) if known is None else known

    def _own(self, slot: int) -> str:
        number, place = slot >> SHIFT, slot & (TEXTS - 1)
        if not self._rows.own.is_full(number):
            return self._rows.own[slot]
        if number != self._number:
            self._number, self._texts = number, self._rows.own.block(number).split(SEPARATOR)
        return self._texts[place]
