"""What ends when the program is left, what goes on, and what is true of a write without an answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.language import N_, _, grouped, ngettext
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from stancer_tui.desk import Desk

REFUND = N_("The refund may have been made: the next start finds out and tells you.")
BATCH = N_("What the batch has not sent yet stays unsent; the next start lists it and asks whether to go on.")


def created() -> str:
    """Of what is kept and has no list to look in."""
    return _("It may have been made, and nothing here will tell you.")


def changed() -> str:
    """Of what was changed or deleted and can be read."""
    return _("The change may have been made: nothing here will tell you, the object itself shows it.")


def payment_changed() -> str:
    """Of a capture or any other change of a payment."""
    return _("The payment may have been changed: nothing here will tell you, the payment itself shows it.")


def payment_created(desk: "Desk") -> str:
    """Of a payment that is being created: it is in the journal, if there is one."""
    if desk.pending_requests.trouble is not None:
        return _(
            "The payment may have been created: the journal cannot be used, so nothing here will tell you."
        )
    return _("The payment may have been created: a start within 24 hours looks for it and tells you.")


def bank_asked(desk: "Desk") -> str:
    """Of an account check or a scoring: it is in the journal, but without its id."""
    if desk.pending_requests.trouble is not None:
        return _(
            "The question may have reached the bank: "
            "the journal cannot be used, so nothing here will tell you."
        )
    return _(
        "The question may have reached the bank: the next start lists it in Checks with its outcome unknown, "
        "for there is nothing to look it up in. It moves no money."
    )


@dataclass(frozen=True, slots=True)
class Leaving:
    """What becomes of everything if the program is left now.

    `sent` says of each unanswered write what would be known of it; `watched` and `changed` count what is
    watched and what of it has changed unseen; `loading` counts the payments of a list that is not read whole
    yet; `unresolved` says in words what the next start goes on with.
    """

    sent: Sequence[str] = ()
    watched: int = 0
    changed: int = 0
    loading: int | None = None
    unresolved: str = ""

    @property
    def loses(self) -> bool:
        """Whether something ends that no start brings back."""
        return bool(self.sent or self.watched or self.changed)

    @property
    def title(self) -> str:
        """What stands in the way."""
        if not {REFUND, BATCH, _(REFUND), _(BATCH)}.isdisjoint(self.sent):
            return _("A refund is being sent")
        return _("Something is being sent") if self.sent else _("Leave, and stop watching?")

    @property
    def text(self) -> str:
        """A sentence for each thing that ends or goes on."""
        return " ".join(filter(None, (self._sent(), *self._ends(), self._goes_on())))

    def _sent(self) -> str:
        if not self.sent:
            return ""
        known = " ".join(dict.fromkeys(map(_, self.sent)))
        return ngettext(
            "Its answer has not come yet. If you leave now: {known} Waiting a moment is better.",
            "Answers have not come yet. If you leave now: {known} Waiting a moment is better.",
            len(self.sent),
            known=known,
        )

    def _ends(self) -> Iterator[str]:
        if self.watched:
            yield ngettext(
                "{count} watch ends: nothing tells you when it changes.",
                "{count} watches end: nothing tells you when they change.",
                self.watched,
            )
        if self.changed:
            yield ngettext(
                "{count} has changed and was not looked at: {key} lists what changed.",
                "{count} have changed and were not looked at: {key} lists what changed.",
                self.changed,
                key=key_of("app.watches"),
            )
        if self.loading is not None:
            yield _(
                "Loading stops at {count} payments; the next start reads them again.",
                count=grouped(self.loading),
            )

    def _goes_on(self) -> str:
        if not self.unresolved:
            return ""
        return _("{unresolved}: the next start goes on with it.", unresolved=self.unresolved)


class QuitQuestion(Confirm):
    """Asks before leaving while something would end with it, and says what becomes of each."""

    def __init__(self, leaving: Leaving) -> None:
        stay = _("Wait") if leaving.sent else _("Stay")
        super().__init__(leaving.title, leaving.text, yes=_("Leave now"), no=stay)


def ask_before_leaving(app: App[Any], leaving: Leaving, leave: Callable[[], object]) -> None:
    """Ask whether to leave anyway; `leave` is what to do then."""

    def answered(agreed: bool | None) -> None:
        if agreed:
            leave()

    if not isinstance(app.screen, QuitQuestion):
        app.push_screen(QuitQuestion(leaving), answered)
