"""What the program shows of an amount is read as that amount, in either language and any currency."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.language import Language, using
from stancer_tui.models.money import Money, exponent
from stancer_tui.models.typed_amounts import BLANKS
from stancer_tui.render.money import AmountError, amount, money, parse_amount, typed_amount

CURRENCIES = st.sampled_from(("eur", "jpy", "xpf", "tnd", "kwd", "clf", "xyz"))
UNITS = st.one_of(st.integers(0, 9999), st.integers(0, 10**13))


def in_style(units: int, currency: str, group: str, mark: str) -> str:
    """An amount as people write it, with these signs between groups and before decimals."""
    decimals = exponent(currency)
    whole, rest = divmod(units, 10**decimals)
    grouped = f"{whole:,}".replace(",", group)
    return f"{grouped}{mark}{rest:0{decimals}d}" if decimals else grouped


@given(st.sampled_from(Language), CURRENCIES, UNITS)
def test_what_is_shown_is_read_back(language: Language, currency: str, units: int) -> None:
    with using(language):
        shown = (amount(units, currency), money(Money(units, currency)), typed_amount(units, currency))
        assert [parse_amount(each, currency) for each in shown] == [units] * 3


@given(
    st.sampled_from(Language),
    CURRENCIES,
    UNITS,
    st.sampled_from([*BLANKS, "'", "\u2019", ".", ",", ""]),
    st.sampled_from([".", ","]),
)
def test_what_is_written_in_any_style_is_that_amount_or_is_refused(
    language: Language, currency: str, units: int, group: str, mark: str
) -> None:
    if group == mark:
        return
    typed = in_style(units, currency, group, mark)
    with using(language):
        try:
            read = parse_amount(typed, currency)
        except AmountError:
            assert exponent(currency) == 3, typed  # one mark with three digits behind it may be a group's
            assert 10**3 <= units < 10**6, typed
            return
    assert read == units, typed


@pytest.mark.parametrize(("language", "own", "other"), [("en", "1.234", "1,234"), ("fr", "1,234", "1.234")])
def test_three_digits_are_decimals_behind_the_mark_that_amounts_are_shown_with(
    language: str, own: str, other: str
) -> None:
    with using(Language(language)):
        assert parse_amount(own, "tnd") == 1234
        with pytest.raises(AmountError, match="1234 TND"):
            parse_amount(other, "tnd")
        for two_readings in (own, other):
            with pytest.raises(AmountError, match="1234 EUR"):
                parse_amount(two_readings, "eur")
