"""What the Reference section lists: codes, statuses, test cards and test IBANs, by group, found by words."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from stancer_tui.language import N_, Language, _, using
from stancer_tui.models.folding import fold
from stancer_tui.reference import codes, statuses, testdata
from stancer_tui.reference.codes import CodeEntry, Family
from stancer_tui.reference.statuses import StatusEntry
from stancer_tui.reference.testdata import TestCard, TestIban

Entry = CodeEntry | StatusEntry | TestCard | TestIban


class ReferenceGroup(Enum):
    """The groups of the section, in the order of its tabs; `ALL` shows every one."""

    ALL = N_("All")
    CARD = N_("Card")
    SEPA = N_("SEPA")
    DISPUTE = N_("Dispute")
    HTTP = N_("HTTP")
    STATUS = N_("Status")
    TEST_CARD = N_("Test cards")
    TEST_IBAN = N_("Test IBANs")

    @property
    def title(self) -> str:
        """The group as its tab names it."""
        return _(self.value)

    @property
    def words(self) -> str:
        """The group as a sentence names it."""
        return _(_GROUP_WORDS[self])


_FAMILIES = {
    Family.CARD: ReferenceGroup.CARD,
    Family.SEPA: ReferenceGroup.SEPA,
    Family.DISPUTE: ReferenceGroup.DISPUTE,
    Family.HTTP: ReferenceGroup.HTTP,
}

_GROUP_WORDS = {
    ReferenceGroup.ALL: N_("everything"),
    ReferenceGroup.CARD: N_("card response codes"),
    ReferenceGroup.SEPA: N_("SEPA reason codes"),
    ReferenceGroup.DISPUTE: N_("dispute codes"),
    ReferenceGroup.HTTP: N_("HTTP codes"),
    ReferenceGroup.STATUS: N_("statuses"),
    ReferenceGroup.TEST_CARD: N_("test cards"),
    ReferenceGroup.TEST_IBAN: N_("test IBANs"),
}

_CODE_KINDS = {
    ReferenceGroup.CARD: N_("card code"),
    ReferenceGroup.SEPA: N_("SEPA code"),
    ReferenceGroup.HTTP: N_("HTTP code"),
}
_STATUS_KINDS = {
    "payment": N_("payment status"),
    "refund": N_("refund status"),
    "auth": N_("auth status"),
    "scoring": N_("scoring status"),
    "payout": N_("payout status"),
    "check": N_("check status"),
    "page": N_("page status"),
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
        """The word as a person reads it: numbers and IBANs in fours, statuses as lists show them."""
        if isinstance(self.entry, StatusEntry):
            return self.entry.shown
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
    disputes = group is ReferenceGroup.DISPUTE
    kind = _("{network} dispute", network=entry.network) if disputes else _(_CODE_KINDS[group])
    return ReferenceItem(f"{entry.family}/{entry.code}", group, entry.code, entry.title, kind, entry)


def _status(entry: StatusEntry) -> ReferenceItem:
    key, kind = f"{entry.object}/{entry.status}", _(_STATUS_KINDS[entry.object])
    return ReferenceItem(key, ReferenceGroup.STATUS, entry.status, entry.title, kind, entry)


def _card(card: TestCard) -> ReferenceItem:
    kind = _("test {brand}", brand=card.brand)
    return ReferenceItem(card.number, ReferenceGroup.TEST_CARD, card.number, _ends_in(card), kind, card)


def _iban(account: TestIban) -> ReferenceItem:
    kind = _("test IBAN")
    return ReferenceItem(
        account.iban, ReferenceGroup.TEST_IBAN, account.iban, _ends_in(account), kind, account
    )


def _ends_in(entry: TestCard | TestIban) -> str:
    words = entry.outcome.words[0].upper() + entry.outcome.words[1:]
    return f"{words}, {entry.code}" if entry.code else words


def search(text: str) -> list[ReferenceItem]:
    """The items of every group that hold each word of `text`, exact ones first; all for an empty text."""
    whole = " ".join(fold(text).split())
    words = whole.split()
    found = [
        *map(_code, codes.search(text, fold)),
        *map(_status, statuses.search(text, fold)),
        *(_card(card) for card in testdata.TEST_CARDS if _holds(_card_text(card), words)),
        *(_iban(account) for account in testdata.TEST_IBANS if _holds(_iban_text(account), words)),
    ]
    return sorted(found, key=lambda item: fold(item.word) not in words and fold(item.shown_word) != whole)


@cache
def _card_text(card: TestCard) -> str:
    """What a card is found by, in any language."""
    parts = [card.number, fours(card.number), card.brand, card.country, "3ds"]
    for language in Language:
        with using(language):
            parts += [_("test card"), card.funding_words, card.three_ds.words, _ends_in(card)]
    return fold(" ".join(parts))


@cache
def _iban_text(account: TestIban) -> str:
    """What an account is found by, in any language."""
    parts = [account.iban, fours(account.iban), account.country, account.name, account.birth_date, "sepa"]
    for language in Language:
        with using(language):
            parts += [_("test IBAN"), _ends_in(account)]
    return fold(" ".join(parts))


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)
