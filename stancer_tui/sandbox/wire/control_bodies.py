"""What the requests of the control may hold; Refused naming the field otherwise."""

from collections.abc import Mapping
from typing import Any

from stancer_tui.sandbox.clock import LATEST, unix_seconds
from stancer_tui.sandbox.settings import BOUNDS
from stancer_tui.sandbox.wire.errors import invalid
from stancer_tui.sandbox.wire.faults import METHODS, Faults
from stancer_tui.sandbox.wire.validation import Check, boolean, read, text, whole


def fields(body: Mapping[str, Any], checks: Mapping[str, Check]) -> dict[str, Any]:
    """The body's fields, checked; an unknown one is refused, since it would be ignored silently."""
    for name in body:
        if name not in checks:
            raise invalid(
                name, f"is not known here, use {', '.join(checks)}" if checks else "is not known here"
            )
    return read(body, checks)


def _share(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise invalid(name, "must be a number from 0 to 1")
    return float(value)


def _span(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < LATEST:
        raise invalid(name, "must be a number, 0 or more")
    return float(value)


def _moment(name: str, value: Any) -> int:
    if isinstance(value, str):
        try:
            value = unix_seconds(value)
        except ValueError:
            raise invalid(name, "must be Unix seconds or a date such as 2026-03-01T09:30:00+01:00") from None
    return int(whole(0, LATEST)(name, value))


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > 20 or not all(isinstance(each, str) for each in value):
        raise invalid(name, "must be a list of at most 20 strings")
    return tuple(text(0, 2048)(name, each) for each in value)


def _methods(name: str, value: Any) -> tuple[str, ...]:
    found = tuple(each.upper() for each in _texts(name, value))
    if not set(found) <= set(METHODS):
        raise invalid(name, f"must be a list of {', '.join(METHODS)}")
    return found


def _paths(name: str, value: Any) -> tuple[str, ...]:
    found = _texts(name, value)
    if not all(each.startswith("/v1") for each in found):
        raise invalid(name, "must be a list of beginnings such as /v1/refunds")
    return found


SEED: dict[str, Check] = {name: whole(*BOUNDS[name]) for name in ("seed", "payments")}
SET: dict[str, Check] = {"now": _moment}
ADVANCE: dict[str, Check] = {"seconds": _span, "hours": _span, "days": _span}
_FAULTS: dict[str, Check] = {
    "lose_answer": boolean,
    "delay_first_ms": whole(0, 600_000),
    "error_rate": _share,
    "answer": whole(400, 599),
    "retry_after": whole(0, 86_400),
    "times": whole(0, 1_000_000),
    "paths": _paths,
    "methods": _methods,
}


def faults(body: Mapping[str, Any]) -> Faults:
    """The faults that a body describes; what it does not name is not at fault."""
    return Faults(**fields(body, _FAULTS))
