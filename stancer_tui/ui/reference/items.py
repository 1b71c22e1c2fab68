"""What the Reference section lists: codes, statuses, test cards and test IBANs, by group, found by words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from stancer_tui.models.folding import fold
from stancer_tui.reference import codes, statuses, testdata
from stancer_tui.reference.codes import CodeEntry, Family
from stancer_tui.reference.statuses import StatusEntry
from stancer_tui.reference.testdata import Outcome, TestCard, TestIban
from stancer_tui.render import status as status_views
from stancer_tui.render.columns import NOTHING, Column
from stancer_tui.render.status import StatusView
from stancer_tui.render.tones import Tone

Entry = CodeEntry | StatusEntry | TestCard | TestIban


class ReferenceGroup(Enum):
    """The groups of the section, in the order of its tabs; `ALL` shows every one."""

    ALL = "All"
    CARD = "Card"
    SEPA = "SEPA"
    DISPUTE = "Dispute"
    HTTP = "HTTP"
    STATUS = "Status"
    TEST_CARD = "Test cards"
    TEST_IBAN = "Test IBANs"


_FAMILIES = {
    Family.CARD: ReferenceGroup.CARD,
    Family.SEPA: ReferenceGroup.SEPA,
    Family.DISPUTE: ReferenceGroup.DISPUTE,
    Family.HTTP: ReferenceGroup.HTTP,
}

GROUP_WORDS = {
    ReferenceGroup.ALL: "everything",
    ReferenceGroup.CARD: "card response codes",
    ReferenceGroup.SEPA: "SEPA reason codes",
    ReferenceGroup.DISPUTE: "dispute codes",
    ReferenceGroup.HTTP: "HTTP codes",
    ReferenceGroup.STATUS: "statuses",
    ReferenceGroup.TEST_CARD: "test cards",
    ReferenceGroup.TEST_IBAN: "test IBANs",
}
"""How a title names each group."""

_CODE_KINDS = {
    ReferenceGroup.CARD: "card code",
    ReferenceGroup.SEPA: "SEPA code",
    ReferenceGroup.HTTP: "HTTP code",
}


@dataclass(frozen=True, slots=True)
class ReferenceItem:
    """One line: `word` is the code, status, number or IBAN as the API writes it, `kind` where it occurs."""

    key: str
    group: ReferenceGroup
    word: str
    title: str
    kind: str
    entry: Entry

    @property
    def shown_word(self) -> str:
        """The word as a person reads it: numbers and IBANs in fours."""
        return fours(self.word) if isinstance(self.entry, TestCard | TestIban) else self.word

    @property
    def advised(self) -> CodeEntry | StatusEntry | None:
        """The entry where it advises: a code, or a status that the API answers."""
        if isinstance(self.entry, StatusEntry):
            return None if self.entry.settable else self.entry
        return self.entry if isinstance(self.entry, CodeEntry) else None


def fours(text: str) -> str:
    """A number or an IBAN in groups of four."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _code(entry: CodeEntry) -> ReferenceItem:
    group = _FAMILIES[entry.family]
    kind = f"{entry.network} dispute" if group is ReferenceGroup.DISPUTE else _CODE_KINDS[group]
    return ReferenceItem(f"{entry.family}/{entry.code}", group, entry.code, entry.title, kind, entry)


def _status(entry: StatusEntry) -> ReferenceItem:
    kind = f"{entry.object} status"
    return ReferenceItem(
        f"{entry.object}/{entry.status}", ReferenceGroup.STATUS, entry.status, entry.title, kind, entry
    )


def _card(card: TestCard) -> ReferenceItem:
    return ReferenceItem(
        card.number, ReferenceGroup.TEST_CARD, card.number, _ends_in(card), f"test {card.brand}", card
    )


def _iban(account: TestIban) -> ReferenceItem:
    return ReferenceItem(
        account.iban, ReferenceGroup.TEST_IBAN, account.iban, _ends_in(account), "test IBAN", account
    )


