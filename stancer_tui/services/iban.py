"""What an IBAN says by itself: whether it is well formed, and which bank it names."""

import re
import warnings
from dataclasses import dataclass

from stancer_tui.language import _

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


class NotAnIban(ValueError):
    """It cannot be an IBAN; the message is a sentence for the agent."""


class WrongCheckDigits(NotAnIban):
    """It has the country and the length of an IBAN, but wrong check digits."""


@dataclass(frozen=True, slots=True)
class IbanFacts:
    """The bank of an IBAN; `national` is False where the country's own check digits do not fit."""

    bic: str | None
    bank: str | None
    national: bool


def iban_facts(iban: str) -> IbanFacts:
    """The facts of an IBAN without blanks. Raises `NotAnIban` for its country, length or check digits.

    The country's own check digits only give a warning, since test accounts and some banks ignore them. The
    library's tables take a quarter of a second to load; `prepare` loads them in a thread beforehand.
    """
    import schwifty
    from schwifty import exceptions

    try:
        number = schwifty.IBAN(iban)
    except exceptions.InvalidCountryCode:
        raise NotAnIban(_("No country has IBANs that begin with {letters}.", letters=iban[:2])) from None
    except exceptions.InvalidLength:
        raise NotAnIban(
            _(
                "An IBAN of {country} has another length; this one has {count}.",
                country=iban[:2],
                count=len(iban),
            )
        ) from None
    except exceptions.InvalidChecksumDigits:
        raise WrongCheckDigits(
            _("The check digits do not fit: a character is wrong or two are swapped.")
        ) from None
    except exceptions.SchwiftyException:
        raise NotAnIban(_("This is not an IBAN: it begins with two letters and two digits.")) from None
    return IbanFacts(_text(number.bic), number.bank_name or None, _national(number.compact))


def looks_like_iban(text: str) -> bool:
    """Whether a text without blanks is an IBAN, or one with a wrong character."""
    if not _SHAPE.fullmatch(text):
        return False
    if int("".join(str(int(each, 36)) for each in text[4:] + text[:4])) % 97 == 1:
        return True
    try:
        iban_facts(text)
    except WrongCheckDigits:
        return True
    except NotAnIban:
        pass
    return False


def prepare() -> None:
    """Load the library and its tables."""
    iban_facts("FR1420041010050500013M02606")


def _national(iban: str) -> bool:
    import schwifty
    from schwifty import exceptions

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # where a country's check digits are not known, there is nothing to warn of
        try:
            schwifty.IBAN(iban, validate_bban=True)
        except exceptions.SchwiftyException:
            return False
    return True


def _text(value: object) -> str | None:
    return None if value is None else str(value)
