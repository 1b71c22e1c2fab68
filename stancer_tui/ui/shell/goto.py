"""Go to: an id, an order number, a person, a code, a status, an amount or a section, typed or pasted."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.language import _, ngettext
from stancer_tui.models.ids import Kind
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.render.safe import safe
from stancer_tui.services.search.jump import (
    AskReference,
    Field,
    OpenObject,
    OpenSection,
    Target,
    targets,
)
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.sections import SECTIONS
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.dialogs.links import Destination, Links
from stancer_tui.ui.shell.asked_words import ASKING, NONE_LIVE, NONE_TEST
from stancer_tui.ui.shell.leads import (
    DirectWay,
    Lead,
    leads_of,
    looks_through,
    secret,
    several_people,
    words_below,
)
from stancer_tui.ui.shell.loaded_search import LoadedSearch
from stancer_tui.ui.widgets.choice_list import ChoiceList
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.trouble import trouble_words

_LONGEST = 400

_PAUSE = 0.1
"""Seconds without a key after which the loaded payments are looked through: many take as long."""

Found = Payment | UnreadableRow
Answer = DirectWay | Payment

Elsewhere = Callable[[Sequence[Target]], list[Lead]]


class GoTo(Dialog[Answer]):
    """Shows at each key where the text would lead; enter goes there. Only a reference is asked of the API.

    `loaded` searches the payments that are loaded; `describe` makes the line of a payment that is offered;
    `elsewhere` gives the ways to what other open accounts have.
    """

    AUTO_FOCUS = "#goto"
    DEFAULT_CSS = """
    GoTo #leads {
        height: auto; max-height: 8; background: transparent; border: none; padding: 0; margin-top: 1;
    }
    GoTo #told { height: auto; max-height: 1fr; margin-top: 1; }
    """

    def __init__(
        self,
        desk: Desk | None,
        text: str = "",
        *,
        loaded: LoadedSearch | None,
        describe: Callable[[Found], Destination],
        elsewhere: Elsewhere,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._loaded = loaded
        self._describe = describe
        self._elsewhere = elsewhere
        self.leads: list[Lead] = []
        self._found: tuple[Target, ...] = ()
        self._pause: Timer | None = None
        self._pasted = self._targets(text) if text else ()
        self.text = "" if secret(self._pasted) else safe(text, _LONGEST)

    @property
    def looking(self) -> bool:
        """Whether what is loaded is still to be looked through for the text."""
        return self._pause is not None

    def compose(self) -> ComposeResult:
        """Lay out the line, the ways to go, and what is said of them."""
        with Vertical(classes="dialog-box help-box") as box:
            box.border_title = Content(_("Go to"))
            box.border_subtitle = Content(
                _("enter goes · up and down choose · {key} closes", key=key_of("dialog.cancel"))
            )
            yield LineInput(
                self.text,
                placeholder=_("an id, order number, person, four digits, amount, code or section"),
                id="goto",
                max_length=_LONGEST,
                compact=True,
            )
            leads = ChoiceList(id="leads", compact=True)
            leads.can_focus = False
            yield leads
            with VerticalScroll(id="told", can_focus=False):
                yield Static(id="target")

    def on_mount(self) -> None:
        """Show where a pasted text leads."""
        self._show(self._pasted)

    @on(Input.Changed)
    def show_target(self, event: Input.Changed) -> None:
        """Show where the text leads; an API key does not stay on the screen."""
        found = self._targets(event.value) if event.value.strip() else ()
        if secret(found) or event.input.disabled:
            with self.prevent(Input.Changed):
                event.input.value = ""
            if event.input.disabled:
                return
            event.input.disabled = True  # the rest of it would be typed in plain sight
        self._show(found)

    def on_key(self, event: events.Key) -> None:
        """Up and down choose among the ways while the text keeps the focus."""
        if event.key in {"up", "down"}:
            event.stop()
            leads = self.query_one(OptionList)
            leads.action_cursor_up() if event.key == "up" else leads.action_cursor_down()

    @on(Input.Submitted)
    def go(self) -> None:
        """Go the way that is chosen, the likeliest one at first; of several people none is guessed."""
        if self._pause is not None:
            self._look()
            if several_people(self.leads):
                return
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self.leads):
            self._take(self.leads[at])

    @on(OptionList.OptionSelected)
    def go_there(self, event: OptionList.OptionSelected) -> None:
        """Go the way that was clicked."""
        self._take(self.leads[event.option_index])

    def _targets(self, text: str) -> tuple[Target, ...]:
        """What a text may mean; a section by its name, and as it is called in the language that is spoken."""
        named = {section.name: section.name for section in SECTIONS}
        named |= {_(section.title): section.name for section in SECTIONS}
        found = targets(text, named)
        meant = (
            replace(each, name=named[each.name]) if isinstance(each, OpenSection) else each for each in found
        )
        return tuple(dict.fromkeys(meant))

    def _show(self, found: tuple[Target, ...]) -> None:
        self._found = found
        if self._pause is not None:
            self._pause.stop()
        looks = self._loaded is not None and looks_through(found)
        self._pause = self.set_timer(_PAUSE, self._look) if looks else None
        self._offer_leads(leads_of(found), found)
        self._say(words_below(found))

    def _look(self) -> None:
        """Look through what is loaded, once nothing is typed for a moment or enter needs to know."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        self._offer_leads(leads_of(self._found, self._loaded), self._found)

    def _offer_leads(self, own: list[Lead], found: tuple[Target, ...]) -> None:
        if self._pause is not None:  # what is loaded is looked through later, here and elsewhere
            found = tuple(each for each in found if isinstance(each, OpenObject))
        others = self._elsewhere(found)
        leads = [*(each for each in others if each.ahead), *own, *(each for each in others if not each.ahead)]
        shown = self.query_one(OptionList)
        moved = self.leads[shown.highlighted].way if shown.highlighted else None
        self.leads = leads
        shown.clear_options()
        shown.add_options([Option(Content.assemble(lead.line)) for lead in leads])
        kept = next((at for at, lead in enumerate(leads) if moved is not None and lead.way == moved), 0)
        shown.highlighted = kept if leads else None
        shown.display = bool(leads)

    def _take(self, lead: Lead) -> None:
        if not isinstance(lead.way, AskReference):
            self.answer(lead.way)
        elif self.desk is not None:
            self._say(Content(_(ASKING[lead.way.fields])))
            self._ask(self.desk, lead.way)

    @work(group="goto", exclusive=True)
    async def _ask(self, desk: Desk, asked: AskReference) -> None:
        try:
            found = await desk.payments.find(
                asked.value, order=Field.ORDER in asked.fields, unique=Field.UNIQUE in asked.fields
            )
        except ApiError as error:
            words = trouble_words(error)
            self._say(Content.assemble((f"! {words.title} {words.detail}\n{words.advice}", "$text-error")))
            return
        if len(found) == 1 and isinstance(found[0], Payment):
            self.answer(found[0])
        elif found:
            self._say(Content(""))
            self._offer(found)
        else:
            text = _((NONE_LIVE if desk.mode.live else NONE_TEST)[asked.fields])
            self._say(Content.assemble(("○ ", "$muted"), text))

    def _offer(self, found: tuple[Found, ...]) -> None:
        """Let the agent choose one of several, newest first; without a choice the text is still there."""
        found = tuple(sorted(found, key=_age))
        payments = {item.id: item for item in found if isinstance(item, Payment)}

        def chosen(destination: Destination | None) -> None:
            if destination is not None and destination.id:
                self.answer(payments.get(destination.id) or OpenObject(Kind.PAYMENT, destination.id))

        if self.is_current:
            heading = ngettext(
                "{count} payment has this order number",
                "{count} payments have this order number",
                len(found),
            )
            self.app.push_screen(Links([self._describe(item) for item in found], heading=heading), chosen)

    def _say(self, content: Content) -> None:
        if self.is_attached:
            self.query_one("#target", Static).update(content)


def _age(item: Found) -> float:
    """What has no date comes last."""
    created = item.created
    if created is None:
        return float("inf")
    return -(created if isinstance(created, int) else created.timestamp())
