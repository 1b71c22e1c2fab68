"""What can be created: the lines of the New menu, each opened by a function of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.ui.app import StancerApp

Reason = str


def _never(desk: "Desk") -> Reason | None:  # noqa: ARG001 - the shape of a reason
    return None


def only_in_test(desk: "Desk") -> Reason | None:
    """For what exists in test mode alone."""
    return "in test mode only" if desk.mode.live else None


@dataclass(frozen=True, slots=True)
class Creatable:
    """One line of the menu: `key` chooses it, `opener` is where its function is found.

    The opener is the module below `ui`, a colon, a function of the program and the desk. `unavailable`
    gives the reason, in a few words, where it cannot be created on a desk.
    """

    key: str
    label: str
    about: str
    opener: str
    unavailable: Callable[["Desk"], Reason | None] = _never

    def why_not(self, desk: "Desk") -> Reason | None:
        """The reason why this desk cannot create it, None where it can."""
        return "this desk is read-only" if desk.read_only else self.unavailable(desk)

    def open(self, app: "StancerApp", desk: "Desk") -> None:
        """Open its form."""
        module, _, name = self.opener.partition(":")
        opener: Callable[[StancerApp, Desk], None] = getattr(import_module(f"stancer_tui.ui.{module}"), name)
        opener(app, desk)


ACCOUNT_CHECK = Creatable(
    "k", "Account check", "holder and account compared by the bank", "checks.form:open_account_check"
)

SCORING = Creatable("s", "Scoring", "how solvent a customer is for a credit", "checks.form:open_scoring")

CREATABLES: tuple[Creatable, ...] = (
    Creatable("p", "Payment", "by card or account, or on the payment page", "payments.new_form:open_payment"),
    Creatable("l", "Payment link", "a payment whose link is copied", "payments.new_form:open_payment_link"),
    ACCOUNT_CHECK,
    SCORING,
    Creatable("c", "Customer", "a name with an e-mail or a mobile", "stored.customer_form:open_customer"),
    Creatable("b", "SEPA account", "an IBAN, its holder, its mandate", "stored.sepa_form:open_sepa"),
    Creatable("a", "Address", "a postal address", "stored.address_form:open_address"),
    Creatable("t", "Card", "one of the test cards", "stored.card_form:open_card", only_in_test),
)
"""In the order of the menu, one per line."""
