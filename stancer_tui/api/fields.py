"""The reference's limits on what is sent, as one table, checked before a request.

Where the API accepts more than the reference says, its wider limit is used, with the reason beside it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import urlsplit

from stancer_tui.api.errors import InvalidField
from stancer_tui.api.filters import is_sendable
from stancer_tui.language import _
from stancer_tui.models.money import CURRENCIES
from stancer_tui.models.typed_text import packed, stranger

_DIGITS = "[0-9]*"


class Rule(Protocol):
    """The limit of a field."""

    def check(self, value: Any) -> Any:
        """The value to send; raises ValueError with the reason."""

    def words(self) -> str:
        """The limit as shown beside a label, "" where there is none to show."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text of so many characters."""

    least: int
    most: int

    def check(self, value: Any) -> str:
        """Length within the bounds."""
        if not isinstance(value, str):
            raise ValueError(_("text is needed"))
        if not is_sendable(value):
            raise ValueError(_("there are characters that cannot be sent"))
        if not self.least <= len(value) <= self.most:
            raise ValueError(_("{limit} are needed, these are {count}", limit=self.words(), count=len(value)))
        return value

    def words(self) -> str:
        """3 to 64 characters."""
        return _("{span} characters", span=_span(self.least, self.most))


@dataclass(frozen=True, slots=True)
class Packed:
    """Letters and digits in capitals, from a text that may have blanks, hyphens and dots between groups."""

    least: int
    most: int
    pattern: str

    def check(self, value: Any) -> str:
        """Only the pattern's characters, length within the bounds."""
        if not isinstance(value, str):
            raise ValueError(_("text is needed"))
        text = packed(value)
        strange = stranger(text, self.pattern.removesuffix("*"), shown=value)
        if strange is not None:
            raise ValueError(_("{strange} does not belong in it", strange=strange))
        return Words(self.least, self.most).check(text)

    def words(self) -> str:
        """16 to 19 digits, or characters."""
        span = _span(self.least, self.most)
        return _("{span} digits", span=span) if self.pattern == _DIGITS else _("{span} characters", span=span)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""

    least: int
    most: int | None = None

    def check(self, value: Any) -> int:
        """A true int within the bounds."""
        if type(value) is not int:
            raise ValueError(_("a whole number is needed"))
        if value < self.least:
            raise ValueError(_("at least {least}", least=self.least))
        if self.most is not None and value > self.most:
            raise ValueError(_("at most {most}", most=self.most))
        return value

    def words(self) -> str:
        """1 to 24, or 50 or more."""
        return _("{least} or more", least=self.least) if self.most is None else _span(self.least, self.most)


@dataclass(frozen=True, slots=True)
class Year:
    """A year that is not over, up to 2100."""

    def check(self, value: Any) -> int:
        """Not before this year."""
        return Number(datetime.now(UTC).year, 2100).check(value)

    def words(self) -> str:
        """From this year on."""
        return Number(datetime.now(UTC).year, 2100).words()


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    known: tuple[str, ...]

    def check(self, value: Any) -> str:
        """The word in lower case, as the API answers it."""
        if not isinstance(value, str) or value.lower() not in self.known:
            raise ValueError(self.words())
        return value.lower()

    def words(self) -> str:
        """One of the words."""
        return _("one of {words}", words=", ".join(self.known))


@dataclass(frozen=True, slots=True)
class SomeOf:
    """A list of a few words."""

    known: tuple[str, ...]

    def check(self, value: Any) -> list[str]:
        """Every word known, at least one."""
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise ValueError(_("a list is needed"))
        found = [OneOf(self.known).check(item) for item in value]
        if not found:
            raise ValueError(self.words())
        return found

    def words(self) -> str:
        """Some of the words."""
        return _("at least one of {words}", words=", ".join(self.known))


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    def check(self, value: Any) -> bool:
        """A true bool."""
        if not isinstance(value, bool):
            raise ValueError(_("true or false is needed"))
        return value

    def words(self) -> str:
        """Yes or no needs no limit."""
        return ""


