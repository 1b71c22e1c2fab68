"""The card, the account and the customer of a payment: new, repeated or known by id."""

from collections.abc import Callable
from typing import Any

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import Kind
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.rules.people import twin_of
from stancer_tui.sandbox.wire.errors import Refused, no_such
from stancer_tui.sandbox.wire.validation import within

Maker = Callable[[Sandbox, bool, Object], Row]


def resolve(sandbox: Sandbox, live: bool, kind: Kind, value: Any, *, make: Maker, field: str) -> Row:
    """The stored object that a request means: by id, by being identical, or kept now for the first time.

    An unknown id is a 404; a bad field of a new object is a 400 naming `field` and the field in it.
    """
    if isinstance(value, str):
        found = sandbox.store.row(live, kind, value)
        if found is None:
            raise no_such(kind, value)
        return found
    try:
        row = make(sandbox, live, value)
    except Refused as refusal:
        raise within(field, refusal) from None
    twin = twin_of(sandbox, live, row)
    if twin is not None:
        return twin
    sandbox.store.add(live, [row])
    return row
