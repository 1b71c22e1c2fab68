"""`--data FILE.json`: the objects a sandbox starts with; all are checked before any is stored."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stancer_tui.language import _
from stancer_tui.sandbox.kinds import (
    ADDRESS,
    BY_NAME,
    CARD,
    CUSTOMER,
    DISPUTE,
    PAYMENT,
    PAYOUT,
    REFUND,
    SEPA,
    Kind,
)
from stancer_tui.sandbox.paris import LAST
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.rules.ageing import next_change
from stancer_tui.sandbox.wire.errors import Refused
from stancer_tui.sandbox.wire.validation import Check, boolean, currency, integer, nested

LOADED = (CARD, SEPA, CUSTOMER, ADDRESS, PAYMENT, REFUND, DISPUTE, PAYOUT)
_EMBEDDED = {"card": CARD, "sepa": SEPA, "customer": CUSTOMER}
_LOST = frozenset({"failed", "not_honored"})


class BadData(ValueError):
    """The file cannot be used; the message names the place in it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)


def _seconds(name: str, value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < LAST:
        raise Refused(400, {name: "must be a Unix timestamp"})
    return value


def _money(name: str, value: Any) -> int:
    amount = integer(value)
    if amount is None or abs(amount) > 10**15:
        raise Refused(400, {name: "must be an integer of minor units"})
    return amount


def _string(name: str, value: Any) -> str:
    if not isinstance(value, str) or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Refused(400, {name: "must be a string"})
    return value


def _integer(name: str, value: Any) -> int:
    number = integer(value)
    if number is None:
        raise Refused(400, {name: "must be an integer"})
    return number


_COMMON: dict[str, Check] = {"created": _seconds, "live_mode": boolean}
_MONEY: dict[str, Check] = {"amount": _money, "currency": currency, "date_bank": _seconds}

_FIELDS: dict[str, dict[str, Check]] = {
    "payments": _MONEY
    | dict.fromkeys(("description", "order_id", "unique_id", "method", "response", "country"), _string)
    | {"date_paym": _seconds, "fee": _money, "capture": boolean, "auth": nested, "device": nested},
    "refunds": _MONEY | {"payment": _string, "status": _string, "date_refund": _seconds},
    "disputes": _MONEY | {"payment": _string, "response": _string, "order_id": _string},
    "payouts": _MONEY
    | {"date_paym": _seconds, "fees": _money, "status": _string, "statement_description": _string}
    | dict.fromkeys(("payments", "refunds", "disputes"), nested),
    "cards": dict.fromkeys(("brand", "country", "last4", "name", "funding", "nature", "network"), _string)
    | {"exp_month": _integer, "exp_year": _integer},
    "sepa": dict.fromkeys(("bic", "last4", "name", "mandate"), _string) | {"date_mandate": _seconds},
    "customers": dict.fromkeys(("email", "mobile", "name", "external_id"), _string),
    "addresses": dict.fromkeys(("line1", "line2", "line3", "city", "zip_code", "country"), _string),
}

_REQUIRED = {
    "payments": ("amount", "currency"),
    "refunds": ("amount", "payment"),
    "disputes": ("amount", "payment"),
    "payouts": ("amount", "currency"),
}

_NULLS = {
    "payments": (
        "auth",
        "created",
        "customer",
        "description",
        "device",
        "method",
        "order_id",
        "response",
        "return_url",
        "status",
        "unique_id",
    ),
    "cards": (
        "brand",
        "country",
        "exp_month",
        "exp_year",
        "funding",
        "name",
        "nature",
        "network",
        "zip_code",
    ),
    "sepa": ("bic", "check", "country", "date_birth", "date_mandate", "mandate", "name"),
    "customers": ("country", "date_birth", "email", "external_id", "legal_id", "mobile", "name"),
    "refunds": ("created", "currency", "date_bank", "date_refund", "status"),
    "disputes": ("created", "currency", "order_id", "response"),
    "payouts": ("created", "date_bank", "date_paym", "fees", "statement_description", "status"),
}
"""Fields that are answered as null when the file leaves them out."""


def read_file(path: Path, now: int) -> dict[bool, list[Row]]:
    """The objects of a file by mode (True is live). Raises BadData, naming the path inside the file."""
    try:
        data = json.loads(path.read_bytes())  # by its byte order mark, in UTF-16 too
    except OSError as error:
        raise BadData(
            "", _("cannot read {path}: {reason}", path=path, reason=error.strerror or error)
        ) from error
    except json.JSONDecodeError as error:
        raise BadData(
            "",
            _(
                "{path} is not JSON: line {line}, column {column}: {reason}",
                path=path,
                line=error.lineno,
                column=error.colno,
                reason=error.msg,
            ),
        ) from error
    except UnicodeDecodeError as error:
        raise BadData(
            "", _("{path} is not {encoding} text: save it as UTF-8", path=path, encoding=error.encoding)
        ) from None
    except (ValueError, RecursionError) as error:
        raise BadData("", _("{path} is not JSON: {reason}", path=path, reason=error)) from error
    return read_data(data, now)


def read_data(data: Any, now: int) -> dict[bool, list[Row]]:
    """The objects of a parsed file, as `read_file`."""
    if not isinstance(data, dict):
        raise BadData("", _("the file must hold an object with test and live"))
    for name in data:
        if name not in {"test", "live"}:
            raise BadData(name, _("unknown, use test and live"))
    return {name == "live": _Section(name, part).rows(now) for name, part in data.items()}


class _Section:
    """One mode of the file, while it is read."""

    def __init__(self, name: str, part: Any) -> None:
        if not isinstance(part, dict):
            raise BadData(name, _("must be an object"))
        self._live = name == "live"
        self._items: dict[str, tuple[Kind, Object, str]] = {}
        for each in part:
            if BY_NAME.get(each) not in LOADED:
                raise BadData(
                    f"{name}.{each}", _("unknown, use {names}", names=", ".join(kind.name for kind in LOADED))
                )
        for kind in LOADED:
            items = part.get(kind.name, [])
            if not isinstance(items, list):
                raise BadData(f"{name}.{kind.name}", _("must be a list"))
            for index, item in enumerate(items):
                path = f"{name}.{kind.name}[{index}]"
                self._add(kind, self._checked(kind, item, path), path)

    def rows(self, now: int) -> list[Row]:
        """A row for each object, with links resolved; raises BadData if two objects contradict each other."""
        self._collect_embedded()
        self._check_unique_ids()
        refunds: defaultdict[str, list[Object]] = defaultdict(list)
        for item, path in self._of(REFUND):
            self._check_refund(item, path)
            refunds[item["payment"]].append(item)
        for item, path in self._of(PAYMENT):
            self._link(item, path, refunds[item["id"]])
        return [self._row(kind, item, now) for kind, item, _path in self._items.values()]

    def _row(self, kind: Kind, item: Object, now: int) -> Row:
        item = dict.fromkeys(_NULLS.get(kind.name, ())) | item | {"live_mode": self._live}
        due = next_change(kind, item, self._live)
        # The file wins: a change that was due before it was loaded is not applied.
        return Row(kind, item, due=due if due is not None and due > now else None)

    def _of(self, kind: Kind) -> Iterator[tuple[Object, str]]:
        return ((item, path) for each, item, path in list(self._items.values()) if each == kind)

    def _add(self, kind: Kind, item: Object, path: str) -> None:
        if item["id"] in self._items:
            raise BadData(f"{path}.id", _("is the id of {place} too", place=self._items[item["id"]][2]))
        self._items[item["id"]] = (kind, item, path)

    def _checked(self, kind: Kind, item: Any, path: str) -> Object:
        if not isinstance(item, dict):
            raise BadData(path, _("must be an object"))
        if not isinstance(item.get("id"), str) or not re.fullmatch(
            rf"{kind.prefix}_[A-Za-z0-9]{{24}}", item["id"], re.ASCII
        ):
            raise BadData(f"{path}.id", _("must be {prefix}_ and 24 letters or digits", prefix=kind.prefix))
        for name in _REQUIRED.get(kind.name, ()):
            if item.get(name) is None:
                raise BadData(f"{path}.{name}", _("is required"))
        checks: dict[str, Check] = _COMMON | _FIELDS[kind.name]
        checked = {
            name: _check(checks[name], name, value, path) for name, value in item.items() if name in checks
        }
        if checked.get("live_mode") not in {None, self._live}:
            raise BadData(f"{path}.live_mode", _("contradicts the section it stands in"))
        return item | checked

    def _collect_embedded(self) -> None:
        """Collect the objects embedded in payments; one that also stands on its own must be equal to it."""
        for payment, path in self._of(PAYMENT):
            for name, kind in _EMBEDDED.items():
                if payment.get(name) is not None:
                    payment[name] = self._reference(kind, payment[name], f"{path}.{name}")
            refunds = payment.get("refunds")
            if refunds is None:
                continue
            if not isinstance(refunds, list):
                raise BadData(f"{path}.refunds", _("must be a list"))
            for index, refund in enumerate(refunds):
                place = f"{path}.refunds[{index}]"
                whole = {"payment": payment["id"]} | refund if isinstance(refund, dict) else refund
                if isinstance(whole, dict) and whole["payment"] != payment["id"]:
                    raise BadData(f"{place}.payment", _("is not the payment it stands in"))
                refunds[index] = self._reference(REFUND, whole, place)

    def _reference(self, kind: Kind, value: Any, path: str) -> str:
        """The id of an embedded object, which is added to the section."""
        if isinstance(value, str):
            if not value.startswith(f"{kind.prefix}_"):
                raise BadData(
                    path, _("must be an object or an id that begins with {prefix}_", prefix=kind.prefix)
                )
            return value
        item = self._checked(kind, value, path)
        known = self._items.get(item["id"])
        if known is None:
            self._add(kind, item, path)
        else:
            for name, given in item.items():
                if name in known[1] and known[1][name] != given:
                    other = f"{known[2]}.{name}"
                    raise BadData(f"{path}.{name}", _("contradicts {place}", place=other))
        return str(item["id"])

    def _check_unique_ids(self) -> None:
        seen: dict[str, str] = {}
        for payment, path in self._of(PAYMENT):
            unique_id = payment.get("unique_id")
            if unique_id is None:
                continue
            if unique_id in seen:
                raise BadData(
                    f"{path}.unique_id", _("is the unique_id of {place} too", place=seen[unique_id])
                )
            seen[unique_id] = path

    def _check_refund(self, refund: Object, path: str) -> None:
        known = self._items.get(refund["payment"])
        if known is None:
            return
        if known[0] != PAYMENT:
            raise BadData(f"{path}.payment", _("is not a payment but {place}", place=known[2]))
        if refund.get("currency") not in {None, known[1]["currency"]}:
            other = f"{known[2]}.currency"
            raise BadData(f"{path}.currency", _("contradicts {place}", place=other))
        refund["currency"] = known[1]["currency"]

    def _link(self, payment: Object, path: str, refunds: list[Object]) -> None:
        """Replace the ids in a payment by the objects of the file; an id that the file lacks stays an id."""
        for name in _EMBEDDED:
            reference = payment.get(name)
            if isinstance(reference, str) and reference in self._items:
                payment[name] = self._items[reference][1]
        if payment.get("method") is None:
            payment["method"] = next((name for name in ("card", "sepa") if payment.get(name)), None)
        listed = [each for each in payment.get("refunds") or () if each not in self._items]
        if not refunds and not listed:
            return
        total = sum(refund["amount"] for refund in refunds if refund.get("status") not in _LOST)
        if total > payment["amount"]:
            raise BadData(
                f"{path}.refunds",
                _(
                    "are {total} in all, more than the payment's {amount}",
                    total=total,
                    amount=payment["amount"],
                ),
            )
        payment["refunds"] = sorted(refunds, key=_created) + listed


def _created(item: Object) -> float:
    return float(item.get("created") or 0)


def _check(check: Check, name: str, value: Any, path: str) -> Any:
    if value is None:
        return None
    try:
        return check(name, value)
    except Refused as refusal:
        reasons = refusal.message
        raise BadData(f"{path}.{name}", reasons[name] if isinstance(reasons, dict) else reasons) from None
