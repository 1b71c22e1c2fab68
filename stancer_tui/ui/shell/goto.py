"""Go to: an id, an order number, a response code or a section, typed or pasted."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.render.safe import safe
from stancer_tui.services.search.jump import (
    KIND_WORDS,
    AskOrder,
    Nowhere,
    OpenCode,
    OpenObject,
    OpenSection,
    SearchLast4,
    SearchPayouts,
    Target,
    targets,
)
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.sections import SECTIONS
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.widgets.code_panel import code_content
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.trouble import trouble_words

_LONGEST = 400

Found = tuple[Payment | UnreadableRow, ...]
Answer = OpenObject | OpenSection | SearchLast4 | SearchPayouts | Found


class GoTo(Dialog[Answer]):
    """Shows at each key where the text would lead; enter goes there. An order number asks the API."""

    AUTO_FOCUS = "#goto"

    def __init__(self, desk: Desk | None, text: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._pasted = self._targets(text) if text else ()
        self.text = "" if _secret(self._pasted) else safe(text, _LONGEST)

    def compose(self) -> ComposeResult:
        """Lay out the line and what it leads to."""
        with VerticalScroll(classes="dialog-box help-box", can_focus=False) as box:
            box.border_title = Content("Go to")
            box.border_subtitle = Content(f"enter goes · {key_of('dialog.cancel')} closes")
            yield LineInput(
                self.text,
                placeholder="an id, an order number, a response code, a section",
                id="goto",
                max_length=_LONGEST,
                compact=True,
            )
            yield Static(id="target")

    @on(Input.Changed)
    def show_target(self, event: Input.Changed) -> None:
        """Show where the text leads; an API key does not stay on the screen."""
        found = self._targets(event.value) if event.value.strip() else ()
        if _secret(found) or event.input.disabled:
            with self.prevent(Input.Changed):
                event.input.value = ""
            if event.input.disabled:
                return
            event.input.disabled = True  # the rest of it would be typed in plain sight
        self._say(_lines_of(found))

    def on_mount(self) -> None:
        """Show where a pasted text leads."""
        self.query_one("#target", Static).update(_lines_of(self._pasted))

    def _targets(self, text: str) -> tuple[Target, ...]:
        return targets(text, [section.name for section in SECTIONS])

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        """Go to the likeliest target that leads anywhere."""
        found = self._targets(event.value)
        match found[0]:
            case OpenObject() | OpenSection() | SearchLast4() | SearchPayouts() as answer:
                self._answer(answer)
            case _:
                asked = next((each for each in found if isinstance(each, AskOrder)), None)
                if asked is not None and self.desk is not None:
                    self._say(Content("Asking Stancer for this order number, then for this unique id…"))
                    self._ask(self.desk, asked.value)

    @work(group="goto", exclusive=True)
    async def _ask(self, desk: Desk, reference: str) -> None:
        try:
            found = await desk.payments.find(reference)
        except ApiError as error:
            words = trouble_words(error)
            self._say(Content.assemble((f"! {words.title} {words.detail}\n{words.advice}", "$text-error")))
            return
        if found:
            self._answer(found)
        else:
            text = f"No {desk.mode} payment has this order number or unique id. The other mode may have one."
            self._say(Content.assemble(("○ ", "$muted"), text))

    def _answer(self, answer: Answer) -> None:
        self.answer(answer)

    def _say(self, content: Content) -> None:
        if self.is_mounted:
            self.query_one("#target", Static).update(content)


def _secret(found: tuple[Target, ...]) -> bool:
    return any(isinstance(target, Nowhere) and target.secret for target in found)


def _lines_of(found: tuple[Target, ...]) -> Content:
    lines: list[Content] = []
    for target in found:
        match target:
            case OpenObject():
                lines.append(Content(f"Opens the {KIND_WORDS[target.kind]}."))
            case OpenSection():
                lines.append(Content(f"Goes to the section {target.name.capitalize()}."))
            case SearchLast4():
                lines.append(
                    Content(
                        f"A card number is sent nowhere. Searches the loaded payments for ··{target.last4}."
                    )
                )
            case SearchPayouts():
                lines.append(Content(f"Searches the payouts for {safe(target.amount, 40)}."))
            case AskOrder() if not any(isinstance(each, SearchPayouts) for each in found):
                lines.append(
                    Content.assemble(("enter asks Stancer for an order number or unique id.", "$muted"))
                )
            case Nowhere():
                lines.append(Content.assemble(("! ", "$text-warning"), target.message))
            case OpenCode():
                for entry in target.entries:
                    lines += [code_content(entry.code, entry), Content("")]
    return Content("\n").join(lines)
