"""The whole entry of one code, status, test card or test account, as labels and sentences."""

from collections.abc import Iterator

from stancer_tui.language import N_, _
from stancer_tui.reference import codes, statuses
from stancer_tui.reference.codes import CodeEntry, Family
from stancer_tui.reference.customer_words import customer_sentences
from stancer_tui.reference.statuses import StatusEntry
from stancer_tui.reference.testdata import TestCard, TestIban
from stancer_tui.ui.reference.items import ReferenceItem
from stancer_tui.ui.widgets.fact_list import Fact

FOR_YOU_ALONE = N_("! This meaning is for you alone: tell the customer no more than the sentences below.")


def entry_facts(item: ReferenceItem, *, airy: bool) -> list[Fact]:
    """The lines of an entry; `airy` leaves blank lines between its parts, where there is room."""
    parts = [[Fact(f"{_words(item)}   {item.title}")], *_parts(item)]
    facts: list[Fact] = []
    for part in parts:
        if facts and airy:
            facts.append(Fact(""))
        facts += part
    return facts


def _words(item: ReferenceItem) -> str:
    """The word of the API, and of a status the one of the lists where it is another."""
    other = item.shown_word != item.word != statuses.NO_STATUS
    if isinstance(item.entry, StatusEntry) and other:
        return f"{item.shown_word} · {item.word}"
    return item.shown_word


def _parts(item: ReferenceItem) -> Iterator[list[Fact]]:
    entry = item.entry
    if isinstance(entry, CodeEntry):
        return _code_parts(entry)
    if isinstance(entry, StatusEntry):
        return _status_parts(entry)
    return _card_parts(entry) if isinstance(entry, TestCard) else _iban_parts(entry)


def _code_parts(entry: CodeEntry) -> Iterator[list[Fact]]:
    yield [Fact(_("Meaning"), entry.meaning)]
    yield from _advice_parts(entry)
    where = f"{entry.family.words}, {entry.network}" if entry.network else entry.family.words
    yield [
        Fact(_("Family"), where, "$muted"),
        Fact(_("Source"), entry.source, "$muted"),
        *(
            []
            if entry.in_table
            else [Fact("", _("Named by the reference outside its table of codes."), "$muted")]
        ),
    ]


def _advice_parts(entry: CodeEntry | StatusEntry) -> Iterator[list[Fact]]:
    yield [
        Fact(_("Who can fix it"), _sentence(entry.fixer.words)),
        Fact(_("Retry"), f"{_sentence(entry.retry.words)}. {entry.retry_note}"),
    ]
    if isinstance(entry, CodeEntry) and entry.sensitive:
        yield [Fact(_(FOR_YOU_ALONE), style="bold $text-warning")]
    for label, sentence in customer_sentences(entry):
        yield [Fact(label, sentence)]


def _status_parts(entry: StatusEntry) -> Iterator[list[Fact]]:
    yield [Fact(_("Meaning"), entry.meaning)]
    if not entry.settable:
        yield from _advice_parts(entry)
    use = _("sent to the API, never returned by it") if entry.settable else _("returned by the API")
    yield [Fact(_("Status of the"), _(statuses.OBJECT_WORDS[entry.object])), Fact(_("Use"), use)]
    yield [
        Fact(_("Source"), entry.source, "$muted"),
        *([] if entry.documented else [Fact("", _("In no table of the reference."), "$muted")]),
    ]


def _card_parts(card: TestCard) -> Iterator[list[Fact]]:
    yield [
        Fact(_("Expiry and CVC"), _("none named; a date ahead and three digits are within the API's limits")),
    ]
    yield [
        Fact(_("Brand"), card.brand),
        Fact(
            _("Funding"),
            card.funding_words or _("not named by the reference"),
            "" if card.funding else "$muted",
        ),
        Fact(_("Country"), card.country),
        Fact(_("3-D Secure"), card.three_ds.words),
    ]
    yield from _outcome_parts(card.outcome.words, card.code, Family.CARD)
    yield [Fact(_("Works in"), _("test mode only"), "$muted"), Fact(_("Source"), _(card.source), "$muted")]


def _iban_parts(account: TestIban) -> Iterator[list[Fact]]:
    yield [
        Fact(_("Holder"), account.name),
        Fact(_("Birth date"), account.birth_date),
        Fact(_("Country"), account.country),
    ]
    yield from _outcome_parts(account.outcome.words, account.code, Family.SEPA)
    yield [Fact(_("Works in"), _("test mode only"), "$muted"), Fact(_("Source"), _(account.source), "$muted")]


def _outcome_parts(words: str, code: str | None, family: Family) -> Iterator[list[Fact]]:
    facts = [Fact(_("A payment ends as"), words)]
    if code is not None:
        known = codes.lookup(code, family)
        facts.append(Fact(_("Code"), f"{code}   {known.title}" if known else code))
        if known is not None:
            facts.append(Fact("", known.meaning))
    yield facts


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
