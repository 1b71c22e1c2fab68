"""Amounts on the payment page, held to the Unicode locale data (CLDR) that Babel carries."""

from decimal import Decimal

import pytest
from babel.numbers import format_currency

from stancer_tui.language import Language, using
from stancer_tui.sandbox.wire.page_money import page_money
from stancer_tui.sandbox.wire.validation import CURRENCIES


@pytest.mark.parametrize("currency", sorted(CURRENCIES))
@pytest.mark.parametrize("language", Language)
def test_an_amount_is_written_as_the_language_writes_it(language: Language, currency: str) -> None:
    for minor in (0, 5, 50, 2599, 123456789, 999_999_999_999):
        major = Decimal(minor) if currency == "jpy" else Decimal(minor) / 100
        pattern = "#,##0.00\u00a0\u00a4\u00a4"  # the code, behind the number
        expected = format_currency(major, currency.upper(), pattern, locale=language.value)
        with using(language):
            assert page_money(minor, currency) == expected
