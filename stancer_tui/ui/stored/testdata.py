"""The reference's test data as forms offer it."""

from stancer_tui.language import _
from stancer_tui.reference.testdata import TEST_CARDS, TEST_IBANS, Outcome, TestCard
from stancer_tui.ui.forms.form import Choice, Suggestion
from stancer_tui.ui.forms.reading import grouped


def iban_suggestions() -> tuple[Suggestion, ...]:
    """Every test account: its IBAN, its holder and the birth date."""
    return tuple(
        Suggestion(
            f"{each.iban:<29}{each.name}, {_with_code(each.outcome, each.code)}",
            {"iban": grouped(each.iban), "name": each.name, "date_birth": each.birth_date},
        )
        for each in TEST_IBANS
    )


def card_choices() -> tuple[Choice, ...]:
    """Every test card, short enough for one line of a form."""
    return tuple(Choice(each.number, _short(each)) for each in TEST_CARDS)


def card_suggestions() -> tuple[Suggestion, ...]:
    """Every test card, with all that is known of it."""
    return tuple(Suggestion(card_words(each), {"card": each.number}) for each in TEST_CARDS)


def card_words(card: TestCard) -> str:
    """A test card in a line."""
    named = f"{card.brand} {card.country}"
    about = _(
        "{card}, {outcome}, 3-D Secure {asked}",
        card=named,
        outcome=_with_code(card.outcome, card.code),
        asked=card.three_ds.words,
    )
    return f"{grouped(card.number)}  {about}"


def _short(card: TestCard) -> str:
    outcome = _with_code(card.outcome, card.code).removeprefix(f"{Outcome.OK.words}, ")
    return f"{card.brand} {card.number[-4:]} {card.country}, {outcome}"


def _with_code(outcome: Outcome, code: str | None) -> str:
    return f"{outcome.words} {code}" if code else outcome.words
