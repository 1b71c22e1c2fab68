"""What is left in plain letters of a text in the pseudo-language, and may not be."""

import getpass
import re
from collections.abc import Iterator

from stancer_tui.api import errors
from stancer_tui.reference.testdata import TEST_IBANS
from stancer_tui.services.search.spoken_words import FRENCH_FIELDS, OTHER_NAMES

_FIELDS = "|".join({*FRENCH_FIELDS, *FRENCH_FIELDS.values(), *OTHER_NAMES, "date", "code", "id", "unique"})

_SAME_EVERYWHERE = re.compile(
    rf"""
    # ids with the place where they stood, and keys
    (?:\b(?:paym|card|sepa|cust|addr|refd|dspt|pout|scor|chck)_|\b[sp](?:test|prod)_) [\w•…]*(?:\s\s[\w.]+)?
    | [\w]*…[\w]+                                # what is shortened in its middle
    | https?://\S* | /v1/\S* | \S*@\S*           # addresses
    | -?\b[a-z0-9_]+:(?:"[^"]*"|[^\s"]\S*)       # what is typed into a search
    | (?:\b(?:{_FIELDS})\b,?\s?){{2,}}           # the fields that can be typed
    | "[\w.]+":\s?.* | ^\s*(?:null|true|false),?$ # what the API answered
    | \bcurl\s.*                                 # a command for a shell
    | \d+\ ms,\ attempt | -created | ·\ created  # lines of the request log, sorting as the settings have it
    | \b[A-Z]{{2}}\d\d(?:[ ]?[A-Z0-9]{{1,4}})+\b # accounts
    | \b[A-Z]{{1,4}}\d[A-Z\d]*\b                 # codes
    | \b(?=[A-Za-z]*\d)[A-Za-z\d]*[A-Za-z][A-Za-z\d]*\b # pieces of ids
    | \b[A-Za-z]*[a-z][A-Z][A-Za-z]*\b           # and those without a digit
    | \bA{{9,}}\b                                    # the id of a refund that was never answered
    | \b[A-Z]{{2}}\b                               # countries
    | \s\s(?:card|eur|credit|personnal)\b                         # values of fields as the API has them
    | \b\d[\dT:.+-]*Z?\b                         # moments
    """,
    re.VERBOSE,
)
_LETTERS = re.compile(r"[^\W\d_][^\W\d_'’]+")


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


ALLOWED = _words(
    "Stancer SEPA IBAN BIC CVC API Secure JSON CSV HTTP HTML UTC STANCER Atelier Lune stancer tui",
    "EUR GBP USD CHF JPY CZK DKK NOK PLN SEK AUD CAD HKD SGD",
    "esc enter space tab ctrl shift alt del home end pgup pgdn",
    "visa mastercard amex maestro mc cb Visa Mastercard Maestro American Express National",
    "FR BE DE CH GB IT ES NL US PT PL CZ GR LU AT IE CET CEST Europe Paris Pa ris",
    "sepa carte oui non note avec",  # what French agents type into a search
    *(each.name for each in TEST_IBANS),
    "LA BANQUE POSTALE PSSTFRPP AM chargeback maest id",  # as the API has them, and what is cut of them
    "GET POST PATCH DELETE ms authorize capture request jcb",  # as the API takes them
    f"agent {getpass.getuser()}",  # who refunded
    *(name for name in vars(errors) if name[0].isupper()),  # as the journal has them
    "En anglais Pour le client",  # labels of what is in the other of the two languages
)
"""What is the same in every language: products, formats, currencies, keys, brands, countries, methods."""


_TEST_NAMES = _words(*(each.name.replace("-", " ") for each in TEST_IBANS))


def _allowed(word: str) -> bool:
    """Whether a word is the same everywhere, or what a narrow cell leaves of a test account's name."""
    return word in ALLOWED or any(name.startswith(word) for name in _TEST_NAMES)


def left_over(text: str) -> Iterator[str]:
    """The runs of plain words in a text that stand for nothing but themselves.

    A word with an accent is no English: it is marked, or a French word that is typed into a search.
    """
    for run in re.split(r"[^\w'’ ,.-]+", _SAME_EVERYWHERE.sub(" ", text)):
        plain = [word for word in _LETTERS.findall(run) if word.isascii() and not _allowed(word)]
        if plain:
            yield " ".join(plain)
