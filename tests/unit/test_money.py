"""Amounts are shown and read without a cent going astray."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.money import CURRENCIES, Money
from stancer_tui.render.money import AmountError, amount, money, parse_amount


@pytest.mark.parametrize(
    ("units", "currency", "shown"),
    [(123450, "eur", "1,234.50"), (5, "eur", "0.05"), (-1250, "eur", "-12.50"), (1234, "jpy", "1,234")],
)
def test_an_amount_has_its_currencys_decimals(units: int, currency: str, shown: str) -> None:
    assert amount(units, currency) == shown


def test_money_names_its_currency_and_lets_nothing_through() -> None:
    assert money(Money(123450, "eur")) == "1,234.50 EUR"
    assert "\x1b" not in money(Money(1, "\x1b[2J"))


@given(st.integers(0, 10**13), st.sampled_from(CURRENCIES))
def test_what_is_shown_reads_back(units: int, currency: str) -> None:
    shown = amount(units, currency)
    assert parse_amount(shown, currency) == units
    assert parse_amount(money(Money(units, currency)), currency) == units
    french = shown.replace(",", "\u202f").replace(".", ",")
    assert parse_amount(french, currency) == units
    german = shown.replace(",", "_").replace(".", ",").replace("_", ".")
    assert parse_amount(german, currency) == units


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("12,5", 1250),
        ("12.50", 1250),
        (" 1 234,56 ", 123456),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("1\u00a0234,56", 123456),
        ("1\u202f234\u202f567,00", 123456700),
        ("1'234.50", 123450),
        ("1 234", 123400),
        ("1,234,567", 123456700),
        ("12", 1200),
        ("0", 0),
        ("0,05", 5),
        ("12.50 EUR", 1250),
        ("12,50 €", 1250),
        ("€12.50", 1250),
    ],
)
def test_french_and_english_amounts_are_read(typed: str, units: int) -> None:
    assert parse_amount(typed, "eur") == units


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "EUR",
        "1,234",
        "1.234",
        "0,005",
        "12.505",
        "1234,567",
        "-12",
        "12-",
        "+12",
        "\u221212",
        "1e3",
        "0x10",
        "12.",
        ".50",
        "1,,2",
        "1.2.3",
        "12,34,567",
        "1 23",
        "12 50",
        "1 234.567,00",
        "1,234.567.89",
        "12.50 USD",
        "$12.50",
        "١٢",
        "１２",
        "12,5O",
        "9" * 16,
        "1\n2",
        "nan",
    ],
)
def test_what_would_be_a_guess_is_refused(typed: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(typed, "eur")


def test_the_refusal_of_an_ambiguous_amount_offers_both_readings() -> None:
    with pytest.raises(AmountError, match=r"1234 EUR or as 1\.234: write 1234\.00"):
        parse_amount("1,234", "eur")


def test_a_currency_without_decimals_reads_groups_and_refuses_decimals() -> None:
    assert parse_amount("1,234", "jpy") == 1234
    assert parse_amount("1.234", "jpy") == 1234
    for typed in ("12,5", "12.50", "1,234.00"):
        with pytest.raises(AmountError, match="JPY has no decimals"):
            parse_amount(typed, "jpy")


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        units = parse_amount(text, "eur")
    except AmountError:
        return
    assert units >= 0


@pytest.mark.parametrize(
    ("units", "currency", "shown"),
    [
        (12345, "krw", "12,345 KRW"),
        (12345, "xpf", "12,345 XPF"),
        (12345, "tnd", "12.345 TND"),
        (1234567, "kwd", "1,234.567 KWD"),
        (12345, "clf", "1.2345 CLF"),
        (12345, "eur", "123.45 EUR"),
    ],
)
def test_every_currency_has_the_decimals_of_iso_4217(units: int, currency: str, shown: str) -> None:
    assert money(Money(units, currency)) == shown
    if currency != "clf":
        assert parse_amount(f"{shown}0" if not shown[-1].isalpha() else shown, currency) == units


def test_decimals_are_read_by_the_currencys_own() -> None:
    assert parse_amount("12.5", "tnd") == 12500
    assert parse_amount("1250,125", "tnd") == 1250125
    with pytest.raises(AmountError, match="KRW has no decimals"):
        parse_amount("12.50", "krw")
    with pytest.raises(AmountError, match="TND has only 3 decimals"):
        parse_amount("12.5000", "tnd")


def test_the_refusal_writes_both_readings_with_the_currencys_decimals() -> None:
    refusals = {
        ("1,234", "eur"): "write 1234.00 for the first, two decimals for the second.",
        ("1.234", "eur"): "write 1234.00 for the first, two decimals for the second.",
        ("1.234", "clf"): "write 1234.0000 for the first, 1.2340 for the second.",
        ("1,234", "clf"): "write 1234.0000 for the first, 1.2340 for the second.",
        ("1,234", "kwd"): "write 1234.000 for the first, 1.234 for the second.",
    }
    for (typed, currency), advice in refusals.items():
        with pytest.raises(AmountError) as refused:
            parse_amount(typed, currency)
        assert str(refused.value).endswith(advice)


def test_a_currency_may_stand_close_behind_its_amount() -> None:
    for typed in ("12.51EUR", "12.51€", "EUR12.51", "€12.51", "12.51 eur"):
        assert parse_amount(typed, "eur") == 1251


def test_the_smallest_amounts_keep_their_sign() -> None:
    assert [amount(units, "eur") for units in (-1, 0, 1)] == ["-0.01", "0.00", "0.01"]
    assert parse_amount("9" * 13 + ".99", "eur") == int("9" * 15)
    with pytest.raises(AmountError, match="too large"):
        parse_amount("9" * 14 + ".99", "eur")


def test_an_empty_amount_is_asked_for_as_the_currency_is_written() -> None:
    for currency, example in (("eur", "such as 12.50."), ("jpy", "such as 1250.")):
        with pytest.raises(AmountError) as refused:
            parse_amount(" ", currency)
        assert str(refused.value).endswith(example)


def test_a_code_that_is_none_is_shown_at_its_length_and_no_longer() -> None:
    assert money(Money(100, "abcdefgh")) == "1.00 ABCDEFGH"
    code = money(Money(100, "abcdefghi")).removeprefix("1.00 ")
    assert len(code) == 8
    assert code != "ABCDEFGH"


def test_four_digits_behind_a_comma_are_too_many_decimals() -> None:
    with pytest.raises(AmountError, match="EUR has only 2 decimals"):
        parse_amount("1,2345", "eur")
