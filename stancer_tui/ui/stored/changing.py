"""Changing an object: its fields as they are, what was changed of them, and nothing else sent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from stancer_tui.language import N_, _
from stancer_tui.models.base import StancerObject
from stancer_tui.models.typed_text import cleaned
from stancer_tui.render.safe import safe
from stancer_tui.ui.forms.form import WHOLE, FieldKind, FormField, Heading, Raw, Values
from stancer_tui.ui.forms.reading import FieldError, limit_words, read_field, rule_of

NOTHING = N_("Nothing was changed: nothing was sent.")
EMPTIED = N_("Stancer has no way to empty a field: write another value.")


def prefilled(
    parts: Iterable[FormField | Heading], item: StancerObject, *, hidden: frozenset[str] = frozenset()
) -> tuple[FormField | Heading, ...]:
    """The fields with what the object holds; what is left as it is is not checked.

    Fields of `hidden` stay empty, and empty means unchanged for them.
    """
    return tuple(
        _filled(part, getattr(item, part.name, None), hide=part.name in hidden)
        if isinstance(part, FormField)
        else part
        for part in parts
    )


def changes(fields: Iterable[FormField], values: Values) -> dict[str, Any]:
    """What differs from how the form opened."""
    return {
        each.name: values[each.name]
        for each in fields
        if values.get(each.name) is not None and _raw(values[each.name]) != each.initial
    }


def check_changes(fields: Iterable[FormField], values: Values) -> dict[str, str]:
    """What was emptied, by its field; or that nothing was changed at all."""
    fields = tuple(fields)
    emptied = {each.name: _(EMPTIED) for each in fields if each.initial and values.get(each.name) is None}
    return emptied or ({} if changes(fields, values) else {WHOLE: _(NOTHING)})


def holds(item: StancerObject, changed: Mapping[str, Any]) -> bool:
    """Whether the object has every changed value by now."""
    return all(
        getattr(item, name, None) == value or _raw(getattr(item, name, None)) == _raw(value)
        for name, value in changed.items()
    )


def _filled(field: FormField, value: Any, *, hide: bool) -> FormField:
    if hide:
        return replace(field, required=False, placeholder=N_("hidden: empty leaves it as it is"))
    raw = cleaned(safe(_raw(value)))
    if field.kind is FieldKind.DATE and not _readable(field, raw):
        raw = ""
    if not raw:
        return field
    return replace(
        field,
        initial=raw,
        rule=None,
        limit=limit_words(field, {}),
        also=_unless(raw, field),
    )


def _unless(left: str, field: FormField) -> Callable[[Any], object]:
    """The field's own checks, for anything but the value that was there."""

    def check(value: Any) -> None:
        if _raw(value) != left:
            rule = None if field.kind is FieldKind.DATE else rule_of(field)
            if rule is not None:
                rule.check(value)
            if field.also is not None:
                field.also(value)

    return check


def _readable(field: FormField, raw: Raw) -> bool:
    try:
        read_field(replace(field, rule=None, also=None), {field.name: raw})
    except FieldError:
        return False
    return True


def _raw(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
