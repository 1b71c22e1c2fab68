"""An object of the API field by field: everything the reference names, in the order agents need it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from stancer_tui.language import N_, _, capitalised, pgettext
from stancer_tui.models.base import ApiObject, StancerObject
from stancer_tui.models.ids import Kind as ObjectKind
from stancer_tui.models.payment import Payment
from stancer_tui.render import field_tables as tables
from stancer_tui.render.field_values import NEVER, NOT_REPORTED, Style, shown, unexpected, unknown
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone


@dataclass(frozen=True, slots=True)
class Field:
    """One field as shown: `key` is its name in the API, `source` the path to it in the payment's JSON."""

    key: str
    label: str
    value: str
    source: str
    tone: Tone

    @property
    def silence(self) -> str | None:
        """Why there is no value, if there is none: `NOT_REPORTED` or `NEVER`."""
        if self.tone is not Tone.MUTED:
            return None
        return next((why for why in (NOT_REPORTED, NEVER) if self.value == _(why)), None)


@dataclass(frozen=True, slots=True)
class FieldSection:
    """The fields of one object; `absent` when the payment does not have it."""

    title: str
    fields: tuple[Field, ...]
    absent: bool = False


def payment_sections(
    payment: Payment, *, zone: tzinfo, now: datetime, utc: bool = False, mask: bool = False
) -> tuple[FieldSection, ...]:
    """The payment and everything embedded in it, safe to draw.

    Every field of the reference has its line; what an answer leaves out or gives as null is "not reported by
    the API", muted. Fields the reference does not know follow under their own names, a known one of an
    unexpected kind is shown as sent, marked. Instants stand in `zone`, or in UTC; bank dates are Paris
    calendar dates. With `mask` personal data is hidden.
    """
    style = Style(UTC if utc else zone, now, payment.currency, mask)
    return (
        _section(_("Payment"), "", payment, tables.PAYMENT, style),
        _section(_("Customer"), "customer", payment.customer, tables.CUSTOMER, style),
        *_refunds(payment, style),
        _section(_("Card"), "card", payment.card, tables.CARD, style),
        _section(_headed("SEPA account"), "sepa", payment.sepa, tables.SEPA, style),
        _section(_("3-D Secure"), "auth", payment.auth, tables.AUTH, style),
        _section(_("Device"), "device", payment.device, tables.DEVICE, style),
    )


_TABLES: dict[ObjectKind, tuple[str, tuple[tables.Spec, ...]]] = {
    ObjectKind.CARD: (N_("Card"), tables.CARD),
    ObjectKind.SEPA: (N_("SEPA account"), tables.SEPA),
    ObjectKind.CUSTOMER: (N_("Customer"), tables.CUSTOMER),
    ObjectKind.ADDRESS: (N_("Address"), tables.ADDRESS),
    ObjectKind.REFUND: ("", tables.REFUND),
    ObjectKind.DISPUTE: (N_("Dispute"), tables.DISPUTE),
    ObjectKind.PAYOUT: (N_("Payout"), tables.PAYOUT),
    ObjectKind.CHECK: (N_("Account check"), tables.CHECK),
    ObjectKind.SCORING: (N_("Scoring"), tables.SCORING),
}


def object_sections(
    item: StancerObject, kind: ObjectKind, *, zone: tzinfo, now: datetime, mask: bool = False
) -> tuple[FieldSection, ...]:
    """Any object of the API field by field, as `payment_sections` shows a payment."""
    if isinstance(item, Payment):
        return payment_sections(item, zone=zone, now=now, mask=mask)
    title, specs = _TABLES[kind]
    title = _headed(title) if title else _refund_title()
    return (_section(title, "", item, specs, Style(zone, now, getattr(item, "currency", None), mask)),)


def _refunds(payment: Payment, style: Style) -> Iterator[FieldSection]:
    if not payment.refunds:
        yield _section(_refund_title(), "refunds[0]", None, tables.REFUND, style)
    for number, refund in enumerate(payment.refunds, 1):
        title = _refund_title()
        if len(payment.refunds) > 1:
            title = _("Refund {number} of {count}", number=number, count=len(payment.refunds))
        yield _section(title, f"refunds[{number - 1}]", refund, tables.REFUND, style)


def _refund_title() -> str:
    return pgettext("noun", "Refund")


def _headed(words: str) -> str:
    """Marked words as a heading: translated, with a capital letter."""
    return capitalised(_(words))


def _section(
    title: str, path: str, item: ApiObject | str | None, specs: tuple[tables.Spec, ...], style: Style
) -> FieldSection:
    """The section of an object, of one known only by its id, or of an absent one."""
    known = {"id": item} if isinstance(item, str) else {}
    unexpected_keys = set(item.unexpected) if isinstance(item, ApiObject) else set()
    fields = []
    for spec in specs:
        value = getattr(item, spec.key, None) if isinstance(item, ApiObject) else known.get(spec.key)
        if spec.key in unexpected_keys and isinstance(item, ApiObject):
            text, tone = unexpected(spec, item.raw.get(spec.key), style)
        else:
            text, tone = shown(spec, value, item, style)
        fields.append(Field(spec.key, _headed(spec.label), text, _path(path, spec.key), tone))
    if isinstance(item, ApiObject):
        fields.extend(_unnamed(item, path, {spec.key for spec in specs}, style))
    return FieldSection(title, tuple(fields), absent=item is None)


def _unnamed(item: ApiObject, path: str, named: set[str], style: Style) -> Iterator[Field]:
    """Fields that the reference does not name, under their own names."""
    for key, value in (item.model_extra or {}).items():
        if key not in named:
            text, tone = unknown(value, style, personal=True)
            yield Field(key, safe(key, 40), text, _path(path, key), tone)


def _path(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
