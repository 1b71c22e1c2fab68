"""Any object of the API as labels and values, for the command line."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from stancer_tui.language import _
from stancer_tui.models import moments
from stancer_tui.models.money import Money
from stancer_tui.render import dates, field_tables
from stancer_tui.render.field_values import HIDDEN, LONGEST, NOT_REPORTED
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe

_AMOUNTS = frozenset({"amount", "fee", "fees", "upfront"})
_DAYS = frozenset({"date_bank", "date_mandate"})
_PERSONAL = frozenset(
    spec.key
    for specs in (
        field_tables.PAYMENT,
        field_tables.CARD,
        field_tables.SEPA,
        field_tables.DEVICE,
        field_tables.CUSTOMER,
    )
    for spec in specs
    if spec.personal
) | {"address", "line1", "line2", "line3", "firstname", "lastname"}


def object_fields(
    raw: Mapping[str, Any], *, zone: tzinfo, now: datetime, mask: bool = False
) -> Iterator[tuple[str, str]]:
    """Every field in the order received, nested ones as `outer.inner`; safe to print.

    Amounts are shown in the currency that the object names, otherwise in minor units. With `mask` customers'
    data is hidden.
    """
    yield from _fields(raw, "", None, _Reading(zone, now, mask))


def without_persons(value: Any) -> Any:
    """An answer of the API with customers' data masked at any depth; empty values stay."""
    if isinstance(value, list):
        return [without_persons(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: HIDDEN if inner and key in _PERSONAL else without_persons(inner) for key, inner in value.items()
    }


class _Reading:
    def __init__(self, zone: tzinfo, now: datetime, mask: bool) -> None:
        self.zone = zone
        self.now = now
        self.mask = mask

    def value(self, key: str, value: Any, currency: str | None) -> str:
        if value is None:
            return _(NOT_REPORTED)
        if self.mask and key in _PERSONAL:
            return HIDDEN
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, int) and key in _AMOUNTS:
            return amount_words(value, currency)
        if isinstance(value, int) and (key == "created" or key.startswith("date_")):
            return self._date(key, value)
        return safe(value, LONGEST)

    def _date(self, key: str, seconds: int) -> str:
        at = moments.instant(seconds)
        if at is None:
            return _("{label}: {value}", label=_(dates.NOT_A_DATE), value=safe(seconds, LONGEST))
        if key in _DAYS:
            return f"{dates.paris_date(at)} · {dates.day_age(at, self.now)}"
        return dates.full(at, now=self.now, zone=self.zone)


def amount_words(amount: int, currency: str | None) -> str:
    """ "94.00 EUR"; minor units without a currency, since the decimals are then unknown."""
    return money(Money(amount, currency)) if currency else _("{amount} minor units", amount=amount)


def _fields(
    part: Mapping[str, Any], path: str, currency: str | None, reading: _Reading
) -> Iterator[tuple[str, str]]:
    own = part.get("currency")
    currency = own.lower() if isinstance(own, str) and own else currency
    for key, value in part.items():
        label = safe(f"{path}{key}", 80)
        if isinstance(value, dict) and value and not (reading.mask and key in _PERSONAL):
            yield from _fields(value, f"{label}.", currency, reading)
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for number, item in enumerate(value):
                yield from _fields(item, f"{label}[{number}].", currency, reading)
        else:
            yield label, reading.value(key, value, currency)
