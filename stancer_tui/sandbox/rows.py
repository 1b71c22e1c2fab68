"""An object of the sandbox and what answers never show of it, as a row of its database."""

import json
from typing import Any, NamedTuple

from stancer_tui.sandbox.kinds import BY_NAME, Kind

Object = dict[str, Any]

COLUMNS = "live, kind, json, private, fingerprint, due"
"""What `row_of` reads."""


class Row(NamedTuple):
    """An object as answers send it, and what answers never show.

    `private` holds which test card or IBAN stands behind it; `fingerprint` is equal for duplicates; `due` is
    the Unix second at which time next changes it.
    """

    kind: Kind
    object: Object
    private: Object | None = None
    fingerprint: str | None = None
    due: int | None = None


def row_of(found: tuple[Any, ...]) -> tuple[bool, Row]:
    """The mode and the row of the values of `COLUMNS`."""
    live, kind, text, private, fingerprint, due = found
    known = None if private is None else json.loads(private)
    return bool(live), Row(BY_NAME[kind], json.loads(text), known, fingerprint, due)


def values_of(live: bool, row: Row) -> tuple[Any, ...]:
    """The values of a row, in the order of the table's columns from `live` to `due`."""
    item = row.object
    return (
        live,
        row.kind.name,
        item["id"],
        int(item.get("created") or 0),
        compact(item),
        None if row.private is None else compact(row.private),
        row.fingerprint,
        item.get("payment") if row.kind.name in {"refunds", "disputes"} else None,
        item.get("order_id") if row.kind.name == "payments" else None,
        item.get("unique_id") if row.kind.name == "payments" else None,
        row.due,
    )


_encode = json.JSONEncoder(separators=(",", ":")).encode


def compact(item: Object) -> str:
    """The object's JSON without spaces, escaped to ASCII."""
    return _encode(item)