def _ends_in(entry: TestCard | TestIban) -> str:
    words = entry.outcome.words[0].upper() + entry.outcome.words[1:]
    return f"{words}, {entry.code}" if entry.code else words


def search(text: str) -> list[ReferenceItem]:
    """The items of every group that hold each word of `text`, exact ones first; all for an empty text."""
    words = fold(text).split()
    found = [
        *map(_code, codes.search(text, fold)),
        *map(_status, statuses.search(text, fold)),
        *(_card(card) for card in testdata.TEST_CARDS if _holds(_card_text(card), words)),
        *(_iban(account) for account in testdata.TEST_IBANS if _holds(_iban_text(account), words)),
    ]
    return sorted(found, key=lambda item: fold(item.word) not in words)


@cache
def _card_text(card: TestCard) -> str:
    parts = (
        "test card",
        card.number,
        fours(card.number),
        card.brand,
        card.funding,
        card.country,
        _three_ds_words(card),
        "3ds",
        _ends_in(card),
    )
    return fold(" ".join(filter(None, parts)))


@cache
def _iban_text(account: TestIban) -> str:
    parts = (
        "test iban sepa",
        account.iban,
        fours(account.iban),
        account.country,
        account.name,
        account.birth_date,
        _ends_in(account),
    )
    return fold(" ".join(parts))


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _three_ds_words(card: TestCard) -> str:
    return card.three_ds.replace("_", " ")


class ItemRecords:
    """The items of one group in their order, for the list widget."""

    def __init__(self, items: Sequence[ReferenceItem] = ()) -> None:
        self._items = tuple(items)
        self._places = {item.key: place for place, item in enumerate(self._items)}

    def __len__(self) -> int:
        return len(self._items)

    def row(self, position: int) -> ReferenceItem:
        """The item at a place."""
        return self._items[position]

    def key(self, position: int) -> str:
        """What identifies it."""
        return self._items[position].key

    def position_of(self, key: str) -> int | None:
        """The place of an item."""
        return self._places.get(key)


def item_columns(group: ReferenceGroup) -> tuple[Column[ReferenceItem], ...]:
    """The columns in which a group is best compared."""
    return _COLUMNS.get(group, _CODE_COLUMNS)


def _column(
    key: str,
    label: str,
    width: int,
    priority: int,
    text: Callable[[ReferenceItem], str],
    *,
    grow: bool = False,
) -> Column[ReferenceItem]:
    return Column(key, label, width, "left", priority, text, text, _tone(key), grow=grow)


def _tone(key: str) -> Callable[[ReferenceItem], Tone]:
    if key == "outcome":
        return lambda item: _outcome_tone(item.entry)
    muted = key in {"kind", "brand", "country", "holder", "born"}
    return lambda _item: Tone.MUTED if muted else Tone.PLAIN


def _outcome_tone(entry: Entry) -> Tone:
    if not isinstance(entry, TestCard | TestIban):
        return Tone.PLAIN
    if entry.outcome in {Outcome.OK, Outcome.CAPTURED}:
        return Tone.SUCCESS
    return Tone.WARNING if entry.outcome is Outcome.MUST_AUTHENTICATE else Tone.ERROR


_GLYPHS = {Tone.SUCCESS: "✓", Tone.WARNING: "○", Tone.ERROR: "✗"}
_DISPUTES = frozenset({Outcome.DISPUTE, Outcome.DISPUTE_DUPLICATE, Outcome.DISPUTE_FRAUD})


def _outcome(item: ReferenceItem) -> str:
    disputed = isinstance(item.entry, TestCard | TestIban) and item.entry.outcome in _DISPUTES
    glyph = "⚑" if disputed else _GLYPHS.get(_outcome_tone(item.entry), "·")
    return f"{glyph} {item.title}"


def _fixer(item: ReferenceItem) -> str:
    return item.advised.fixer.words if item.advised is not None else NOTHING


def _retry(item: ReferenceItem) -> str:
    return item.advised.retry.words if item.advised is not None else NOTHING


