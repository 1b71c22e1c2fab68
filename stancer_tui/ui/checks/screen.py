"""The result of an account check and of a scoring: in words first, then field by field."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stancer_tui.language import _
from stancer_tui.models.check import Check
from stancer_tui.models.scoring import Scoring
from stancer_tui.render.fields import object_sections
from stancer_tui.render.safe import safe
from stancer_tui.services.waiting import result_words as words
from stancer_tui.services.waiting.result_words import Leaning, ResultLine, Verdict
from stancer_tui.services.waiting.results import subject_of
from stancer_tui.store.pending_request import RequestKind
from stancer_tui.ui.checks.rows import subject_text
from stancer_tui.ui.commands.checks import SCORING
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.objects import HISTORY
from stancer_tui.ui.shell.object_screen import ObjectScreen
from stancer_tui.ui.widgets.fact_list import Fact, FactList
from stancer_tui.ui.widgets.object_facts import section_facts

if TYPE_CHECKING:
    from stancer_tui.services.waiting.request_ledger import RequestProgress

_TONES = {
    Leaning.GOOD: ("✓", "$text-success"),
    Leaning.BAD: ("✗", "$text-error"),
    Leaning.MIXED: ("!", "$text-warning"),
    Leaning.WAITING: ("…", "$text-warning"),
    Leaning.NONE: ("·", "$muted"),
}


class ResultScreen(ObjectScreen):
    """Reads the object, follows it while its answer is awaited, and says what it means."""

    request_kind: ClassVar[RequestKind]
    verdict_keys: ClassVar[frozenset[str]]
    """Fields that the verdict puts into words: they are not shown a second time."""

    def compose_body(self) -> ComposeResult:
        """Lay out the notice, the verdict, its fields, what it does not say, and the answer's own fields."""
        with VerticalScroll(classes="frame", id="object") as frame:
            frame.border_title = Content(self.trail())
            yield Static(Content(_("Reading…")), id="notice")
            yield self.notes_panel()
            yield Static(id="verdict")
            yield FactList(label_width=14, id="result")
            yield Static(id="meaning")
            yield FactList(label_width=26, id="fields")

    def _draw(self) -> None:
        super()._draw()
        item = self.item
        if not isinstance(item, (Check, Scoring)):
            return
        verdict, lines, note = self.result_words(item)
        glyph, style = _TONES[verdict.leaning]
        self.query_one("#verdict", Static).update(
            Content.assemble((f"{glyph} ", f"bold {style}"), (safe(verdict.text, 400), f"bold {style}"), "\n")
        )
        about = Fact(_("About"), _whom(item, mask=self.host.mask))
        self.query_one("#result", FactList).show([about, *(_fact(line) for line in lines)])
        self._draw_rest(item)
        meaning = self.query_one("#meaning", Static)
        meaning.update(Content.assemble(("\n" + note if lines else note, "$muted")))
        meaning.display = True
        if self.desk is not None:
            self.app.run_worker(  # the program's: it is written whatever is closed meanwhile
                self.desk.pending_requests.seen(self.request_kind, item), group="seen", exit_on_error=False
            )
        if verdict.leaning is Leaning.WAITING:
            self.show_state(_("waiting for the bank"))

    def _draw_rest(self, item: Check | Scoring) -> None:
        sections = object_sections(item, self.kind, zone=self.zone, now=self.now(), mask=self.host.mask)
        rest = [
            replace(each, fields=tuple(one for one in each.fields if one.key not in self.verdict_keys))
            for each in sections
        ]
        self.query_one("#fields", FactList).show(section_facts(rest))

    def result_words(self, item: Check | Scoring) -> tuple[Verdict, Iterable[ResultLine], str]:
        """The verdict, its lines, and what it does not say."""
        raise NotImplementedError

    def request_moved(self, news: "RequestProgress") -> None:
        """Show the answer as soon as it is there."""
        if news.pending.object_id == self.object_id and isinstance(news.answer, (Check, Scoring)):
            self.item, self.trouble, self.read_at = news.answer, None, self.now()
            self._draw()


class CheckScreen(ResultScreen):
    """An account check."""

    request_kind = RequestKind.CHECK
    verdict_keys = frozenset(
        {"verified", "score_name", "date_birth_valid", "iban_valid", "iban_type", "response"}
    )

    def result_words(self, item: Check | Scoring) -> tuple[Verdict, Iterable[ResultLine], str]:
        """What the bank says of the account and its holder."""
        if not isinstance(item, Check):
            raise TypeError("an account check is needed")
        return words.check_verdict(item), words.check_lines(item), _(words.NO_GUARANTEE)


class ScoringScreen(ResultScreen):
    """A scoring, with the address at which customers identify themselves."""

    KEYS = (*SCORING, *HISTORY)
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCORING)
    request_kind = RequestKind.SCORING
    verdict_keys = frozenset({"score"})

    def result_words(self, item: Check | Scoring) -> tuple[Verdict, Iterable[ResultLine], str]:
        """The result of the scoring, and where the customer goes."""
        if not isinstance(item, Scoring):
            raise TypeError("a scoring is needed")
        verdict = words.scoring_verdict(item)
        lines = [
            ResultLine(
                _("Score"),
                _(words.NOT_REPORTED) if item.score is None else _("{score} of 100", score=item.score),
                _("0 not solvent, 100 most solvent"),
            )
        ]
        if item.redirect_url and verdict.leaning is Leaning.WAITING:
            next_steps = _(
                "hand it to the customer: {copy} copies, {browser} opens it",
                copy=key_of("scoring.copy"),
                browser=key_of("scoring.browser"),
            )
            lines.append(ResultLine(_("Address"), item.redirect_url, next_steps))
        return verdict, lines, _(words.SCORING_NOTE)

    @property
    def _address(self) -> str | None:
        return self.item.redirect_url if isinstance(self.item, Scoring) else None

    def action_copy(self) -> None:
        """Copy the address for the customer."""
        from stancer_tui.ui.shell.clipboard import copy

        if self._address is None:
            self.app.notify(_("The API reports no address."), title=_("Nothing to copy"), markup=False)
        else:
            copy(self.app, self._address, _("Address for the customer"))

    def action_browser(self) -> None:
        """Offer to open the address for the customer."""
        from stancer_tui.ui.shell.browser import open_in_browser

        if self._address is None:
            self.app.notify(_("The API reports no address."), title=_("Nothing to open"), markup=False)
        else:
            open_in_browser(self.app, self._address)


def _fact(line: ResultLine) -> Fact:
    glyph, style = _TONES[line.leaning]
    return Fact(line.label, f"{glyph} {safe(line.value, 2100)} · {line.meaning}", style)


def _whom(item: Check | Scoring, *, mask: bool) -> str:
    """Whom a result is about, as its answer names them."""
    return subject_text(subject_of(item), mask=mask) or _(words.NOT_REPORTED)
