"""Amounts as an agent reads and types them."""

import re

from stancer_tui.models.money import Money, exponent
from stancer_tui.models.typed_text import cleaned, stranger
from stancer_tui.render.safe import safe

MAX_DIGITS = 15
"""Digits of a typed amount; more is a slip, not a payment."""

_GROUP_SPACES = re.compile("[ \u00a0\u2009\u202f'\u2019]")
_SIGN = re.compile("^[+\\-\u2212\u2013]|[+\\-\u2212\u2013]$")
_SYMBOLS = {"eur": "€", "usd": "$", "gbp": "£", "jpy": "¥"}


class AmountError(ValueError):
    """A typed amount cannot be read without guessing; the message says what to write instead."""


def amount(amount: int, currency: str) -> str:
    """Minor units as "1,234.50", with the currency's own decimals."""
    decimals = exponent(currency)
    sign, units = ("-", -amount) if amount < 0 else ("", amount)
    if not decimals:
        return f"{sign}{units:,}"
    whole, rest = divmod(units, 10**decimals)
    return f"{sign}{whole:,}.{rest:0{decimals}d}"


def money(value: Money) -> str:
    """An amount with its currency: "1,234.50 EUR"."""
    return f"{amount(value.amount, value.currency)} {safe(value.currency.upper(), 8)}"


def parse_amount(text: str, currency: str) -> int:
    """Minor units of an amount typed in French or English style, with or without the currency behind it.

    Reads 12,5 · 12.50 · 1 234,56 · 1.234,56 · 1,234.56. Raises `AmountError` when a sign, a letter, a foreign
    digit or too many decimals are in it, or when two readings are possible: "1,234" is refused where the
    currency has two decimals, because it may be a thousand or a slip of the decimals. Zero is an amount
    here; whether it may be sent is decided elsewhere.
    """
    decimals, code = exponent(currency), currency.upper()
    typed = _bare(cleaned(text), currency)
    if not typed:
        raise AmountError("Type an amount, such as " + ("1250." if not decimals else "12.50."))
    if _SIGN.search(typed):
        raise AmountError("Type the amount without a sign.")
    if strange := stranger(typed, "[0-9., ]"):
        raise AmountError(
            f"An amount in {code} has only the digits 0-9 and a decimal point or comma, not {strange}."
        )
    if sum(character.isdigit() for character in typed) > MAX_DIGITS:
        raise AmountError("That amount is too large.")
    whole, group, fraction = _split(typed, decimals, code)
    units, scale = _whole(whole, group), int(10**decimals)
    if fraction is None:
        return units * scale
    if len(fraction) > decimals:
        raise AmountError(
            f"{code} has no decimals." if not decimals else f"{code} has only {decimals} decimals."
        )
    return units * scale + int(fraction.ljust(decimals, "0"))


def _bare(text: str, currency: str) -> str:
    """`text` without outer blanks and the currency's own code or symbol, all grouping blanks alike."""
    typed = _GROUP_SPACES.sub(" ", text).strip()
    for mark in (currency.upper(), _SYMBOLS.get(currency.lower(), "")):
        if mark and typed.upper().endswith(mark):
            return typed[: -len(mark)].rstrip()
        if mark and typed.upper().startswith(mark):
            return typed[len(mark) :].lstrip()
    return typed


def _split(typed: str, decimals: int, code: str) -> tuple[str, str, str | None]:
    """Whole part, its grouping character ("" when none) and the decimals, None without a decimal mark."""
    last = max(typed.rfind("."), typed.rfind(","))
    blank = " " if " " in typed else ""
    if last == -1:
        return typed, blank, None
    mark = typed[last]
    other = "," if mark == "." else "."
    if other in typed:
        return _decimal(typed, last, other)
    if typed.count(mark) > 1:
        return typed, mark, None
    head, tail = typed[:last], typed[last + 1 :]
    if len(tail) == 3 and re.fullmatch("[1-9][0-9]{0,2}", head):
        if not decimals:
            return typed, mark, None
        if decimals == 3 and mark == ".":
            return _decimal(typed, last, blank)  # as amounts in this currency are shown
        second = "two decimals" if decimals == 2 else f"{head}.{tail}{'0' * (decimals - 3)}"
        raise AmountError(
            f"{typed} can be read as {head}{tail} {code} or as {head}.{tail}: "
            f"write {head}{tail}.{'0' * decimals} for the first, {second} for the second."
        )
    return _decimal(typed, last, blank)


def _decimal(typed: str, at: int, group: str) -> tuple[str, str, str]:
    fraction = typed[at + 1 :]
    if not re.fullmatch("[0-9]+", fraction):
        raise AmountError("Type the decimals after the point or comma, such as 12.50.")
    return typed[:at], group, fraction


def _whole(digits: str, group: str) -> int:
    pattern = "[0-9]+" if not group else f"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+|[0-9]+"
    if not re.fullmatch(pattern, digits):
        raise AmountError("The amount is not written as one number, such as 1234.50.")
    return int(digits.replace(group, "") if group else digits)
