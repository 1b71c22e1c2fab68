"""The loaded payments of one mode, and the people in them, found from anywhere without a request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.services.people.finding import find_people
from stancer_tui.services.people.person import Person
from stancer_tui.services.search.query import parse
from stancer_tui.store.payment_view import hits_of
from stancer_tui.ui.shell.loaded_payments import LoadedPayments


@dataclass(frozen=True, slots=True)
class LoadedSearch:
    """Searches what the list of payments holds now."""

    payments: LoadedPayments
    now: Callable[[], datetime]
    zone: Callable[[], tzinfo]
    mask: bool

    @property
    def label(self) -> str:
        """The dates that are loaded, as the list names them."""
        return self.payments.label

    def __len__(self) -> int:
        return len(self.payments)

    def has(self, payment_id: str) -> bool:
        """Whether a payment is among them."""
        return self.payments.index.get(payment_id) is not None

    def rows(self, search: str) -> list[ListedPayment]:
        """The rows that match a search as it is typed in Payments, newest first."""
        index = self.payments.worded()
        query = parse(search, self.now(), self.zone(), marked=self.payments.marked()).query
        return hits_of(index, query)

    def people(self, text: str, limit: int) -> tuple[Person, ...]:
        """The people that a text means, who paid last first."""
        return find_people(text, self.payments.index, limit)
