"""The private parts of Textual that the program needs: errors that end nothing, kept styles, a palette.

Where lines break, when a height is measured, how often a screen is laid out, which parts are styled again,
how lines are composed, how those of a scrollbar, when a painting is written are seven more; then what is kept
of a widget that is gone, and what becomes of writing to a terminal that is gone.
Each was tried on textual 8.2.8; `tests/ui/test_private.py` says which of them an upgrade has changed.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial, partialmethod
from itertools import pairwise
from time import sleep
from typing import Any, ClassVar, TypeVar

from rich import _wrap
from rich.color import Color
from rich.console import RenderableType
from rich.segment import Segment
from rich.text import Text
from textual._compositor import ChopsUpdate, Compositor
from textual._styles_cache import StylesCache
from textual.app import App
from textual.await_remove import AwaitRemove
from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.drivers._writer_thread import WriterThread
from textual.events import ScreenResume
from textual.geometry import Region
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets.option_list import Option

T = TypeVar("T")
R = TypeVar("R")

_BLANK, _INK = r"[^\S\u00a0\u202f]", r"[\S\u00a0\u202f]"
_wrap.re_word = re.compile(f"{_BLANK}*{_INK}+{_BLANK}*")
"""What lines break around, in Textual too: no blank that keeps its neighbours together, as in "1 034,45"."""


_refresh = Widget.refresh


def _measured_anew(widget: Widget, *regions: Region, layout: bool = False, **options: bool) -> Widget:
    """Refresh `widget`, and forget a height that was measured since it last asked for room.

    Textual counts the first of several requests only. A layout between two of them, as where a screen opens,
    measures what the widget showed then; without this that height stayed, and cut off what it shows now.
    """
    if layout and widget._layout_required:
        widget._layout_updates += 1
    return _refresh(widget, *regions, layout=layout, **options)


Widget.refresh = _measured_anew  # type: ignore[assignment,method-assign]  # no public way to forget a height

Widget._size_updated = partialmethod(Widget._size_updated, layout=False)  # type: ignore[assignment,method-assign]  # see below
"""Textual lays the screen out once more for each widget that another amount of room was found for. Only a
scrollbar that comes or goes needs that, and asks for it."""

StylesCache.get_inner_outer = classmethod(StylesCache.get_inner_outer)  # type: ignore[arg-type,assignment]  # see below
"""Textual keeps these colours by the widget as well, and so all the lines that 1,024 of them had painted,
long after they are gone. It names the first parameter `cls`, and makes no class method of it."""

_lines_of_bar = ScrollBar.render_lines


def _thin_lines(bar: ScrollBar, crop: Region) -> list[Strip]:
    """The lines of a scrollbar of one column, made at once: Textual puts a border and a text around them.

    Of a list that is searched the thumb is another with each key; where all is seen there is none. More lines
    may be asked for than it has: asked for the size of one, Textual may lay out all of them anew, in the
    middle of a painting.
    """
    drawn, (width, height) = bar.render(), bar.size
    thin = bar.vertical and width == 1 and crop.bottom <= height
    if not thin or not isinstance(drawn, ScrollBarRender) or isinstance(drawn.style, str):
        return _lines_of_bar(bar, crop)
    beneath = bar.background_colors[1]
    back = drawn.style.bgcolor if drawn.window_size else beneath.rich_color
    lengths, color = (drawn.virtual_size, drawn.window_size, drawn.position), drawn.style.color
    colors = back or Color.default(), color or Color.default()
    parts = drawn.render_bar(height, *lengths, 1, True, *colors).segments
    segments = list(Segment.apply_style(parts, bar.visual_style.rich_style))
    for each in bar.get_line_filters():
        segments = each.apply(segments, beneath)
    return [Strip([segments[y]], 1) for y in crop.line_range]


ScrollBar.render_lines = _thin_lines  # type: ignore[assignment,method-assign]  # no public way


_write_all = WriterThread.run


def _write_while_there_is_a_terminal(thread: WriterThread) -> None:
    """Write what is queued; once the terminal refuses it, forget it.

    Textual's thread ends then, its queue fills, and the program waits for room in it for good.
    """
    try:
        _write_all(thread)
    except OSError:
        while thread._queue.get() is not None:
            pass


WriterThread.run = _write_while_there_is_a_terminal  # type: ignore[assignment,method-assign]  # no other way


class DispatchGuard(MessagePump):
    """Handles its next message although one of `GUARDED` was raised by the last, where `passes_over` says so.

    Textual ends the loop of whatever raises, and lets nobody else decide.
    """

    GUARDED: ClassVar[tuple[type[Exception], ...]] = ()

    def passes_over(self, error: BaseException) -> bool:
        """Whether `error` ends nothing."""
        raise NotImplementedError

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except self.GUARDED as error:
            if not self.passes_over(error):
                raise


class CrashHooks(DispatchGuard, App[T]):
    """Leaves what a crash prints to `last_words`; Textual prints every local variable."""

    def last_words(self, error: BaseException) -> str:
        """What the terminal shows of a crash."""
        raise NotImplementedError

    def panic(self, *renderables: RenderableType) -> None:
        """Stop as after any other crash: an error that draws itself would draw its values."""
        del renderables
        self._fatal_error()

    def _handle_exception(self, error: Exception) -> None:
        if not self.passes_over(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        error = sys.exception() or self._exception
        if error is not None and not self._exit_renderables:
            self._exit_renderables.append(Text(self.last_words(error)))
        self._close_messages_no_wait()


class CalmApp(App[T]):
    """A program that does not lay out and paint the screen below twice more when one has closed."""

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        return super()._prune(*nodes, parent=None if parent is self else parent)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        sleep(0)  # the thread that writes it has its turn: it waits for that as long as there is work here


class SparingCompositor(Compositor):
    """Asks a widget for lines only where something of it is to be painted.

    Textual asks each widget that overlaps the rectangle around all that changed, for all of its lines: those
    in between, and those that stand behind others and are not seen.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed since the last painting; None where nothing did."""
        regions = self._dirty_regions.copy()
        self._dirty_regions.clear()
        spans = list(self._regions_to_spans(regions)) if regions else []
        return ChopsUpdate(self._pieces(spans), spans, [cuts[1:] for cuts in self.cuts]) if spans else None

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        lines = filter(is_rendered_line, crop.line_range)
        return self._pieces((y, crop.x, crop.right) for y in lines)  # type: ignore[return-value]  # all are made

    def _pieces(self, spans: Iterable[tuple[int, int, int]]) -> list[dict[int, Strip | None]]:
        """For each line its pieces between two cuts; made are those that a span (line, from, to) touches."""
        cuts = self.cuts
        pieces: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        missing: dict[int, set[int]] = {}
        for y, start, stop in spans:
            touched = (x for x, end in pairwise(cuts[y]) if x < stop and end > start)
            missing.setdefault(y, set()).update(touched)
        for widget, (region, clip) in self.visible_widgets.items():  # the foremost one first
            if not missing:
                break
            shown = region.intersection(clip)
            left, right = shown.column_span
            rows = shown.line_range
            wanted = sorted(
                y for y, at in missing.items() if y in rows and any(left <= x < right for x in at)
            )
            if not wanted:
                continue
            top, height = wanted[0], wanted[-1] - wanted[0] + 1
            lines = widget.render_lines(Region(left - region.x, top - region.y, shown.width, height))
            for y in wanted:
                inside = [x for x in cuts[y] if left <= x <= right]
                parts = lines[y - top].divide([x - left for x in inside[1:]])
                made = {x: part for x, part in zip(inside, parts, strict=False) if x in missing[y]}
                pieces[y].update(made)
                missing[y] -= made.keys()
                if not missing[y]:
                    del missing[y]
        return pieces


class CalmScreen(Screen[R]):
    """A screen that is styled and painted again only where something looks different.

    Textual styles and paints a screen for each `ScreenResume`, of which a new one gets two, although its
    parts were styled as they came. When the focus moves, it styles all that is in the outermost widget with
    a rule for `:focus-within`, also where that had the focus and has it still. Here such a rule is of the
    widget alone, and says nothing of what is in it.
    """

    _was_left = False

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._compositor = SparingCompositor()

    def _update_focus_styles(self, focused: Widget | None = None, blurred: Widget | None = None) -> None:
        entered = set() if focused is None else set(focused.ancestors_with_self)
        left = set() if blurred is None else set(blurred.ancestors_with_self)
        frames = [widget for widget in entered ^ left if widget._has_focus_within]
        self.app.stylesheet.update_nodes(frames, animate=True)

    def _on_screen_resume(self, event: ScreenResume) -> None:
        event.prevent_default()  # Textual would call its own handler too
        opens = not self._size
        event.refresh_styles &= self._was_left
        self._was_left = False
        super()._on_screen_resume(event)
        if opens and self._size:
            self._repaint_required = False

    def _on_screen_suspend(self) -> None:
        self._was_left = True

    def _on_timer_update(self) -> None:
        painted = self.is_current and not self.app._batch_count and self._repaint_required
        if painted and self.outer_size.region in self._repaint_regions:
            for part in self.walk_children(Widget):
                part._repaint_regions.clear()  # they are painted with the whole, once
        super()._on_timer_update()

    def paint_together(self) -> None:
        """Paint all that looks different, in one, when the key that changed it is done with.

        Each part asks to be painted by a message, when it comes to rest: the first one would be painted
        without the others, and they a painting later.
        """
        self._take_parts()
        self.call_next(self._paint_taken)

    def _paint_taken(self) -> None:
        if self._take_parts():
            self._on_timer_update()
        else:
            self.check_idle()

    def _take_parts(self) -> bool:
        """Note which parts are to be painted; whether none of them has to be laid out before.

        What is not laid out yet would be painted blank, and be kept so.
        """
        laid_out, seen = True, self._compositor.visible_widgets  # scrollbars are among these only
        for part in {*self.walk_children(Widget), *seen} - {self}:
            if part._layout_required or part._scroll_required or part._refresh_styles_required:
                part._check_refresh()
                laid_out = False
            elif part._repaint_required and part in seen:
                part._repaint_required = False
                self._dirty_widgets.add(part)
        return laid_out


def say_nothing_found(palette: CommandPalette, words: str) -> None:
    """Let a palette say by `words` that nothing matches; Textual says it in English."""

    def count_down(search_value: str) -> None:
        palette._stop_no_matches_countdown()
        palette._no_matches_timer = palette.set_timer(
            palette._NO_MATCHES_COUNTDOWN, partial(tell, search_value)
        )

    def tell(search_value: str) -> None:
        if search_value:
            palette.query_one(CommandList).add_option(
                Option(Content(words), disabled=True, id=palette._NO_MATCHES)
            )
        palette._list_visible = bool(search_value)

    vars(palette)["_start_no_matches_countdown"] = count_down


def keep_parsed(sheet: Stylesheet, sources: int) -> None:
    """Let a style sheet remember so many parsed sources: Textual keeps 64, fewer than the program has."""
    sheet._parse_cache.grow(sources)
