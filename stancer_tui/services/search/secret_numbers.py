"""Numbers that no text of ours may hold: those of cards, and of accounts."""

import re

from stancer_tui.services.iban import looks_like_iban

_DIGITS = re.compile(r"(?<![\w-])[2-6](?:[ -]?[0-9]){12,18}(?![\w-])")
_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}[0-9]{2}(?: ?[A-Za-z0-9]{2,4}){3,9}(?!\w)")


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others, as that of a card number does."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 * (number > 9) for number in doubled) % 10 == 0


def holds_card_number(text: str) -> bool:
    """Whether digits in a text are a card's number as far as can be told: 13 to 19, the last one fits."""
    return any(luhn(re.sub("[ -]", "", found)) for found in _DIGITS.findall(text))


def holds_iban(text: str) -> bool:
    """Whether a text holds an account's number, or one in which a character is wrong."""
    return any(looks_like_iban(found.replace(" ", "").upper()) for found in _IBAN.findall(text))
