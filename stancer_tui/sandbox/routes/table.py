"""Every route of v1 that the sandbox serves.

A handler is imported with its first request, so that the first list of payments does not wait for the others.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Literal, NamedTuple

from stancer_tui.sandbox.kinds import (
    ADDRESS,
    CARD,
    CHECK,
    CUSTOMER,
    DISPUTE,
    PAYMENT,
    REFUND,
    SCORING,
    SEPA,
    Kind,
)
from stancer_tui.sandbox.routes.lists import listing
from stancer_tui.sandbox.wire.call import Answer, Call

Needs = Literal["item", "since", "all"]
"""How much of the data being built a request waits for: its own object, what `created` asks, everything."""


class Endpoint(NamedTuple):
    """A method, a path without its trailing slash, and what answers it."""

    method: str
    path: str
    handler: Callable[[Call], Answer]
    needs: Needs

    @property
    def is_item(self) -> bool:
        """Items have no form with a trailing slash."""
        return self.path.endswith("{id}")


Handler = Callable[[Call], Answer]


def _later(module: str, name: str) -> Handler:
    """A handler by the name of its module, which is imported with the first request."""

    def handle(call: Call) -> Answer:
        handler: Handler = getattr(import_module(f"stancer_tui.sandbox.routes.{module}"), name)
        return handler(call)

    return handle


def _made_by(name: str, kind: Kind) -> Handler:
    """What `name` of the objects makes for a kind."""

    def handle(call: Call) -> Answer:
        make: Callable[[Kind], Handler] = getattr(import_module("stancer_tui.sandbox.routes.objects"), name)
        return make(kind)(call)

    return handle


ENDPOINTS = (
    Endpoint("GET", "/v1/checkout", partial(listing, kind=PAYMENT, by_reference=True), "since"),
    Endpoint("POST", "/v1/checkout", _later("payments", "create_payment"), "all"),
    Endpoint("GET", "/v1/checkout/{id}", _made_by("getter", PAYMENT), "item"),
    Endpoint("PATCH", "/v1/checkout/{id}", _later("payments", "update_payment"), "all"),
    Endpoint("POST", "/v1/cards", _later("objects", "create_card"), "all"),
    Endpoint("GET", "/v1/cards/{id}", _made_by("getter", CARD), "item"),
    Endpoint("PATCH", "/v1/cards/{id}", _later("objects", "update_card"), "all"),
    Endpoint("DELETE", "/v1/cards/{id}", _made_by("deleter", CARD), "all"),
    Endpoint("POST", "/v1/sepa/check", _later("verification", "post_check"), "all"),
    Endpoint("GET", "/v1/sepa/check/{id}", _made_by("getter", CHECK), "item"),
    Endpoint("POST", "/v1/sepa", _later("objects", "create_sepa"), "all"),
    Endpoint("GET", "/v1/sepa/{id}", _made_by("getter", SEPA), "item"),
    Endpoint("PATCH", "/v1/sepa/{id}", _later("objects", "update_sepa"), "all"),
    Endpoint("DELETE", "/v1/sepa/{id}", _made_by("deleter", SEPA), "all"),
    Endpoint("POST", "/v1/customers", _later("objects", "create_customer"), "all"),
    Endpoint("GET", "/v1/customers/{id}", _made_by("getter", CUSTOMER), "item"),
    Endpoint("PATCH", "/v1/customers/{id}", _later("objects", "update_customer"), "all"),
    Endpoint("DELETE", "/v1/customers/{id}", _made_by("deleter", CUSTOMER), "all"),
    Endpoint("POST", "/v1/addresses", _later("objects", "create_address"), "all"),
    Endpoint("GET", "/v1/addresses/{id}", _made_by("getter", ADDRESS), "item"),
    Endpoint("PATCH", "/v1/addresses/{id}", _later("objects", "update_address"), "all"),
    Endpoint("DELETE", "/v1/addresses/{id}", _made_by("deleter", ADDRESS), "all"),
    Endpoint("GET", "/v1/refunds", _later("money_back", "list_refunds"), "all"),
    Endpoint("POST", "/v1/refunds", _later("money_back", "post_refund"), "all"),
    Endpoint("GET", "/v1/refunds/{id}", _made_by("getter", REFUND), "item"),
    Endpoint("GET", "/v1/disputes", _later("money_back", "list_disputes"), "all"),
    Endpoint("GET", "/v1/disputes/{id}", _made_by("getter", DISPUTE), "item"),
    Endpoint("GET", "/v1/payouts", _later("money_back", "list_payouts"), "all"),
    Endpoint("GET", "/v1/payouts/{id}", _later("money_back", "get_payout"), "all"),
    Endpoint("GET", "/v1/payouts/{id}/{type}", _later("money_back", "list_members"), "all"),
    Endpoint("POST", "/v1/scoring", _later("verification", "post_scoring"), "all"),
    Endpoint("GET", "/v1/scoring/{id}", _made_by("getter", SCORING), "item"),
)
