"""The whole entry of one code, status, test card or test account, as labels and sentences."""

from collections.abc import Iterator

from stancer_tui.reference import codes, statuses
from stancer_tui.reference.codes import CodeEntry, Family
from stancer_tui.reference.statuses import StatusEntry
from stancer_tui.reference.testdata import TestCard, TestIban
from stancer_tui.ui.reference.items import ReferenceItem
from stancer_tui.ui.widgets.fact_list import Fact

FOR_YOU_ALONE = "! This meaning is for you alone: tell the customer no more than the sentences below."


def entry_facts(item: ReferenceItem, *, airy: bool) -> list[Fact]:
    """The lines of an entry; `airy` leaves blank lines between its parts, where there is room."""
    parts = [[Fact(f"{item.shown_word}   {item.title}")], *_parts(item)]
    facts: list[Fact] = []
    for part in parts:
        if facts and airy:
            facts.append(Fact(""))
        facts += part
    return facts


def _parts(item: ReferenceItem) -> Iterator[list[Fact]]:
    entry = item.entry
    if isinstance(entry, CodeEntry):
        return _code_parts(entry)
    if isinstance(entry, StatusEntry):
        return _status_parts(entry)
    return _card_parts(entry) if isinstance(entry, TestCard) else _iban_parts(entry)


def _code_parts(entry: CodeEntry) -> Iterator[list[Fact]]:
    yield [Fact("Meaning", entry.meaning)]
    yield from _advice_parts(entry)
    where = f"{entry.family.words}, {entry.network}" if entry.network else entry.family.words
    yield [
        Fact("Family", where, "$muted"),
        Fact("Source", entry.source, "$muted"),
        *(
            []
            if entry.in_table
            else [Fact("", "Named by the reference outside its table of codes.", "$muted")]
        ),
    ]


def _advice_parts(entry: CodeEntry | StatusEntry) -> Iterator[list[Fact]]:
    yield [
        Fact("Who can fix it", _sentence(entry.fixer.words)),
        Fact("Retry", f"{_sentence(entry.retry.words)}. {entry.retry_note}"),
    ]
    if isinstance(entry, CodeEntry) and entry.sensitive:
        yield [Fact(FOR_YOU_ALONE, style="bold $text-warning")]
    yield [Fact("Tell the customer", entry.say_en)]
    yield [Fact("En français", entry.say_fr)]


def _status_parts(entry: StatusEntry) -> Iterator[list[Fact]]:
    yield [Fact("Meaning", entry.meaning)]
    if not entry.settable:
        yield from _advice_parts(entry)
    use = "sent to the API, never returned by it" if entry.settable else "returned by the API"
    yield [Fact("Status of the", statuses.OBJECT_WORDS[entry.object]), Fact("Use", use)]
    yield [
        Fact("Source", entry.source, "$muted"),
        *([] if entry.documented else [Fact("", "In no table of the reference.", "$muted")]),
    ]


def _card_parts(card: TestCard) -> Iterator[list[Fact]]:
    yield [
        Fact("Expiry and CVC", "none named; a date ahead and three digits are within the API's limits"),
    ]
    yield [
        Fact("Brand", card.brand),
        Fact("Funding", card.funding or "not named by the reference", "" if card.funding else "$muted"),
        Fact("Country", card.country),
        Fact("3-D Secure", card.three_ds.replace("_", " ")),
    ]
    yield from _outcome_parts(card.outcome.words, card.code, Family.CARD)
    yield [Fact("Works in", "test mode only", "$muted"), Fact("Source", card.source, "$muted")]


def _iban_parts(account: TestIban) -> Iterator[list[Fact]]:
    yield [
        Fact("Holder", account.name),
        Fact("Birth date", account.birth_date),
        Fact("Country", account.country),
    ]
    yield from _outcome_parts(account.outcome.words, account.code, Family.SEPA)
    yield [Fact("Works in", "test mode only", "$muted"), Fact("Source", account.source, "$muted")]


def _outcome_parts(words: str, code: str | None, family: Family) -> Iterator[list[Fact]]:
    facts = [Fact("A payment ends as", words)]
    if code is not None:
        known = codes.lookup(code, family)
        facts.append(Fact("Code", f"{code}   {known.title}" if known else code))
        if known is not None:
            facts.append(Fact("", known.meaning))
    yield facts


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
