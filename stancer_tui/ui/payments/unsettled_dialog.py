"""The payments whose creation has no known outcome: what is known of each, and looking for it again."""

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from stancer_tui.api.errors import ApiError
from stancer_tui.language import N_, _
from stancer_tui.models.money import Money
from stancer_tui.render import dates
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.widgets.choice_list import ChoiceList
from stancer_tui.ui.widgets.trouble import trouble_words

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.store.pending_request import PendingRequest
    from stancer_tui.ui.payments.writes import PaymentWrites

NOTE = N_(
    "Their answers never came, or refused what may have been done anyway. Look again before you create one "
    "again: the same unique id cannot create a second payment, another one can. The journal keeps no "
    "persons: the unique id tells whose each is. After 24 hours without a trace an entry leaves this list; "
    "the journal keeps it."
)


class Unsettled(Dialog[None]):
    """Lists the creations of unknown outcome of one desk; choosing one looks for it by its unique id."""

    def __init__(self, desk: "Desk", writes: "PaymentWrites") -> None:
        super().__init__(mode=desk.mode)
        self._desk = desk
        self._writes = writes
        self._said: dict[str, str] = {}
        self.shown: tuple[PendingRequest, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out one entry a payment."""
        with Vertical(classes="dialog-box help-box") as box:
            box.border_title = Content(" · ".join((_("Unresolved payments"), self._desk.mode.word)))
            box.border_subtitle = Content(
                " · ".join((_("enter looks again"), _("{key} closes", key=key_of("dialog.cancel"))))
            )
            yield ChoiceList()
            yield Static(Content.assemble((_(NOTE), "$muted")), classes="form-note")

    def on_mount(self) -> None:
        """Read the journal."""
        self._read()

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        nothing = _("None. Every payment that was created here has a known outcome.")
        try:
            self.shown = await self._desk.payment_writing.left()
        except LedgerUnavailable as trouble:
            self.shown = ()
            nothing = _("What was created is not known: {reason}.", reason=safe(str(trouble)))
        self._writes.screens.show_badges()
        if not self.is_mounted:
            return
        entries = self.query_one(OptionList)
        place = entries.highlighted or 0
        entries.clear_options()
        entries.add_options(Option(self._entry(each)) for each in self.shown)
        if not self.shown:
            entries.add_option(Option(Content(nothing)))
        self.query_one(".form-note").display = bool(self.shown)
        entries.highlighted = min(place, max(len(self.shown) - 1, 0))

    def _entry(self, pending: "PendingRequest") -> Content:
        worth = money(Money(pending.amount or 0, pending.currency or ""))
        clock = self._writes.desk_clock
        at = dates.short(pending.created_at, now=clock.now(), zone=clock.zone)
        said = self._said.get(
            pending.id,
            _("refused, but still looked for") if pending.refused else _("the outcome is not known"),
        )
        unique = _("unique id {id}", id=safe(pending.unique_id or ""))
        return Content.assemble(
            (worth, "bold"),
            f"   {at}   {unique}\n  ",
            ("? ", "$text-warning"),
            said,
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Look for it."""
        if event.option_index < len(self.shown):
            self._look(self.shown[event.option_index])

    @work(group="look", exclusive=True)
    async def _look(self, pending: "PendingRequest") -> None:
        try:
            found = await self._writes.look_again(self._desk, pending)
        except ApiError as error:
            self._said[pending.id] = _("not read: {why}", why=trouble_words(error).title)
        else:
            if found is None:
                clock = self._writes.desk_clock
                at = dates.short(clock.now(), now=clock.now(), zone=clock.zone)
                self._said[pending.id] = _("no trace of it at {time}; it may still appear", time=at)
        self._read()


def show_unsettled(writes: "PaymentWrites", desk: "Desk") -> None:
    """List the payments of a desk whose creation has no known outcome."""
    if not isinstance(writes.app.screen, Unsettled):
        writes.app.push_screen(Unsettled(desk, writes))
