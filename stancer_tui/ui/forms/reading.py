"""Reading what was typed: each field by the API's own rule, its limit in words, errors at their fields."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from stancer_tui.api.errors import ApiError, BadRequest, InvalidField
from stancer_tui.api.fields import FIELDS, Number, Rule
from stancer_tui.language import _
from stancer_tui.models.ids import kind_of
from stancer_tui.models.moments import paris
from stancer_tui.models.money import Money
from stancer_tui.models.typed_text import cleaned, packed
from stancer_tui.render.money import AmountError, money, parse_amount
from stancer_tui.render.safe import safe
from stancer_tui.services.typed_dates import read_day
from stancer_tui.ui.forms.form import FieldKind, Form, FormField, Raw, Raws, Remark, Values


class FieldError(ValueError):
    """What was typed cannot be sent; the message is a sentence of ours for the field."""


def read_field(field: FormField, raws: Raws) -> Any:
    """The value of a field, None where an optional one is empty. Raises `FieldError`."""
    raw = raws.get(field.name, "")
    if isinstance(raw, bool):
        return raw
    text = cleaned(raw)
    if not text:
        if field.required:
            raise FieldError(_("{field} is needed.", field=_(field.label)))
        return None
    try:
        if field.kind is FieldKind.IBAN:
            _by_rule(field, text, raws)
        value = _READ.get(field.kind, _text)(field, text, raws)
        value = _by_rule(field, value, raws)
        if field.also is not None:
            field.also(value)
    except FieldError:
        raise
    except ValueError as error:
        raise FieldError(_sentence(str(error))) from None
    return value


def read_form(form: Form, raws: Raws) -> tuple[dict[str, Any], dict[str, str]]:
    """Every value, and every error by field; errors between fields only where the fields alone are right."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in form.fields:
        values[field.name] = None
        if not field.there(raws):
            continue
        try:
            values[field.name] = read_field(field, raws)
        except FieldError as error:
            errors[field.name] = str(error)
    if not errors:
        errors.update(form.check(values))
    return values, errors


def limit_words(field: FormField, raws: Raws) -> str:
    """The reference's limit as it is shown beside the field."""
    if field.limit is not None:
        return _(field.limit)
    if field.kind is FieldKind.DATE:
        return _day_words(_("YYYY"), _("MM"), _("DD"))
    if field.kind is FieldKind.ID and field.of is not None:
        return _("{begin}_ and 24 more", begin=field.of)
    if field.kind in {FieldKind.CHOICE, FieldKind.FLAG}:
        return ""
    rule = rule_of(field)
    if field.kind is FieldKind.AMOUNT:
        return _least_words(rule.least if isinstance(rule, Number) else 0, field, raws)
    return "" if rule is None else rule.words()


def _least_words(least: int, field: FormField, raws: Raws) -> str:
    if not least:
        return currency_of(field, raws).upper()
    return _("{amount} or more", amount=_shown(least, field, raws))


def rule_of(field: FormField) -> Rule | None:
    """The API's rule for a field."""
    return None if field.rule is None else FIELDS[field.rule[0]][field.rule[1]]


def currency_of(field: FormField, raws: Raws) -> str:
    """The currency that an amount is typed in."""
    named = raws.get(field.currency_from, "") if field.currency_from is not None else ""
    return named if isinstance(named, str) and named else field.currency


def places(form: Form, raws: Raws, error: ApiError) -> dict[str, str]:
    """The API's words by the fields that they are about, as far as can be known; not yet safe to show."""
    there = tuple(each for each in form.fields if each.there(raws))
    if isinstance(error, InvalidField):
        found = _named(there, error.field)
        return {found.name: _sentence(error.reason)} if found is not None else {}
    if not isinstance(error, BadRequest):
        return {}
    by_field: dict[str, str] = {}
    for part in error.message.split("; "):
        name, colon, words = part.partition(": ")
        found = _named(there, name) if colon else None
        if found is not None:
            by_field.setdefault(found.name, _sentence(words))
    return by_field


def remark_on(field: FormField, value: Any) -> Remark | None:
    """What is said under a field that holds this value."""
    remark = field.remark or (iban_remark if field.kind is FieldKind.IBAN else None)
    return None if remark is None or value is None else remark(value)


def normal(field: FormField, text: str) -> str:
    """What was typed as the form shows it once the field is left."""
    if field.kind is FieldKind.IBAN:
        return grouped(text)
    if field.kind is FieldKind.DATE:
        try:
            day = read_day(text, today=_today(field))
            return _day_words(f"{day.year:04d}", f"{day.month:02d}", f"{day.day:02d}")
        except ValueError:
            return text
    return text


