"""What every kind of object has: GET by id; and for those that people keep, POST, PATCH and DELETE."""

from collections.abc import Callable

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import ADDRESS, CARD, CUSTOMER, SEPA, Kind
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.rules.cards import new_card, patched_card
from stancer_tui.sandbox.rules.people import (
    new_address,
    new_customer,
    patched_address,
    patched_customer,
    twin_of,
)
from stancer_tui.sandbox.rules.sepa import new_sepa, patched_sepa
from stancer_tui.sandbox.wire.call import NO_CONTENT, Answer, Call, ok
from stancer_tui.sandbox.wire.errors import duplicate, no_such

Handler = Callable[[Call], Answer]


def getter(kind: Kind) -> Handler:
    """GET of one object."""

    def get(call: Call) -> Answer:
        text = call.store.text(call.live, kind, call.path["id"])
        if text is None:
            raise no_such(kind, call.path["id"])
        return ok(text)

    return get


def deleter(kind: Kind) -> Handler:
    """DELETE: 204 the first time, then 404."""

    def delete(call: Call) -> Answer:
        if not call.store.delete(call.live, kind, call.path["id"]):
            raise no_such(kind, call.path["id"])
        return NO_CONTENT

    return delete


def _creator(make: Callable[[Sandbox, bool, Object], Row]) -> Handler:
    def create(call: Call) -> Answer:
        row = make(call.sandbox, call.live, call.body)
        if row.fingerprint is not None:
            twin = twin_of(call.sandbox, call.live, row)
            if twin is not None:
                raise duplicate(row.kind, twin.object["id"])
        call.store.add(call.live, [row])
        return ok(row.object)

    return create


def _patcher(kind: Kind, patch: Callable[[Call, Row], Row]) -> Handler:
    def update(call: Call) -> Answer:
        row = call.store.row(call.live, kind, call.path["id"])
        if row is None:
            raise no_such(kind, call.path["id"])
        call.store.replace(call.live, patch(call, row))
        return NO_CONTENT

    return update


create_card = _creator(new_card)
create_sepa = _creator(new_sepa)
create_customer = _creator(new_customer)
create_address = _creator(new_address)

update_card = _patcher(CARD, lambda call, row: patched_card(call.sandbox, row, call.body))
update_sepa = _patcher(SEPA, lambda call, row: patched_sepa(row, call.body))
update_customer = _patcher(CUSTOMER, lambda call, row: patched_customer(row, call.body))
update_address = _patcher(ADDRESS, lambda call, row: patched_address(row, call.body))
