"""The question before something is deleted: what it is, that it is final, the harmless answer focused."""

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.dialogs.key_guard import KeyGuard
from stancer_tui.ui.stored.nouns import ObjectWords
from stancer_tui.ui.widgets.fact_list import Fact, FactList


class ConfirmDeletion(Dialog[bool]):
    """Names what would be deleted; answers True only to the button that says so.

    `words` are those of its kind, `facts` say who and what it is, `object_id` is safe to show.
    """

    AUTO_FOCUS = "#keep"

    def __init__(
        self,
        words: ObjectWords,
        facts: Sequence[Fact],
        object_id: str,
        *,
        mode: Mode,
        clock: Callable[[], float],
    ) -> None:
        super().__init__(mode=mode)
        self.words = words
        self.facts = facts
        self.object_id = object_id
        self.mode = mode
        self._key_guard = KeyGuard(clock)

    def compose(self) -> ComposeResult:
        """Lay out what is deleted, what that means, and the two answers."""
        delete = _(self.words.delete)
        live = f" · {self.mode.word}" if self.mode.live else ""
        with VerticalScroll(classes="dialog-box decision-box", can_focus=False) as box:
            box.border_title = Content(f"{delete} · {self.mode.word}")
            facts = FactList(label_width=10)
            facts.show([*self.facts, Fact(_("Id"), self.object_id, "$muted")])
            yield facts
            yield Static()
            final = _("This is final: Stancer does not restore it, and no new payment can use it.")
            yield Static(Content.assemble(("! ", "bold $text-warning"), final), classes="dialog-text")
            if self.mode.live:
                real = (_(self.words.real), "bold $text-error")
                yield Static(Content.assemble(real), classes="dialog-text")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Keep it")), compact=True, id="keep")
                yield Button(Content(f"{delete}{live}"), compact=True, id="delete", variant="error")

    def on_mount(self) -> None:
        """Begin to count the pause once the question can be read."""
        self.call_after_refresh(self._key_guard.begin)

    @on(Button.Pressed, "#delete")
    def delete(self) -> None:
        """Answer yes, once."""
        self._answer(True)

    @on(Button.Pressed, "#keep")
    def action_cancel(self) -> None:
        """Answer no."""
        self._answer(False)

    def _answer(self, answer: bool) -> None:
        if not self._key_guard and self.is_current:
            self.dismiss(answer)