@dataclass(frozen=True, slots=True)
class HttpsUrl:
    """A whole HTTPS address of at most 2048 characters."""

    def check(self, value: Any) -> str:
        """The scheme is https and there is a host."""
        text = Words(1, 2048).check(value)
        try:
            parts = urlsplit(text)
        except ValueError:
            raise ValueError(_("not a URL")) from None
        if parts.scheme != "https" or not parts.hostname or re.search(r"[\s\x00-\x1f]", text):
            raise ValueError(_("an https:// address is needed"))
        return text

    def words(self) -> str:
        """The scheme that is needed."""
        return _("an https:// address")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, sent as YYYY-MM-DD."""

    def check(self, value: Any) -> str:
        """A date, or its text."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValueError(_("a date as YYYY-MM-DD is needed"))
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise ValueError(_("no such day")) from None

    def words(self) -> str:
        """How it is written."""
        return _("YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, sent as a Unix timestamp."""

    def check(self, value: Any) -> int:
        """An aware datetime, or seconds since 1970."""
        if isinstance(value, datetime):
            if value.tzinfo is None:
                raise ValueError(_("a time with its zone is needed"))
            value = int(value.timestamp())
        return Number(0).check(value)

    def words(self) -> str:
        """How it is written."""
        return _("a date and time")


@dataclass(frozen=True, slots=True)
class Ip:
    """An IPv4 or IPv6 address."""

    def check(self, value: Any) -> str:
        """An address that can be read."""
        try:
            return str(ip_address(value)) if isinstance(value, str) else str(ip_address(""))
        except ValueError:
            raise ValueError(_("an IPv4 or IPv6 address is needed")) from None

    def words(self) -> str:
        """Which kinds."""
        return _("IPv4 or IPv6")


_NAME = Words(3, 64)
"""The reference says 4; the API accepts 3."""

_CURRENCY = OneOf(CURRENCIES)

FIELDS: dict[str, dict[str, Rule]] = {
    "payment": {
        "amount": Number(50),
        "currency": _CURRENCY,
        "description": Words(3, 64),
        "order_id": Words(1, 36),
        "unique_id": Words(1, 36),
        "methods_allowed": SomeOf(("card", "sepa")),
        "capture": Flag(),
        "return_url": HttpsUrl(),
        "status": OneOf(("authorize", "capture")),
    },
    "auth": {"return_url": HttpsUrl()},
    "device": {
        "ip": Ip(),
        "port": Number(1, 65535),
        "user_agent": Words(0, 256),
        "http_accept": Words(0, 2048),
        "languages": Words(0, 32),
    },
    "card": {
        "number": Packed(16, 19, _DIGITS),
        "exp_month": Number(1, 12),
        "exp_year": Year(),
        "cvc": Packed(3, 3, _DIGITS),
        "name": _NAME,
        "zip_code": Words(2, 8),
        "tokenize": Flag(),
        "preferred_network": OneOf(("national", "mastercard", "visa")),
        "external_id": Words(1, 36),
    },
    "sepa": {
        # The reference says 16, and lists a Norwegian test IBAN of 15.
        "iban": Packed(15, 34, "[A-Za-z0-9]*"),
        "bic": Packed(8, 11, "[A-Za-z0-9]*"),
        "name": _NAME,
        "mandate": Words(3, 35),
        "date_mandate": Moment(),
        "date_birth": Day(),
    },
    "customer": {
        "email": Words(5, 64),
        "mobile": Words(8, 16),
        "name": _NAME,
        "external_id": Words(1, 36),
        "date_birth": Day(),
        "legal_id": Words(1, 16),
        "country": Words(2, 2),
    },
    "address": {
        "line1": Words(3, 50),
        "line2": Words(3, 50),
        "line3": Words(3, 50),
        "city": Words(1, 50),
        "zip_code": Words(2, 16),
        "state": Words(1, 3),
        "country": Words(2, 2),
    },
    "scoring": {
        "amount": Number(1),
        "currency": OneOf(("eur",)),
        "duration": Number(1, 24),
        "upfront": Number(0),
        "return_url": HttpsUrl(),
    },
}
"""Every field that is sent, by object and name (reference: the tables of each object)."""


def _span(least: int, most: int) -> str:
    if least == most:
        return str(least)
    return _("{least} to {most}", least=least, most=most) if least else _("up to {most}", most=most)


def checked(kind: str, values: Mapping[str, object], *, within: str = "") -> dict[str, Any]:
    """The values that are not None, as they are sent; raises `InvalidField` with the field's whole name."""
    sent = {}
    for name, value in values.items():
        if value is None:
            continue
        try:
            sent[name] = FIELDS[kind][name].check(value)
        except ValueError as error:
            reason = str(error)
        else:
            continue
        # Raised outside the handler: a ValueError in its context may hold the value.
        raise InvalidField(f"{within}{name}", reason)
    return sent
