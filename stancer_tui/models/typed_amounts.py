"""Parses amounts as people type them: French or English notation, with or without grouped digits."""

import re

from stancer_tui.language import _, decimal_mark

MAX_DIGITS = 15
"""The most digits of a typed amount; more is a typing mistake."""

BLANKS = " \u00a0\u2009\u202f"
"""The blanks that group digits."""

SIGNS = {"€": ("eur",), "$": ("usd", "aud", "cad"), "£": ("gbp",), "¥": ("jpy",)}
"""The symbols of currencies, each with the currencies that are written with it."""

_GROUP_SPACES = re.compile(f"[{BLANKS}'\u2019]")


class NotAnAmount(ValueError):
    """A text that is not one number; the message says what to type."""


class TwoReadings(NotAnAmount):
    """A number such as 1,234, which may mean thousands or decimals; `head` and `tail` are its two parts."""

    def __init__(self, typed: str, head: str, tail: str) -> None:
        super().__init__(
            _(
                "{typed} can be read in two ways: write {whole} or use two decimals.",
                typed=typed,
                whole=head + tail,
            )
        )
        self.head = head
        self.tail = tail


def one_blank(text: str) -> str:
    """The text with every grouping blank and apostrophe as a plain blank, without outer ones."""
    return _GROUP_SPACES.sub(" ", text).strip()


def read_number(typed: str, decimals: int = 2) -> tuple[int, str | None]:
    """The whole part of an amount and its decimals as typed, None without a decimal mark.

    `typed` has passed `one_blank`. Reads 12,5 · 12.50 · 1 234,56 · 1.234,56 · 1,234.56, without a sign.
    `decimals` are those of the currency: "1,234" has one reading where it has none. Raises `NotAnAmount`.
    """
    whole, group, fraction = _split(typed, decimals)
    return _whole(whole, group), fraction


def _split(typed: str, decimals: int) -> tuple[str, str, str | None]:
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
        if decimals == 3 and mark == decimal_mark():
            return _decimal(typed, last, blank)  # as amounts in this currency are shown
        raise TwoReadings(typed, head, tail)
    return _decimal(typed, last, blank)


def _fifty(whole: int) -> str:
    """An example of an amount with decimals."""
    return f"{whole}{decimal_mark()}50"


def _decimal(typed: str, at: int, group: str) -> tuple[str, str, str]:
    fraction = typed[at + 1 :]
    if not re.fullmatch("[0-9]+", fraction):
        raise NotAnAmount(
            _(
                "Type the decimals after the point or comma, such as {example}.",
                example=_fifty(12),
            )
        )
    return typed[:at], group, fraction


def _whole(digits: str, group: str) -> int:
    pattern = "[0-9]+" if not group else f"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+|[0-9]+"
    if not re.fullmatch(pattern, digits):
        raise NotAnAmount(
            _(
                "The amount is not written as one number, such as {example}.",
                example=_fifty(1234),
            )
        )
    return int(digits.replace(group, "") if group else digits)