def grouped(text: str) -> str:
    """An IBAN in groups of four."""
    whole = packed(text)
    return " ".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def _named(fields: Iterable[FormField], name: str) -> FormField | None:
    candidates = tuple(fields)
    for exact in candidates:
        if name in {exact.api_name, exact.name}:
            return exact
    last = name.rpartition(".")[2]
    same = [each for each in candidates if (each.api_name or each.name).rpartition(".")[2] == last]
    inside = [each for each in candidates if (each.api_name or "").startswith(f"{name}.")]
    return same[0] if len(same) == 1 else next(iter(inside), None)


def _by_rule(field: FormField, value: Any, raws: Raws) -> Any:
    rule = rule_of(field)
    if rule is None or field.kind in {FieldKind.CHOICE, FieldKind.DATE}:
        return value
    if field.kind is FieldKind.AMOUNT and isinstance(rule, Number) and value < rule.least:
        raise FieldError(_("At least {amount} is needed.", amount=_shown(rule.least, field, raws)))
    return rule.check(value)


def _shown(amount: int, field: FormField, raws: Raws) -> str:
    return money(Money(amount, currency_of(field, raws)))


def _text(field: FormField, text: str, raws: Raws) -> Any:  # noqa: ARG001 - one shape for all kinds
    return text


def _number(field: FormField, text: str, raws: Raws) -> int:  # noqa: ARG001 - as above
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise FieldError(_("A whole number is needed."))
    return int(text)


def _amount(field: FormField, text: str, raws: Raws) -> int:
    try:
        return parse_amount(text, currency_of(field, raws))
    except AmountError as error:
        raise FieldError(str(error)) from None


def _date(field: FormField, text: str, raws: Raws) -> date:  # noqa: ARG001 - as above
    return read_day(text, today=_today(field))


def _today(field: FormField) -> date | None:
    """The day, by Paris, from which a day of a recent field is counted; other fields need whole dates."""
    return datetime.now(paris()).date() if field.recent else None


def _day_words(year: str, month: str, day: str) -> str:
    """A day as the language that is spoken types it: 2026-11-21, in French 21/11/2026."""
    return _("{year}-{month}-{day}", year=year, month=month, day=day)


def _iban(field: FormField, text: str, raws: Raws) -> str:  # noqa: ARG001 - as above
    from stancer_tui.services.iban import iban_facts

    whole = packed(text)
    iban_facts(whole)
    return whole


def iban_remark(iban: str) -> Remark | None:
    """The bank that an IBAN names, and a warning where its national check digits do not match."""
    from stancer_tui.services.iban import iban_facts

    facts = iban_facts(iban)
    named = " · ".join(safe(part) for part in (facts.bank, facts.bic) if part)
    if facts.national:
        return Remark(named) if named else None
    doubt = _("The national check digits do not match. It can still be sent.")
    return Remark(f"{named}. {doubt}" if named else doubt, warns=True)


def _id(field: FormField, text: str, raws: Raws) -> str:  # noqa: ARG001 - as above
    if field.of is not None and kind_of(text) is not field.of:
        raise FieldError(
            _("The id must begin with {begin}_ and have 24 characters after it.", begin=field.of)
        )
    return text


_READ: dict[FieldKind, Callable[[FormField, str, Raws], Any]] = {
    FieldKind.NUMBER: _number,
    FieldKind.AMOUNT: _amount,
    FieldKind.DATE: _date,
    FieldKind.IBAN: _iban,
    FieldKind.ID: _id,
}


def _sentence(text: str) -> str:
    """The rule's words as a sentence."""
    text = text.strip()
    if not text:
        return _("Stancer does not accept this value.")
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith(('.', '?')) else '.'}"


def typed(form: Form, raws: Mapping[str, Raw]) -> bool:
    """Whether anything differs from how the form opens."""
    return any(raws.get(name, value) != value for name, value in form.initial.items())


def email(value: str) -> None:
    """Raise ValueError for what is clearly not an e-mail address."""
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", value):
        raise ValueError(_("an e-mail address is needed, such as anna@example.org"))


def mobile(value: str) -> None:
    """Raise ValueError for what is clearly not a telephone number."""
    if not re.fullmatch(r"\+?[0-9][0-9 .()-]*", value):
        raise ValueError(_("a telephone number is needed, such as +33639980102"))


def email_or_mobile(values: Values, *, at: str = "email") -> dict[str, str]:
    """The error of a customer that has neither."""
    if values.get("email") is None and values.get("mobile") is None:
        return {at: _("An e-mail address or a mobile number is needed.")}
    return {}
