"""Writes other than refunds: sent once, reported in the form or by a notice."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App
from textual.notifications import SeverityLevel

from stancer_tui.api.errors import ApiError
from stancer_tui.language import _
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.ui.forms.drafts import Drafts
from stancer_tui.ui.widgets.trouble import write_words

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.ui.forms.form import Created, Form
    from stancer_tui.ui.shell.mode_switch import ModeSwitch
    from stancer_tui.ui.shell.places import Places


AFTER_REFUSAL = "after a refusal"
"""The group of the workers that look for what was refused, while the agent goes on."""


class Report(Protocol):
    """Reports an outcome; both texts are safe to show."""

    def __call__(self, title: str, text: str, severity: SeverityLevel) -> None:
        """Say it."""
        ...


class OutcomeListener(Protocol):
    """What waits for the outcome of a write: a form, as long as it is on the screen."""

    @property
    def waiting(self) -> bool:
        """Whether it is still there to show the outcome."""
        ...

    def show_created(self, created: "Created") -> None:
        """It was done."""
        ...

    def show_failed(self, error: ApiError) -> None:
        """It failed, or its outcome is not known."""
        ...

    def show_lost(self) -> None:
        """The program itself failed while it was sent: the outcome is not known."""
        ...


@dataclass(eq=False, slots=True)
class _Flight:
    what: str
    mode: Mode
    left: Callable[[], str]
    reported: bool = False


class Submissions:
    """Owned by the program, so that closing a screen never stops a write or hides its outcome.

    `open_object` opens what was created, `clock` counts the seconds in which a dialog that has just opened
    takes no answer.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        places: "Places",
        mode_switch: "ModeSwitch",
        open_object: Callable[[Kind, str], None],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.app = app
        self.drafts = Drafts()
        self.mode_switch = mode_switch
        self.open_object = open_object
        self.clock = clock
        self._places = places
        self._flights: list[_Flight] = []

    def left(self) -> list[str]:
        """What would be known of each write in flight if the program were left now."""
        return [each.left() for each in self._flights]

    def ask_before_losing(self) -> bool:
        """Ask before leaving where an open form holds typed text; returns whether one does."""
        from stancer_tui.ui.dialogs.confirm import Confirm
        from stancer_tui.ui.forms.screen import FormScreen

        stack = self.app.screen_stack
        typed = next((each for each in stack if isinstance(each, FormScreen) and each.holds_typed), None)
        if typed is not None and not isinstance(self.app.screen, Confirm):
            question = Confirm(
                _("Leave, and lose what you typed?"),
                typed.sent_so_far,
                yes=_("Leave now"),
                no=_("Go on typing"),
            )
            self.app.push_screen(question, lambda leave: self.app.exit(0) if leave else None)
        return typed is not None

    def open_form(
        self, desk: "Desk", form: "Form", *, on_created: "Callable[[Created], object] | None" = None
    ) -> None:
        """Open a form over whatever is shown, with what was typed into it before.

        `on_created` is called once when it was created, whether or not the form is open by then.
        """
        from stancer_tui.ui.forms.screen import FormScreen

        if not isinstance(self.app.screen, FormScreen):
            draft = self.drafts.take(desk.mode, form.name)
            self.app.push_screen(FormScreen(desk, form, self, draft=draft, on_created=on_created))

    def send(
        self,
        work: "Callable[[], Awaitable[Created]]",
        *,
        what: str,
        mode: Mode,
        left: Callable[[], str],
        listener: OutcomeListener | None = None,
        on_created: "Callable[[Created], object] | None" = None,
        on_failed: Callable[[ApiError], object] | None = None,
    ) -> None:
        """Run a write once, whatever becomes of the screen that asked for it.

        `what` names it in notices and is a constant of ours, `left` says what is known of it if the
        program is left before its answer comes. The outcome is shown by `listener` while that
        is waiting, else by a notice.
        """
        flight = _Flight(what, mode, left)
        self._flights.append(flight)
        self.app.run_worker(
            self._send(flight, work, listener, on_created, on_failed),
            group="write",
            exclusive=False,
            exit_on_error=False,
        )

    async def _send(
        self,
        flight: _Flight,
        work: "Callable[[], Awaitable[Created]]",
        listener: OutcomeListener | None,
        on_created: "Callable[[Created], object] | None",
        on_failed: Callable[[ApiError], object] | None,
    ) -> None:
        try:
            created = await asyncio.shield(asyncio.ensure_future(_once(work)))
        except ApiError as error:
            flight.reported = True
            self._failed(flight, error, listener, on_failed)
        else:
            flight.reported = True
            self._report(flight, created, listener, on_created)
        finally:
            self._flights.remove(flight)
            if not flight.reported and listener is not None and listener.waiting:
                listener.show_lost()

    def _report(
        self,
        flight: _Flight,
        created: "Created",
        listener: OutcomeListener | None,
        on_created: "Callable[[Created], object] | None",
    ) -> None:
        waiting = listener is not None and listener.waiting
        if listener is not None and waiting:
            listener.show_created(created)
        if not waiting or created.closes:
            self.report(self._title(flight), created.words, "information", brief=waiting)
        if on_created is not None:
            on_created(created)

    def _failed(
        self,
        flight: _Flight,
        error: ApiError,
        listener: OutcomeListener | None,
        on_failed: Callable[[ApiError], object] | None,
    ) -> None:
        if listener is not None and listener.waiting:
            listener.show_failed(error)
        else:
            self.report(self._title(flight), write_words(error), "warning")
        if on_failed is not None:
            on_failed(error)

    def _title(self, flight: _Flight) -> str:
        other = f" ({flight.mode.word})" if flight.mode is not self._places.mode else ""
        return f"{_(flight.what)}{other}"

    def report(self, title: str, text: str, severity: SeverityLevel, *, brief: bool = False) -> None:
        """Report an outcome, long enough to be read; both texts are safe to show."""
        seconds = 5 if brief else 20
        self.app.notify(text, title=title, severity=severity, timeout=seconds, markup=False)


async def _once(work: "Callable[[], Awaitable[Created]]") -> "Created":
    return await work()
