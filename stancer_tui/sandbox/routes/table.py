"""Every route of v1 that the sandbox serves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from stancer_tui.sandbox.call import Answer, Call
from stancer_tui.sandbox.routes import payments

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
    Endpoint("GET", "/v1/checkout/{id}", payments.get_payment, "item"),
)