def _network(item: ReferenceItem) -> str:
    return item.entry.network or NOTHING if isinstance(item.entry, CodeEntry) else NOTHING


def _object(item: ReferenceItem) -> str:
    return item.entry.object if isinstance(item.entry, StatusEntry) else NOTHING


def _brand(item: ReferenceItem) -> str:
    return item.entry.brand if isinstance(item.entry, TestCard) else NOTHING


def _three_ds(item: ReferenceItem) -> str:
    return _three_ds_words(item.entry) if isinstance(item.entry, TestCard) else NOTHING


def _country(item: ReferenceItem) -> str:
    return item.entry.country if isinstance(item.entry, TestCard | TestIban) else NOTHING


def _holder(item: ReferenceItem) -> str:
    return item.entry.name if isinstance(item.entry, TestIban) else NOTHING


def _born(item: ReferenceItem) -> str:
    return item.entry.birth_date if isinstance(item.entry, TestIban) else NOTHING


def _word(
    label: str, width: int, text: Callable[[ReferenceItem], str] = lambda item: item.shown_word
) -> Column[ReferenceItem]:
    return Column(
        "word",
        label,
        width,
        "left",
        1,
        text,
        lambda item: item.word,
        lambda _item: Tone.ACCENT,
        cut_at="middle",
    )


_VIEWS: dict[str, Callable[[str], StatusView]] = {
    "payment": status_views.payment_status,
    "refund": status_views.refund_status,
    "auth": status_views.auth_status,
    "payout": status_views.payout_status,
    "check": status_views.check_status,
    "scoring": status_views.scoring_status,
}
"""How lists show the statuses of each object; words that are only sent, and those of a page, have no view."""


def _view(item: ReferenceItem) -> StatusView | None:
    entry = item.entry
    if not isinstance(entry, StatusEntry) or entry.settable or entry.object not in _VIEWS:
        return None
    return status_views.NO_STATUS if entry is statuses.no_status() else _VIEWS[entry.object](entry.status)


def _status_word(item: ReferenceItem) -> str:
    view = _view(item)
    return f"{view.glyph if view else ' '} {item.word}"


def _status_tone(item: ReferenceItem) -> Tone:
    return view.tone if (view := _view(item)) else Tone.PLAIN


_TITLE = _column("title", "Title", 26, 2, lambda item: item.title, grow=True)
_OUTCOME = _column("outcome", "A payment ends as", 26, 2, _outcome, grow=True)
_COUNTRY = _column("country", "Country", 7, 6, _country)
_FIXER = _column("fixer", "Who can fix it", 19, 4, _fixer)
_RETRY = _column("retry", "Retry", 16, 5, _retry)
_CODE_COLUMNS = (_word("Code", 5), _TITLE, _FIXER, _RETRY)
_COLUMNS: dict[ReferenceGroup, tuple[Column[ReferenceItem], ...]] = {
    ReferenceGroup.ALL: (
        _word("Code", 17, lambda item: item.word),
        _TITLE,
        _column("kind", "Kind", 17, 3, lambda item: item.kind),
    ),
    ReferenceGroup.DISPUTE: (
        _word("Code", 5),
        _column("title", "Title", 30, 2, lambda item: item.title, grow=True),
        _column("network", "Network", 10, 3, _network),
    ),
    ReferenceGroup.STATUS: (
        Column("word", "Status", 19, "left", 1, _status_word, lambda item: item.word, _status_tone),
        _TITLE,
        _column("object", "Of", 8, 3, _object),
        _FIXER,
        _RETRY,
    ),
    ReferenceGroup.TEST_CARD: (
        _word("Number", 19),
        _OUTCOME,
        _column("three_ds", "3-D Secure", 12, 3, _three_ds),
        _column("brand", "Brand", 10, 5, _brand),
        _COUNTRY,
    ),
    ReferenceGroup.TEST_IBAN: (
        _word("IBAN", 33),
        _OUTCOME,
        _column("holder", "Holder", 20, 4, _holder),
        _column("born", "Born", 10, 5, _born),
    ),
}
