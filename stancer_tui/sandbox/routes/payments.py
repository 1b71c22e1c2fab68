"""/v1/checkout"""

from stancer_tui.sandbox.call import Answer, Call, ok
from stancer_tui.sandbox.errors import no_such
from stancer_tui.sandbox.kinds import PAYMENT
from stancer_tui.sandbox.routes.lists import listing


def list_payments(call: Call) -> Answer:
    """A page of payments."""
    return listing(call, PAYMENT, by_reference=True)


def get_payment(call: Call) -> Answer:
    """One payment."""
    text = call.store.text(call.live, PAYMENT, call.path["id"])
    if text is None:
        raise no_such(PAYMENT, call.path["id"])
    return ok(text)
