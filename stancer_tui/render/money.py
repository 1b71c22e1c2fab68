"""Formats amounts for people, and parses what they type."""

import re

from stancer_tui.language import _, as_spoken, decimal_mark
from stancer_tui.models.money import Money, exponent
from stancer_tui.models.typed_amounts import (
    MAX_DIGITS,
    SIGNS,
    NotAnAmount,
    TwoReadings,
    one_blank,
    read_number,
)
from stancer_tui.models.typed_text import cleaned, stranger
from stancer_tui.render.safe import safe

_SIGN = re.compile("^[+\\-\u2212\u2013]|[+\\-\u2212\u2013]$")
_SYMBOLS = {codes[0]: sign for sign, codes in SIGNS.items()}


class AmountError(ValueError):
    """A typed amount that cannot be read without guessing; the message says what to type instead."""


def amount(amount: int, currency: str) -> str:
    """Minor units as "1,234.50", in French "1 234,50", with the currency's own decimals."""
    return as_spoken(searched_amount(amount, currency))


def searched_amount(amount: int, currency: str) -> str:
    """Minor units as searches compare them, in every language: "1,234.50"."""
    decimals = exponent(currency)
    sign, units = ("-", -amount) if amount < 0 else ("", amount)
    if not decimals:
        return f"{sign}{units:,}"
    whole, rest = divmod(units, 10**decimals)
    return f"{sign}{whole:,}.{rest:0{decimals}d}"


def typed_amount(amount: int, currency: str) -> str:
    """Minor units as people type them, without groups: "1234.50", in French "1234,50"."""
    return as_spoken(searched_amount(amount, currency).replace(",", ""))


def money(value: Money) -> str:
    """An amount with its currency: "1,234.50 EUR"."""
    return f"{amount(value.amount, value.currency)} {safe(value.currency.upper(), 8)}"


def parse_amount(text: str, currency: str) -> int:
    """Minor units of an amount typed in French or English style, with or without the currency behind it.

    Reads 12,5 · 12.50 · 1 234,56 · 1.234,56 · 1,234.56. Raises `AmountError` for a sign, a letter, a foreign
    digit or too many decimals, and where two readings are possible: "1,234" is refused where the currency has
    two decimals, because it may mean thousands or three decimals by mistake. Zero is an amount here; whether
    it may be sent is decided elsewhere.
    """
    decimals, code = exponent(currency), currency.upper()
    typed = _bare(cleaned(text), currency)
    if not typed:
        example = f"12{decimal_mark()}50" if decimals else "1250"
        raise AmountError(_("Type an amount, such as {example}.", example=example))
    if _SIGN.search(typed):
        raise AmountError(_("Type the amount without a sign."))
    if strange := stranger(typed, "[0-9., ]"):
        raise AmountError(
            _(
                "An amount in {code} has only the digits 0-9 and a decimal point or comma, not {strange}.",
                code=code,
                strange=strange,
            )
        )
    if sum(character.isdigit() for character in typed) > MAX_DIGITS:
        raise AmountError(_("That amount is too large."))
    try:
        units, fraction = read_number(typed, decimals)
    except TwoReadings as error:
        raise AmountError(_both(typed, error, decimals, code)) from None
    except NotAnAmount as error:
        raise AmountError(str(error)) from None
    scale = int(10**decimals)
    if fraction is None:
        return units * scale
    if len(fraction) > decimals:
        raise AmountError(
            _("{code} has only {count} decimals.", code=code, count=decimals)
            if decimals
            else _("{code} has no decimals.", code=code)
        )
    return units * scale + int(fraction.ljust(decimals, "0"))


def _bare(text: str, currency: str) -> str:
    """`text` without outer blanks and the currency's own code or symbol, all grouping blanks alike."""
    typed = one_blank(text)
    for mark in (currency.upper(), _SYMBOLS.get(currency.lower(), "")):
        if mark and typed.upper().endswith(mark):
            return typed[: -len(mark)].rstrip()
        if mark and typed.upper().startswith(mark):
            return typed[len(mark) :].lstrip()
    return typed


def _both(typed: str, error: TwoReadings, decimals: int, code: str) -> str:
    whole, part = f"{error.head}{error.tail}", f"{error.head}{decimal_mark()}{error.tail}"
    first = f"{whole}{decimal_mark()}{'0' * decimals}"
    if decimals == 2:
        return _(
            "{typed} can be read as {whole} {code} or as {part}: "
            "write {first} for the first, two decimals for the second.",
            typed=typed,
            whole=whole,
            code=code,
            part=part,
            first=first,
        )
    second = f"{part}{'0' * (decimals - 3)}"
    return _(
        "{typed} can be read as {whole} {code} or as {part}: "
        "write {first} for the first, {second} for the second.",
        typed=typed,
        whole=whole,
        code=code,
        part=part,
        first=first,
        second=second,
    )
