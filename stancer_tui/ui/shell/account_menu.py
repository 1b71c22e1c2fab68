"""The list of merchants: whose desks this program can show, and which of them are open."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from textual import events, work
from textual.content import Content
from textual.widgets import OptionList

from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.render.safe import safe
from stancer_tui.ui.dialogs.choice import ChoiceDialog
from stancer_tui.ui.shell.header import Merchant
from stancer_tui.ui.shell.themes import account_colour

_NAME = 24
"""Cells of the column of names."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as it is offered. `modes` asks for those with a key and raises `KeyringTrouble`.

    `known_modes` is None until that is known, `unresolved` is safe to show, `name` and `why_not` are not.
    """

    profile: str
    merchant: Merchant
    modes: Callable[[], Awaitable[tuple[Mode, ...]]] | None
    why_not: str
    shown: bool
    opened: bool
    unresolved: str
    known_modes: tuple[Mode, ...] | None = None
    trouble: str = ""

    @property
    def asked(self) -> bool:
        """Whether it is known for which modes there are keys, or that this cannot be known."""
        return self.modes is None or self.known_modes is not None or bool(self.trouble)

    @property
    def key(self) -> str:
        """The key that chooses it; none after the ninth."""
        return str(self.merchant.number) if self.merchant.number < 10 else " "

    @property
    def modes_text(self) -> str:
        """For which modes there is a key."""
        if self.trouble:
            return _("keys not known")
        if self.known_modes is None:
            return "…"
        return " · ".join(mode.word for mode in self.known_modes) or _("no key")


class AccountMenu(ChoiceDialog[AccountLine]):
    """Lists the merchants of the settings; answers the one that was chosen."""

    def __init__(self, lines: Sequence[AccountLine]) -> None:
        super().__init__(_("Merchants"), lines, hint=_("its key or enter chooses"))
        self._wanted: int | None = None

    def on_mount(self) -> None:
        """Begin at the first that is not shown already, and find out for which modes there are keys."""
        others = (at for at, line in enumerate(self.choices) if not line.shown and not line.why_not)
        self.query_one(OptionList).highlighted = next(others, 0)
        self._ask_for_modes()

    @work(group="modes", exclusive=True)
    async def _ask_for_modes(self) -> None:
        asked = [self._ask(at, line.modes) for at, line in enumerate(self.choices) if line.modes is not None]
        await asyncio.gather(*asked)

    async def _ask(self, at: int, modes: Callable[[], Awaitable[tuple[Mode, ...]]]) -> None:
        line = self.choices[at] = await _with_modes(self.choices[at], modes)
        if self.is_mounted:
            self.query_one(OptionList).replace_option_prompt_at_index(at, self.line(line))
            if self._wanted == at:
                self.choose(line)

    def on_key(self, event: events.Key) -> None:
        """A merchant's own key chooses it."""
        chosen = next((line for line in self.choices if line.key == event.character), None)
        if chosen is not None and chosen.key.strip():
            event.stop()
            event.prevent_default()
            self.choose(chosen)

    def choose(self, choice: AccountLine) -> None:
        """Answer, or say why its desk cannot be shown."""
        if not choice.why_not and (choice.opened or choice.asked):
            self.answer(choice)
        elif not choice.why_not:
            self._wanted = self.choices.index(choice)  # as soon as it is known which desk can be shown
        else:
            title = _("{label}: not now", label=safe(choice.merchant.name, 60))
            self.notify(safe(choice.why_not, 600), title=title, severity="warning", markup=False)

    def line(self, choice: AccountLine) -> Content:
        """Its key, bar and name; for which modes there are keys, and what is unresolved."""
        possible = not choice.why_not
        name = safe(choice.merchant.name, _NAME).ljust(_NAME)
        parts = [
            choice.modes_text,
            _("shown now") if choice.shown else _("open") if choice.opened else "",
            choice.unresolved,
        ]
        note = " · ".join(filter(None, parts)) if possible else safe(choice.why_not.splitlines()[0], 200)
        return Content.assemble(
            (f"{choice.key}  ", "bold" if possible else "$muted"),
            ("▌", account_colour(choice.merchant.number)),
            (name, "bold" if choice.shown else "" if possible else "$muted"),
            (f"  {note}", "$muted"),
        )


async def _with_modes(line: AccountLine, modes: Callable[[], Awaitable[tuple[Mode, ...]]]) -> AccountLine:
    from stancer_tui.keys import KeyringTrouble

    try:
        return replace(line, known_modes=await modes())
    except KeyringTrouble as trouble:
        return replace(line, trouble=str(trouble))
