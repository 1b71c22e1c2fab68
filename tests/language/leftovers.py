"""What is left in plain letters of a text in the pseudo-language, and may not be."""

import re
from collections.abc import Iterator

_ALLOWED = re.compile(
    r"""
    \b(?:paym|card|sepa|cust|addr|refd|dspt|pout|scor|chck|acck)_\w*   # ids, wherever they are cut
    | \b[sp](?:test|prod)_[\w•]*                # keys
    | \w*…\w+                                   # what is shortened in its middle
    | https?://\S* | /v1/\S* | \S*@\S*          # addresses
    | -?\b[a-z0-9_]+:(?:"[^"]*"|[^\s"]\S*)        # what is typed into a search
    | \b[A-Z]{2}\d\d(?:[ ]?[A-Z0-9]{1,4})+\b       # accounts
    | \b[A-Z]{1,4}\d[A-Z\d]*\b                    # codes
    | \b\d[\dT:.+-]*Z?\b                         # moments
    """,
    re.VERBOSE,
)
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’]+")


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


ALLOWED = _words(
    "Stancer SEPA IBAN BIC CVC JSON CSV HTTP HTML UTC Atelier Lune stancer tui",
    "EUR GBP USD CHF JPY CZK DKK NOK PLN SEK AUD CAD HKD SGD",
    "esc enter space tab ctrl shift alt del home end pgup pgdn",
    "visa mastercard amex maestro mc cb Visa Mastercard Maestro American Express National",
    "FR BE DE CH GB IT ES NL US PT PL CZ GR LU AT IE CET CEST Europe Paris",
    "GET POST PATCH DELETE ms",
    "En anglais Pour le client",  # labels of what is in the other of the two languages
)
"""What is the same in every language: products, formats, currencies, keys, brands, countries, methods."""


def left_over(text: str) -> Iterator[str]:
    """The runs of plain words in a text that stand for nothing but themselves."""
    for run in re.split(r"[^A-Za-z'’ ,.-]+", _ALLOWED.sub(" ", text)):
        words = [word for word in _WORDS.findall(run) if word not in ALLOWED]
        if words:
            yield " ".join(run.split())
