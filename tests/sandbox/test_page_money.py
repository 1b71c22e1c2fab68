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
        expected = format_currency(major, currency.upper(), locale=language.value)
        with using(language):
            written = page_money(minor, currency)
        # CLDR sets a code apart from an English number; Babel writes it without the blank.
        assert (written.replace("\u00a0", "") if language is Language.EN else written) == expected
