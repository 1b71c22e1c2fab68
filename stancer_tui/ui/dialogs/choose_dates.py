"""Which dates are loaded: a preset, or two dates."""

from datetime import datetime, tzinfo

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, OptionList
from textual.widgets.option_list import Option

from stancer_tui.language import _, capitalised
from stancer_tui.models.moments import in_zone
from stancer_tui.services.payments.windows import PRESETS, Window
from stancer_tui.services.typed_dates import NotADay, end_counted_from, read_day
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.widgets.choice_list import ChoiceList
from stancer_tui.ui.widgets.line_input import LineInput

_EARLIEST = 1970
"""The API's dates are Unix timestamps."""


class ChooseWindow(Dialog[Window]):
    """Offers the preset windows, and a first and a last day to type; both days are included."""

    def __init__(self, *, zone: tzinfo, now: datetime) -> None:
        super().__init__()
        self.zone = zone
        self.now = now

    def compose(self) -> ComposeResult:
        """Lay out the presets and the two dates."""
        with Vertical(classes="dialog-box") as box:
            box.border_title = Content(_("Dates to load"))
            yield ChoiceList(*(Option(Content(capitalised(_(preset.label)))) for preset in PRESETS))
            yield Label(
                Content(_("Or from and to, both included: 27/11, 2026-11-27, hier")),
                classes="dialog-label",
            )
            with Horizontal(classes="dialog-row"):
                yield LineInput(placeholder=_("e.g. 01/11/2026"), id="since", max_length=24)
                yield LineInput(placeholder=_("e.g. 07/11 (empty: now)"), id="until", max_length=24)
            yield Label(Content(""), id="error", classes="field-error")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Cancel")), compact=True, id="cancel")
                yield Button(Content(_("Load these dates")), compact=True, id="load", variant="primary")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a preset."""
        self.answer(PRESETS[event.option_index].window(self.now))

    def on_input_submitted(self) -> None:
        """Take the two dates."""
        self._take_dates()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take the two dates, or leave."""
        if event.button.id == "cancel":
            self.answer(None)
        else:
            self._take_dates()

    def _take_dates(self) -> None:
        today = in_zone(self.now, self.zone).date()
        until_text = self.query_one("#until", Input).value
        try:
            since = read_day(self.query_one("#since", Input).value, today=today)
            then = end_counted_from(until_text, since, today)
            until = read_day(until_text, today=then) if until_text.strip() else None
        except NotADay as error:
            self._refuse(str(error))
            return
        if since > today:
            self._refuse(_("The first day is in the future."))
        elif since.year < _EARLIEST:
            self._refuse(_("No payment is older than {year}.", year=_EARLIEST))
        elif until is not None and until < since:
            self._refuse(_("The last day is before the first."))
        elif until is not None:
            self.answer(Window.days(since, until, self.zone))
        else:
            self.answer(Window.since_day(since, self.zone))

    def _refuse(self, text: str) -> None:
        self.query_one("#error", Label).update(Content(text))
