"""Every route of v1 that the sandbox serves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

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
)
from stancer_tui.sandbox.routes import money_back, objects, payments, verification
from stancer_tui.sandbox.wire.call import Answer, Call

Needs = Literal["item", "since", "all"]
"""How much of the data being built a request waits for: its own object, what `created` asks, everything."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A method, a path without its trailing slash, and what answers it."""

    method: str
    path: str
    handler: Callable[[Call], Answer]
    needs: Needs

    @property
    def is_item(self) -> bool:
        """Items have no form with a trailing slash."""
        return self.path.endswith("{id}")


ENDPOINTS = (
    Endpoint("GET", "/v1/checkout", payments.list_payments, "since"),
    Endpoint("POST", "/v1/checkout", payments.create_payment, "all"),
    Endpoint("GET", "/v1/checkout/{id}", objects.getter(PAYMENT), "item"),
    Endpoint("PATCH", "/v1/checkout/{id}", payments.update_payment, "all"),
    Endpoint("POST", "/v1/cards", objects.create_card, "all"),
    Endpoint("GET", "/v1/cards/{id}", objects.getter(CARD), "item"),
    Endpoint("PATCH", "/v1/cards/{id}", objects.update_card, "all"),
    Endpoint("DELETE", "/v1/cards/{id}", objects.deleter(CARD), "all"),
    Endpoint("POST", "/v1/sepa/check", verification.post_check, "all"),
    Endpoint("GET", "/v1/sepa/check/{id}", objects.getter(CHECK), "item"),
    Endpoint("POST", "/v1/sepa", objects.create_sepa, "all"),
    Endpoint("GET", "/v1/sepa/{id}", objects.getter(SEPA), "item"),
    Endpoint("PATCH", "/v1/sepa/{id}", objects.update_sepa, "all"),
    Endpoint("DELETE", "/v1/sepa/{id}", objects.deleter(SEPA), "all"),
    Endpoint("POST", "/v1/customers", objects.create_customer, "all"),
    Endpoint("GET", "/v1/customers/{id}", objects.getter(CUSTOMER), "item"),
    Endpoint("PATCH", "/v1/customers/{id}", objects.update_customer, "all"),
    Endpoint("DELETE", "/v1/customers/{id}", objects.deleter(CUSTOMER), "all"),
    Endpoint("POST", "/v1/addresses", objects.create_address, "all"),
    Endpoint("GET", "/v1/addresses/{id}", objects.getter(ADDRESS), "item"),
    Endpoint("PATCH", "/v1/addresses/{id}", objects.update_address, "all"),
    Endpoint("DELETE", "/v1/addresses/{id}", objects.deleter(ADDRESS), "all"),
    Endpoint("GET", "/v1/refunds", money_back.list_refunds, "all"),
    Endpoint("POST", "/v1/refunds", money_back.post_refund, "all"),
    Endpoint("GET", "/v1/refunds/{id}", objects.getter(REFUND), "item"),
    Endpoint("GET", "/v1/disputes", money_back.list_disputes, "all"),
    Endpoint("GET", "/v1/disputes/{id}", objects.getter(DISPUTE), "item"),
    Endpoint("GET", "/v1/payouts", money_back.list_payouts, "all"),
    Endpoint("GET", "/v1/payouts/{id}", money_back.get_payout, "all"),
    Endpoint("GET", "/v1/payouts/{id}/{type}", money_back.list_members, "all"),
    Endpoint("POST", "/v1/scoring", verification.post_scoring, "all"),
    Endpoint("GET", "/v1/scoring/{id}", objects.getter(SCORING), "item"),
)
