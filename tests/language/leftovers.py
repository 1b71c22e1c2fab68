"""What is left in plain letters of a text in the pseudo-language, and may not be."""

import re
from collections.abc import Iterator

_ALLOWED = re.compile(
    r"""
    \b(?:paym|card|sepa|cust|addr|refd|dspt|pout|scor|chck|acck)_\w*   # ids, wherever they are cut
    | \b[sp](?:test|prod)_[\w•]*                # keys
    | \w*…\w+                                   # what is shortened in its middle
    | https?://\S* | /v1/\S* | \S*@\S*          # addresses
    | \b\d[\dT:.+-]*Z?\b                         # moments
    """,
    re.VERBOSE,
)
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’]+")

PRODUCTS = frozenset(["Stancer", "SEPA", "IBAN", "BIC", "UTC", "Atelier", "Lune"])
CURRENCIES = frozenset(
    ["EUR", "GBP", "USD", "CHF", "JPY", "CZK", "DKK", "NOK", "PLN", "SEK", "AUD", "CAD", "HKD", "SGD"]
)
KEYS = frozenset(
    ["esc", "enter", "space", "tab", "ctrl", "shift", "alt", "del", "home", "end", "pgup", "pgdn"]
)
BRANDS = frozenset(
    ["visa", "mastercard", "amex", "maestro", "cb", "Visa", "Mastercard", "Maestro", "American", "Express"]
)
ZONES = frozenset(["CET", "CEST", "UTC", "Europe", "Paris"])
METHODS = frozenset(["GET", "POST", "PATCH", "DELETE"])
OTHER_LANGUAGE = frozenset(["En", "anglais", "Pour", "le", "client"])
"""The labels of what is in the other of the two languages."""

COUNTRIES = frozenset(
    ["FR", "BE", "DE", "CH", "GB", "IT", "ES", "NL", "US", "PT", "PL", "CZ", "GR", "LU", "AT", "IE"]
)

ALLOWED = PRODUCTS | CURRENCIES | KEYS | BRANDS | COUNTRIES | ZONES | METHODS | OTHER_LANGUAGE


def left_over(text: str) -> Iterator[str]:
    """The runs of plain words in a text that stand for nothing but themselves."""
    for run in re.split(r"[^A-Za-z'’ ,.-]+", _ALLOWED.sub(" ", text)):
        words = [word for word in _WORDS.findall(run) if word not in ALLOWED]
        if words:
            yield " ".join(run.split())
