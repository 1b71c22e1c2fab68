"""Which screen shows a section and opens a kind of object, and what can be created: a line for each.

A screen's module is imported when the screen is first made, so that none makes the start slower.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from textual.screen import Screen

from stancer_tui.language import _
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.ui.commands.sections import PAYMENTS, PAYOUTS, REFERENCE, REFUNDS, Section

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.ui.composition import Composition
    from stancer_tui.ui.shell.loaded_search import LoadedSearch
    from stancer_tui.ui.shell.navigation import Openers, OpenRequest, PersonRequest
    from stancer_tui.ui.shell.new_menu import Creatable


class SectionScreen(Protocol):
    """The class of a section's screen."""

    CSS_PATH: Any

    def __call__(self, host: "Composition", mode: Mode, section: Section, /) -> Screen[Any]:
        """A new screen of the section."""
        ...


def section_class(section: Section) -> SectionScreen:
    """The class of a section's screen: it is in `section.py` of the folder of the section's name."""
    found: SectionScreen = getattr(import_module(f"stancer_tui.ui.{section.name}.section"), section.screen)
    return found


def section_screen(host: "Composition", mode: Mode, section: Section) -> Screen[Any]:
    """A new screen of a section."""
    return section_class(section)(host, mode, section)


def openers(host: "Composition") -> "Openers":
    """What makes the screen of an object, for each kind, and that of a person."""
    from stancer_tui.ui.shell.navigation import Openers

    def payment(asked: "OpenRequest") -> Screen[Any]:
        from stancer_tui.ui.payments.screen import PaymentScreen

        opener = asked.opener
        return PaymentScreen(
            host, opener.mode, opener.section, asked.id, row=asked.row, payment=asked.payment
        )

    def dispute(asked: "OpenRequest") -> Screen[Any]:
        from stancer_tui.ui.disputes.screen import DisputeScreen

        return DisputeScreen(host, asked.opener.mode, asked.opener.section, asked.id, asked.known)

    def payout(asked: "OpenRequest") -> Screen[Any]:
        from stancer_tui.ui.payouts.screen import PayoutScreen

        return PayoutScreen(host, asked.opener.mode, asked.opener.section, asked.id, asked.known)

    def stored(asked: "OpenRequest") -> Screen[Any]:
        from stancer_tui.ui.stored.screen import StoredObjectScreen

        return StoredObjectScreen(host, asked.opener.mode, asked.opener.section, asked.kind, asked.id)

    def result(asked: "OpenRequest") -> Screen[Any]:
        from stancer_tui.ui.checks.screen import CheckScreen, ScoringScreen

        screen = CheckScreen if asked.kind is Kind.CHECK else ScoringScreen
        return screen(host, asked.opener.mode, asked.opener.section, asked.kind, asked.id)

    def other(asked: "OpenRequest") -> Screen[Any]:
        from stancer_tui.ui.shell.object_screen import ObjectScreen

        return ObjectScreen(host, asked.opener.mode, asked.opener.section, asked.kind, asked.id)

    def person(asked: "PersonRequest") -> Screen[Any]:
        from stancer_tui.ui.people.screen import PersonScreen

        return PersonScreen(host, asked.opener.mode, asked.opener.section, asked.asked)

    objects = dict.fromkeys(Kind, other) | {
        Kind.PAYMENT: payment,
        Kind.DISPUTE: dispute,
        Kind.PAYOUT: payout,
        Kind.CUSTOMER: stored,
        Kind.SEPA: stored,
        Kind.CARD: stored,
        Kind.ADDRESS: stored,
        Kind.CHECK: result,
        Kind.SCORING: result,
    }
    return Openers(objects, person)


class Lists:
    """Jumps to a section's list, narrowed to what another screen counts."""

    def __init__(self, host: "Composition") -> None:
        self._host = host

    def search_payments(self, text: str) -> None:
        """Search the loaded payments for a text."""
        from stancer_tui.ui.payments.section import PaymentsScreen

        self._host.navigation.at_list(PAYMENTS, PaymentsScreen, lambda screen: screen.search_for(text))

    def search_payouts(self, text: str) -> None:
        """Narrow the payouts to a text; the only one that matches is opened."""
        from stancer_tui.ui.payouts.section import PayoutsScreen

        self._host.navigation.at_list(
            PAYOUTS, PayoutsScreen, lambda screen: screen.search_for(text, open_only_match=True)
        )

    def search_reference(self, text: str) -> None:
        """Look a code or a status up."""
        from stancer_tui.ui.reference.section import ReferenceScreen

        self._host.navigation.at_list(REFERENCE, ReferenceScreen, lambda screen: screen.look_up(text))

    def loaded(self, mode: Mode) -> "LoadedSearch":
        """The loaded payments of a mode, to be searched without a request."""
        from stancer_tui.ui.shell.loaded_search import LoadedSearch

        clock = self._host.clock
        return LoadedSearch(self._host.windows.payments(mode), clock.now, lambda: clock.zone, self._host.mask)

    def show_refunds(self, group: str, text: str) -> None:
        """Show the refunds, narrowed to a group and a text."""
        from stancer_tui.ui.refunds.section import RefundsScreen

        self._host.navigation.at_list(REFUNDS, RefundsScreen, lambda screen: screen.show_group(group, text))


def creatables(host: "Composition", payer: str | None = None) -> "tuple[Creatable, ...]":
    """What can be created, in the order of the menu; a payment is that customer's whose id is given."""
    from stancer_tui.ui.shell.new_menu import Creatable, only_in_test

    def payment(desk: "Desk") -> None:
        from stancer_tui.ui.payments.new_form import of_customer, open_payment

        open_payment(host.payment_writes, desk, of_customer(payer))

    def link(desk: "Desk") -> None:
        from stancer_tui.ui.payments.new_form import of_customer, open_payment_link

        open_payment_link(host.payment_writes, desk, of_customer(payer))

    def check(desk: "Desk") -> None:
        from stancer_tui.ui.checks.form import open_account_check

        open_account_check(host.submissions, desk)

    def scoring(desk: "Desk") -> None:
        from stancer_tui.ui.checks.form import open_scoring

        open_scoring(host.submissions, desk)

    def customer(desk: "Desk") -> None:
        from stancer_tui.ui.stored.customer_form import open_customer

        open_customer(host.submissions, desk)

    def account(desk: "Desk") -> None:
        from stancer_tui.ui.stored.sepa_form import open_sepa

        open_sepa(host.submissions, desk)

    def address(desk: "Desk") -> None:
        from stancer_tui.ui.stored.address_form import open_address

        open_address(host.submissions, desk)

    def card(desk: "Desk") -> None:
        from stancer_tui.ui.stored.card_form import open_card

        open_card(host.submissions, desk)

    by_any_means = _("by card or account, or on the payment page")
    linked = _("a payment whose link is copied")
    if payer is not None:
        by_any_means = _("for this customer, by card or account, or on the payment page")
        linked = _("for this customer, a payment whose link is copied")
    return (
        Creatable("p", _("Payment"), by_any_means, payment),
        Creatable("l", _("Payment link"), linked, link),
        Creatable("k", _("Account check"), _("holder and account compared by the bank"), check),
        Creatable("s", _("Scoring"), _("how solvent a customer is for a credit"), scoring),
        Creatable("c", _("Customer"), _("a name with an e-mail or a mobile"), customer),
        Creatable("b", _("SEPA account"), _("an IBAN, its holder, its mandate"), account),
        Creatable("a", _("Address"), _("a postal address"), address),
        Creatable("t", _("Card"), _("one of the test cards"), card, only_in_test),
    )
