"""Rows of payments kept as columns: a quarter of the memory that a tuple each would take.

What many rows share stands once: their kind (status, method, currency and the like), and their payer. What is
a row's own is a number in a column, or a text in a block. Whatever does not fit (an item that cannot be read,
a text with a separator of ours in it, a number beyond 64 bits) is kept whole.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from stancer_tui.models.payment_row import ListedPayment, ListedRefund, PaymentRow
from stancer_tui.models.row_parts import Part, PartFacet, SearchText, TextKey
from stancer_tui.store.row_columns import (
    FIELD,
    NO_DATE,
    PREFIX,
    KindKey,
    fields,
    in_columns,
    own_row,
    payer_row,
    stand_in,
    text_reader,
)
from stancer_tui.store.text_blocks import TextBlocks

if TYPE_CHECKING:
    from stancer_tui.store.block_grams import BlockGrams
    from stancer_tui.store.text_ranks import TextRanks

_Key = TypeVar("_Key", str, KindKey)

PAYER_SHIFT = 6
"""Of the blocks of payers' texts: the payers of neighbouring rows are far apart."""

_READY = 1024
"""Rows that are kept as they were built: a list asks for those on its screen again and again."""


class PackedRows(Sequence[ListedPayment]):
    """Rows by their slots, from 0 on. `text` says by which words they are found."""

    def __init__(self, text: SearchText) -> None:
        self.text = text
        self.created = array("q")
        """Unix seconds, or `NO_DATE`."""
        self.amounts = array("q")
        """Minor units."""
        self.kind_of = array("i")
        """The number of each row's kind."""
        self.payer_of = array("i")
        """The number of each row's payer."""
        self.kinds: list[PaymentRow] = []
        """The first row of each kind."""
        self.kind_words: list[str] = []
        """The search text of each kind."""
        self.payer_words = TextBlocks(PAYER_SHIFT)
        """The search text of each payer."""
        self.words = TextBlocks()
        """The search text of what is a row's own."""
        self.grams: tuple[BlockGrams, BlockGrams] | None = None
        """What the blocks of `payer_words` and of `words` hold, once somebody has that noted."""
        self.own = TextBlocks()
        """Id, order number, unique id and description, as the API wrote them."""
        self.whole: dict[int, ListedPayment] = {}
        """Rows that the columns do not hold, by slot."""
        self.refunds: dict[int, tuple[ListedRefund, ...]] = {}
        """The refunds of rows that have any, by slot."""
        self.changing = Lock()
        """Held while rows are taken in or replaced: another thread may read them (`RowReader`)."""
        self._hashes: dict[PartFacet, array[int]] = {}
        self._payer_values: dict[PartFacet, list[Any]] = {}
        self._ranks: dict[TextKey, TextRanks] = {}
        self._kind_numbers: dict[KindKey, int] = {}
        self._payers: list[str] = []
        self._payer_numbers: dict[str, int] = {}
        self._ready: dict[int, ListedPayment] = {}

    def __len__(self) -> int:
        return len(self.created)

    @overload
    def __getitem__(self, slot: int) -> ListedPayment: ...
    @overload
    def __getitem__(self, slot: slice) -> list[ListedPayment]: ...
    def __getitem__(self, slot: int | slice) -> ListedPayment | list[ListedPayment]:
        if isinstance(slot, slice):
            return [self[each] for each in range(*slot.indices(len(self)))]
        row = self._ready.get(slot)
        if row is None:
            if len(self._ready) >= _READY:
                self._ready.clear()
            row = self._ready[slot] = self.whole.get(slot) or self.built(slot, self.own[slot])
        return row

    def __iter__(self) -> Iterator[ListedPayment]:
        return (self.whole.get(slot) or self.built(slot, self.own[slot]) for slot in range(len(self)))

    @property
    def payer_count(self) -> int:
        """How many payers there are."""
        return len(self._payers)

    def extend(self, rows: Sequence[ListedPayment]) -> None:
        """Take in rows, each in the next slot."""
        with self.changing:
            self._extend(rows)

    def replace(self, slot: int, row: ListedPayment) -> None:
        """Put a newer reading in the place of a row; it is kept whole where its own texts are others now."""
        with self.changing:
            self._replace(slot, row)

    def _extend(self, rows: Sequence[ListedPayment]) -> None:
        start = len(self)
        batch = in_columns(rows)
        if batch is None:
            for place, row in enumerate(rows):
                if in_columns([row]) is None:
                    self.whole[start + place] = row
            rows = [stand_in(row) if start + place in self.whole else row for place, row in enumerate(rows)]
            batch = in_columns(rows)
        if batch is None:
            raise ValueError("the rows cannot be put into columns")
        payments = cast("Sequence[PaymentRow]", rows)
        self.created += batch.created
        self.amounts += batch.amounts
        self.kind_of.extend(self._kinds(batch.kinds, payments))
        self.payer_of.extend(self._payer_numbers_of(batch.payers, payments))
        self.own.extend(batch.own)
        self.words.extend(self.text.words(payments))
        self._keep_hashes(Part.WORDS, payments)
        self.refunds.update((slot, row.refunds) for slot, row in enumerate(payments, start) if row.refunds)

    def _replace(self, slot: int, row: ListedPayment) -> None:
        self._ready.pop(slot, None)
        known, batch = row, in_columns([row])
        if batch is None:
            known = stand_in(row)
            batch = in_columns([known])
        if batch is None:
            raise ValueError("the row cannot be put into columns")
        payment = cast("PaymentRow", known)
        same = batch.own[0] == self.own[slot] and payment.amount == self.amounts[slot]
        if known is not row or not same or slot in self.whole:
            self.whole[slot] = row
        self.created[slot], self.amounts[slot] = batch.created[0], batch.amounts[0]
        (self.kind_of[slot],) = self._kinds(batch.kinds, [payment])
        (self.payer_of[slot],) = self._payer_numbers_of(batch.payers, [payment])
        self.refunds.pop(slot, None)
        if payment.refunds:
            self.refunds[slot] = payment.refunds

    def key(self, slot: int) -> str | None:
        """The id of a row; None where it could not be read."""
        row = self.whole.get(slot)
        return f"{PREFIX}{self.own[slot].partition(FIELD)[0]}" if row is None else row.id

    def part_row(self, part: Part, slot: int) -> ListedPayment:
        """The row of a slot as far as a part of it goes; the rest may be blank."""
        whole = self.whole.get(slot)
        if whole is not None:
            return whole
        match part:
            case Part.KIND:
                return self.kinds[self.kind_of[slot]]
            case Part.AMOUNT:
                return self.kinds[self.kind_of[slot]]._replace(amount=self.amounts[slot])
            case Part.PAYER:
                return payer_row(self._payers[self.payer_of[slot]])
            case _:
                return self[slot]

    def payer_rows(self, numbers: Iterable[int]) -> list[PaymentRow]:
        """For each payer a row that has nothing but them."""
        return [payer_row(self._payers[number]) for number in numbers]

    def hashes_of(self, facet: PartFacet) -> "array[int]":
        """The hash of what a facet is for each payer, or for each row; kept up once it was asked for."""
        hashes = self._hashes.get(facet)
        if hashes is None:
            if facet.part is Part.PAYER:
                known: Iterable[PaymentRow] = self.payer_rows(range(self.payer_count))
            else:
                known = map(own_row, self.own)
            hashes = self._hashes[facet] = array("q", map(hash, facet(list(known))))
        return hashes

    @property
    def kept(self) -> tuple[PartFacet, ...]:
        """The facets whose hashes are kept up."""
        return tuple(self._hashes)

    def payer_values(self, facet: PartFacet) -> list[Any]:
        """What a facet is for each payer."""
        values = self._payer_values.setdefault(facet, [])
        values += facet(self.payer_rows(range(len(values), self.payer_count)))
        return values

    def ranks_of(self, key: TextKey) -> "TextRanks":
        """Where each payer, or each row by its own texts, stands by a key; what was found once is kept."""
        ranks = self._ranks.get(key)
        if ranks is None:
            from stancer_tui.store.text_ranks import TextRanks

            texts = self._payers if key.part is Part.PAYER else self.own
            ranks = self._ranks[key] = TextRanks(texts, text_reader(key))
        return ranks

    def note_words(self) -> bool:
        """Note a piece of what stands in the search texts, so that rare words are found at once.

        Whether there is more to note.
        """
        if self.grams is None:
            from stancer_tui.store.block_grams import BlockGrams

            self.grams = BlockGrams(self.payer_words), BlockGrams(self.words)
        return any(grams.go_on() for grams in self.grams)

    def reword(self) -> None:
        """Build the search texts of the kinds anew, as when another language is spoken."""
        self.kind_words = self.text.kind(self.kinds)

    def _keep_hashes(self, part: Part, rows: Sequence[PaymentRow]) -> None:
        for facet, hashes in self._hashes.items():
            if facet.part is part:
                hashes.extend(map(hash, facet(rows)))

    def known(self, slot: int) -> ListedPayment | None:
        """The row of a slot where it need not be built."""
        return self.whole.get(slot) or self._ready.get(slot)

    def built(self, slot: int, own: str) -> PaymentRow:
        """The row of a slot, from what is its own and what it shares."""
        key, order, unique, description = fields(own)
        customer, name, email, mobile, instrument, holder, last4 = fields(self._payers[self.payer_of[slot]])
        kind, created = self.kinds[self.kind_of[slot]], self.created[slot]
        return PaymentRow(
            f"{PREFIX}{key}",
            None if created == NO_DATE else created,
            self.amounts[slot],
            kind.currency,
            kind.status,
            kind.response,
            kind.method,
            kind.brand,
            last4,
            kind.card_country,
            order,
            unique,
            description,
            customer,
            name,
            email,
            instrument,
            kind.auth_status,
            kind.refund_count,
            self.refunds.get(slot, ()),
            kind.live_mode,
            mobile,
            holder,
        )

    def _kinds(self, keys: Sequence[KindKey], rows: Sequence[PaymentRow]) -> list[int]:
        numbers, new = _numbered(self._kind_numbers, keys, rows)
        if new:
            self.kinds += new.values()
            self.kind_words += self.text.kind([*new.values()])
        return numbers

    def _payer_numbers_of(self, texts: Sequence[str], rows: Sequence[PaymentRow]) -> list[int]:
        numbers, new = _numbered(self._payer_numbers, texts, rows)
        if new:
            self._payers += new
            self.payer_words.extend(self.text.payer([*new.values()]))
            self._keep_hashes(Part.PAYER, [*new.values()])
        return numbers


def _numbered(
    known: dict[_Key, int], keys: Sequence[_Key], rows: Sequence[PaymentRow]
) -> tuple[list[int], dict[_Key, PaymentRow]]:
    """The number of each key, and those that had none with the first row of each: they get the next ones."""
    found = list(map(known.get, keys))
    new: dict[_Key, PaymentRow] = {}
    if None in found:
        for key, row, number in zip(keys, rows, found, strict=True):
            if number is None:
                new.setdefault(key, row)
        known.update(zip(new, count(len(known)), strict=False))
        found = list(map(known.get, keys))
    return cast("list[int]", found), new
