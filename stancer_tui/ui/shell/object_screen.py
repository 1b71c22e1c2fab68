"""Any object of the API that has no screen of its own yet: every field, and the answer as received."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.models.base import StancerObject
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.render.fields import object_sections
from stancer_tui.render.safe import safe
from stancer_tui.services.object_reader import read_object
from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.objects import HISTORY, OBJECT
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.dialogs.links import kind_word, named_by
from stancer_tui.ui.shell.detail_screen import DetailScreen
from stancer_tui.ui.shell.subject import Subject
from stancer_tui.ui.widgets.fact_list import FactList
from stancer_tui.ui.widgets.object_facts import section_facts
from stancer_tui.ui.widgets.trouble import trouble_words

if TYPE_CHECKING:
    from stancer_tui.ui.shell.host import Host


class ObjectScreen(DetailScreen):
    """Reads one object by its id and shows it field by field."""

    KEYS: ClassVar[tuple[Command, ...]] = (*OBJECT, *HISTORY)
    BINDINGS: ClassVar[list[BindingType]] = bindings((*OBJECT, *HISTORY))
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#object"

    def __init__(self, host: "Host", mode: Mode, section: Section, kind: Kind, object_id: str) -> None:
        super().__init__(host, mode, section)
        self.kind = kind
        self.object_id = object_id
        self.to_note = lambda: Subject(kind, object_id)
        self.item: StancerObject | None = None
        self.trouble: ApiError | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the notice and the fields."""
        with VerticalScroll(classes="frame", id="object") as frame:
            frame.border_title = Content(self.trail())
            yield Static(Content(_("Reading…")), id="notice")
            yield self.notes_panel()
            yield FactList(label_width=26, id="fields")

    @property
    def crumb(self) -> str:
        """The kind and the id."""
        return f"{kind_word(self.kind)} {safe(self.object_id)}"

    @property
    def raw(self) -> dict[str, Any] | None:
        """The answer as it was received."""
        return None if self.item is None else self.item.raw

    def desk_ready(self, desk: Desk) -> None:
        """Read the object as the API has it now."""
        self.show_state(_("reading"))
        self._read(desk)

    @work(group="read", exclusive=True)
    async def _read(self, desk: Desk) -> None:
        try:
            self.item = await read_object(desk.client, self.kind, self.object_id)
            self.trouble, self.read_at = None, self.now()
        except ApiError as error:
            self.trouble = error
        if self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        notice = self.query_one("#notice", Static)
        notice.display = self.trouble is not None
        if self.trouble is None:
            self.show_age()
        else:
            self.show_state(_("not read"))
            words = trouble_words(self.trouble)
            again = _("{key} tries again.", key=key_of("object.refresh"))
            notice.update(Content(f"! {words.title} {words.detail}\n{words.advice} {again}"))
        if self.item is not None:
            sections = object_sections(
                self.item, self.kind, zone=self.zone, now=self.now(), mask=self.host.mask
            )
            self.query_one("#fields", FactList).show(section_facts(sections))

    def times_changed(self) -> None:
        """Redraw times in the other zone."""
        self._draw()

    def object_changed(self, object_id: str) -> None:
        """Read it again, where it is the one shown."""
        if object_id == self.object_id:
            self.action_refresh_object()

    def action_refresh_object(self) -> None:
        """Read the object again."""
        if self.desk is not None:
            self.desk_ready(self.desk)

    def to_watch(self) -> Subject:
        """The object."""
        from stancer_tui.services.watched_object import reading_of

        known = reading_of(self.kind, self.item.raw) if self.item is not None else None
        return Subject(self.kind, self.object_id, known=known)

    def action_links(self) -> None:
        """Go to an object that this one names."""
        if self.item is not None:
            self.offer(named_by(self.item.raw, self.object_id, mask=self.host.mask))
