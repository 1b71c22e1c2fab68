"""Going places: objects, history, go-to, what a pasted text opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from weakref import WeakKeyDictionary

from textual.app import App
from textual.screen import Screen

from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import ListedPayment, UnreadableRow
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.shell.visits import Visit, Visits

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.models.base import StancerObject
    from stancer_tui.models.payment import Payment
    from stancer_tui.services.people.person import Asked
    from stancer_tui.ui.dialogs.links import Destination
    from stancer_tui.ui.shell.goto import Answer
    from stancer_tui.ui.shell.loaded_search import LoadedSearch
    from stancer_tui.ui.shell.other_accounts import OtherAccounts
    from stancer_tui.ui.shell.places import Places

S = TypeVar("S", bound=Screen[Any])


class OpenedFrom(Protocol):
    """Where something is opened from: the screen that it then lies over."""

    mode: Mode
    section: Section
    desk: "Desk | None"


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """An object to open over a screen, with what is known of it already, which is shown at once."""

    opener: OpenedFrom
    kind: Kind
    id: str
    row: ListedPayment | None = None
    payment: "Payment | None" = None
    known: "StancerObject | None" = None


@dataclass(frozen=True, slots=True)
class PersonRequest:
    """A person to show over a screen, and what they are found by."""

    opener: OpenedFrom
    asked: "Asked"


Request = OpenRequest | PersonRequest
"""What a screen was opened by."""

Opener = Callable[[OpenRequest], Screen[Any]]
"""Makes the screen of an object."""


@dataclass(frozen=True, slots=True)
class Openers:
    """What makes the screen of each kind of object, and of a person, who is no object of the API."""

    objects: Mapping[Kind, Opener]
    person: Callable[[PersonRequest], Screen[Any]]


class JumpsToLists(Protocol):
    """Jumps to a section's list, narrowed to what another screen counts."""

    def search_payments(self, text: str) -> None:
        """Search the loaded payments for a text."""
        ...

    def search_payouts(self, text: str) -> None:
        """Narrow the payouts to a text; the only one that matches is opened."""
        ...

    def search_reference(self, text: str) -> None:
        """Look a code or a status up."""
        ...

    def show_refunds(self, group: str, text: str) -> None:
        """Show the refunds, narrowed to a group and a text."""
        ...

    def loaded(self, mode: Mode) -> "LoadedSearch":
        """The loaded payments of a mode, to be searched without a request."""
        ...


class Navigation:
    """Opens objects over the screen that asks for them, and remembers the way.

    `openers` makes the screens, `describe` makes the line of a payment that is offered, `others` knows what
    other open accounts have.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        places: "Places",
        openers: Openers,
        lists: JumpsToLists,
        describe: "Callable[[Payment | UnreadableRow], Destination]",
        others: "OtherAccounts",
    ) -> None:
        self.visits = Visits()
        self._app = app
        self._places = places
        self._openers = openers
        self._lists = lists
        self._describe = describe
        self._others = others
        self._requests: WeakKeyDictionary[Screen[Any], Request] = WeakKeyDictionary()

    def open(
        self,
        opener: OpenedFrom,
        kind: Kind,
        object_id: str,
        *,
        row: ListedPayment | None = None,
        payment: "Payment | None" = None,
        known: "StancerObject | None" = None,
    ) -> None:
        """Open an object; what is known of it already is shown at once."""
        self.visits.add(Visit(opener.mode, kind, object_id))
        self._app.push_screen(self.screen_of(OpenRequest(opener, kind, object_id, row, payment, known)))

    def open_person(self, opener: OpenedFrom, asked: "Asked") -> None:
        """Show a person: whose payment it is, or whom a customer's id or a typed text means."""
        self.visits.add(Visit(opener.mode, None, asked if isinstance(asked, str) else asked.id))
        self._app.push_screen(self.screen_of(PersonRequest(opener, asked)))

    def screen_of(self, request: Request) -> Screen[Any]:
        """A new screen of what is asked for."""
        if isinstance(request, PersonRequest):
            screen = self._openers.person(request)
        else:
            screen = self._openers.objects[request.kind](request)
        self._requests[screen] = request
        return screen

    def request_of(self, screen: Screen[Any]) -> Request | None:
        """What a screen was opened by; None of one that was not opened here."""
        return self._requests.get(screen)

    def step(self, shown: OpenedFrom, by: int) -> None:
        """Show the object visited before or after, in the place of the one that is shown."""
        visit = self.visits.step(shown.mode, by)
        if visit is not None:
            self._app.switch_screen(
                self.screen_of(
                    PersonRequest(shown, visit.id)
                    if visit.kind is None
                    else OpenRequest(shown, visit.kind, visit.id)
                )
            )

    def at_list(self, section: Section, kind: type[S], narrow: Callable[[S], None]) -> None:
        """Show the list of a section, also where an object lies over it, and narrow it."""
        self._places.show(section.name)
        self._app.call_after_refresh(self._narrow, kind, narrow)

    def _narrow(self, kind: type[S], narrow: Callable[[S], None]) -> None:
        screen = self._app.screen
        if isinstance(screen, kind):
            narrow(screen)
        elif not screen.is_modal and len(self._app.screen_stack) > 1:
            self._app.pop_screen()
            self._app.call_after_refresh(self._narrow, kind, narrow)

    def paste(self, opener: OpenedFrom, text: str) -> None:
        """Open the one object that a pasted text names; for anything else, ask in "go to"."""
        from stancer_tui.services.search.jump import OpenObject, targets

        match targets(text):
            case (OpenObject() as named, *_) if not self._others.leads(opener.mode, (named,)):
                self.open(opener, named.kind, named.id)
            case _:
                self.ask(opener, text)

    def ask(self, opener: OpenedFrom, text: str = "") -> None:
        """Ask where to go; `text` was typed or pasted already."""
        from stancer_tui.ui.shell.goto import GoTo

        dialog = GoTo(
            opener.desk,
            text,
            loaded=self._lists.loaded(opener.mode),
            describe=self._describe,
            elsewhere=partial(self._others.leads, opener.mode),
        )
        self._app.push_screen(dialog, partial(self._go, opener))

    def _go(self, opener: OpenedFrom, answer: "Answer | None") -> None:
        from stancer_tui.models.payment import Payment
        from stancer_tui.services.search.jump import OpenObject, OpenSection, SearchPayouts
        from stancer_tui.ui.shell.leads import InAccount, OpenPerson, SearchPayments, SearchReference

        match answer:
            case OpenObject():
                self.open(opener, answer.kind, answer.id)
            case Payment():
                self.open(opener, Kind.PAYMENT, answer.id, payment=answer)
            case OpenSection():
                self._places.show(answer.name)
            case OpenPerson():
                self.open_person(opener, answer.asked)
            case SearchPayments():
                self._lists.search_payments(answer.text)
            case SearchPayouts():
                self._lists.search_payouts(answer.amount)
            case SearchReference():
                self._lists.search_reference(answer.text)
            case InAccount():
                self._others.enter(answer)
            case None:
                pass
