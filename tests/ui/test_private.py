"""An alarm for each private part of Textual that the program uses: it has changed when one of these fails."""

import errno
import weakref
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate
from textual._styles_cache import StylesCache
from textual.app import App, ComposeResult
from textual.color import Color
from textual.command import CommandList, CommandPalette
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread
from textual.events import ScreenResume, ScreenSuspend
from textual.geometry import Region, Size
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Button, Input, Static
from textual.worker import WorkerFailed

import stancer_tui
from stancer_tui.ui import private
from stancer_tui.ui.private import (
    CalmApp,
    CalmScreen,
    CrashHooks,
    keep_parsed,
    say_nothing_found,
)
from stancer_tui.ui.widgets.private import LateComponents, WholeLines
from tests.private import painted


class Program(CrashHooks[None]):
    """Passes over lookups that fail, and nothing else."""

    GUARDED = (LookupError,)

    def passes_over(self, error: BaseException) -> bool:
        return isinstance(error.error if isinstance(error, WorkerFailed) else error, LookupError)

    def last_words(self, error: BaseException) -> str:
        return f"one sentence about {type(error).__name__}"

    def fail(self, error: Exception) -> None:
        raise error


async def test_an_error_that_is_passed_over_ends_neither_loop_nor_program() -> None:
    heard: list[str] = []
    app = Program()
    async with app.run_test() as pilot:
        app.call_later(app.fail, KeyError())
        app.call_later(heard.append, "the next message")
        await pilot.pause()
    assert heard, "Textual no longer handles messages in MessagePump._dispatch_message"


async def test_an_error_in_a_worker_is_passed_over_too() -> None:
    async def work() -> None:
        raise KeyError

    app = Program()
    async with app.run_test() as pilot:
        app.run_worker(work())
        await pilot.pause()
        assert app.is_running, "Textual no longer hears of errors in App._handle_exception"


class Broken(Exception):
    """An error."""


class DrawsItself(Broken):
    """An error with a Rich form, as Textual's own style errors have."""

    def __rich__(self) -> str:
        return str(self)


@pytest.mark.parametrize("kind", [Broken, DrawsItself])
async def test_a_crash_prints_what_it_is_told_to(
    kind: type[Broken], capsys: pytest.CaptureFixture[str]
) -> None:
    app = Program()

    async def crash() -> None:
        async with app.run_test() as pilot:
            app.call_later(app.fail, kind("a secret"))
            await pilot.pause()

    with pytest.raises(kind):
        await crash()
    printed = capsys.readouterr().err
    assert printed == f"one sentence about {kind.__name__}\n", "Textual no longer crashes by App._fatal_error"


def test_a_style_sheet_remembers_as_many_sources_as_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []

    def counted(scope: str, css: str, read_from: Any, **options: Any) -> Iterator[RuleSet]:
        read.append(read_from)
        return iter(())

    monkeypatch.undo()
    monkeypatch.setattr("textual.css.stylesheet.parse", counted)
    sheet = Stylesheet()
    keep_parsed(sheet, 200)
    for number in range(100):
        sheet.add_source("Button { color: red; }", read_from=(str(number), ""))
    sheet.parse()
    sheet.parse()
    assert len(read) == 100, "Textual no longer keeps parsed styles in Stylesheet._parse_cache"


async def test_a_palette_says_in_our_words_that_nothing_matches() -> None:
    app = Program()
    async with app.run_test() as pilot:
        palette = CommandPalette(providers=[])
        say_nothing_found(palette, "rien du tout")
        await app.push_screen(palette)
        await pilot.press("z")
        await pilot.pause(CommandPalette._NO_MATCHES_COUNTDOWN)
        (listed,) = app.screen.query(CommandList)
        while not listed.option_count:
            await pilot.pause()
        assert str(listed.get_option_at_index(0).prompt) == "rien du tout", "Textual says it in another way"


@pytest.mark.parametrize("width", range(10, 24))
def test_no_line_breaks_within_an_amount_or_before_a_sign(width: int) -> None:
    words = Content("Capturer 1\u202f034,45 EUR demandé\u202f: 12\u00a0%")
    lines = [line.plain.strip(" ") for line in words.wrap(width)]
    assert len(lines) > 1
    for whole in ("1\u202f034,45", "demandé\u202f:", "12\u00a0%"):
        assert any(whole in line for line in lines), "Textual no longer finds words by rich._wrap.re_word"


async def test_what_is_shown_twice_around_a_layout_has_the_height_of_the_second() -> None:
    app = Program()
    async with app.run_test() as pilot:
        shown = Static()
        await app.mount(shown)
        await pilot.pause()
        shown.update("reading")
        app.screen._clear_arrangement_cache()
        app.screen._refresh_layout()
        shown.update("amount\nwhose\nwhat for")
        await pilot.pause()
        assert shown.size.height == 3, "Textual measures in another way than Widget._layout_updates"


class Growing(CalmScreen[None]):
    """A panel within another that grows with what it says, and how often all of it was laid out."""

    CSS = "#inner { height: auto; } Static { width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.layouts = 0

    def compose(self) -> ComposeResult:
        with VerticalScroll(), Vertical(id="inner"):
            yield Static("one line")

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        self.layouts += 1
        super()._refresh_layout(size, scroll)


@pytest.mark.parametrize(("lines", "layouts"), [(3, 1), (30, 2)])
async def test_a_screen_is_laid_out_once_and_again_only_for_a_scrollbar(lines: int, layouts: int) -> None:
    async with Program().run_test(size=(20, 10)) as pilot:
        screen = Growing()
        await pilot.app.push_screen(screen)
        await pilot.pause()
        said, around = screen.query_one(Static), screen.query_one(VerticalScroll)
        screen.layouts = 0
        said.update("\n".join("words" for _ in range(lines)))
        await pilot.pause()
        assert screen.layouts == layouts, "Textual takes sizes over in another way than Widget._size_updated"
        assert (said.size.height, around.virtual_size.height) == (lines, max(lines, 10))
        assert (
            said.size.width
            == around.size.width - around.scrollbar_size_vertical * around.show_vertical_scrollbar
        )


class Parts(Static, LateComponents):
    """A widget of two parts, of which one is never asked for."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"parts--asked", "parts--other"}
    DEFAULT_CSS = """
    Parts { color: red; }
    Parts > .parts--asked { color: blue; }
    Parts.-other > .parts--asked { color: lime; }
    """


async def test_a_part_is_styled_when_it_is_asked_for_and_again_with_its_widget() -> None:
    async with Program().run_test() as pilot:
        parts = Parts()
        await pilot.app.mount(parts)
        assert not parts._component_styles, "Textual asks another way for the component classes of a widget"
        assert parts.get_component_styles("parts--asked").color == Color.parse("blue")
        assert set(parts._component_styles) == {"parts--asked"}
        parts.add_class("-other")
        await pilot.pause()
        assert parts.get_component_styles("parts--asked").color == Color.parse("lime")
        with pytest.raises(KeyError):
            parts.get_component_styles("parts--unknown")


class Calm(CalmScreen[None]):
    """A frame with two stops and a text, and a stop outside of it."""

    CSS = """
    .frame { border: round gray; }
    .frame:focus-within { border: round red; }
    Button:focus { color: lime; }
    """

    def compose(self) -> ComposeResult:
        yield Vertical(Button(id="one"), Button(id="two"), Static(id="text"), classes="frame")
        yield Button(id="outside")


async def test_a_screen_styles_only_what_looks_different(monkeypatch: pytest.MonkeyPatch) -> None:
    app, styled = Program(), list[DOMNode]()
    style = Stylesheet.apply

    def noted(sheet: Stylesheet, node: DOMNode, **options: Any) -> None:
        styled.append(node)
        style(sheet, node, **options)

    async with app.run_test() as pilot:
        screen = Calm()
        monkeypatch.setattr(Stylesheet, "apply", noted)
        await app.push_screen(screen)
        await pilot.pause()
        frame, text = screen.query_one(".frame"), screen.query_one("#text")
        assert styled.count(text) == 1, "Textual styles a new screen in another way than by ScreenResume"
        for stop, within in (("#one", "red"), ("#two", "red"), ("#outside", "gray"), ("#two", "red")):
            screen.query_one(stop).focus()
            await pilot.pause()
            assert frame.styles.border_top[1] == Color.parse(within)
            assert screen.query_one(stop).styles.color == Color.parse("lime")
        assert styled.count(text) == 1, "Textual styles a focus in another way than _update_focus_styles"
        assert len([node for node in styled if node is frame]) <= 5
        screen.post_message(ScreenSuspend())
        screen.post_message(ScreenResume())
        await pilot.pause()
        assert styled.count(text) == 2, "a screen that comes back is styled: the theme may be another"


def test_what_the_focus_changes_is_the_frame_alone() -> None:
    sheets = [path.read_text(encoding="utf-8") for path in Path(stancer_tui.__file__).parent.rglob("*.tcss")]
    rules = [line.split("{")[0].strip() for sheet in sheets for line in sheet.splitlines()]
    within = [rule for rule in rules if "focus-within" in rule]
    assert within
    assert all(rule.endswith(":focus-within") for rule in within), "CalmScreen would not style what is inside"


class Opened(CalmScreen[None]):
    """Counts how often it is styled, and how often it is painted although nothing changed."""

    def __init__(self) -> None:
        super().__init__()
        self.styled = self.painted_anew = 0

    def compose(self) -> ComposeResult:
        yield Input("words", id="words")

    def update_node_styles(self, animate: bool = True) -> None:
        self.styled += 1
        super().update_node_styles(animate)

    def _compositor_refresh(self) -> None:
        self.painted_anew += self in self._dirty_widgets
        super()._compositor_refresh()


async def test_a_screen_that_opens_is_styled_as_it_came_and_painted_once() -> None:
    screen = Opened()

    class Opens(App[None]):
        CSS = "#words { color: red; } #words:focus { color: lime; }"

        def get_default_screen(self) -> Opened:
            return screen

    async with Opens().run_test() as pilot:
        await pilot.pause()
        words = screen.query_one(Input)
        assert words.styles.color == Color.parse("lime"), "Textual no longer styles the focus by itself"
        assert not screen.styled, "Textual no longer asks ScreenResume.refresh_styles"
        assert not screen.painted_anew, "Textual no longer paints by Screen._repaint_required"


class Together(CalmScreen[None]):
    """Notes what each painting has, and how often it is laid out."""

    def __init__(self) -> None:
        super().__init__()
        self.paintings = list[set[object]]()
        self.layouts = 0

    CSS = "ScrollView { overflow-y: scroll; }"

    def compose(self) -> ComposeResult:
        yield Static("one", id="one")
        yield Static("two", id="two")
        yield ScrollView()

    def _compositor_refresh(self) -> None:
        self.paintings.append(set(self._dirty_widgets))
        super()._compositor_refresh()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        self.layouts += 1
        super()._refresh_layout(size, scroll)


async def test_what_looks_different_is_painted_at_once() -> None:
    async with Program().run_test() as pilot:
        screen = Together()
        await pilot.app.push_screen(screen)
        await pilot.pause()
        screen.paintings.clear()
        one, two = screen.query("Static")
        scrollbar = screen.query_one(ScrollView).vertical_scrollbar
        for part in (one, scrollbar):
            part.refresh()
        screen.paint_together()
        assert not one._repaint_required, "Textual asks for a painting in another way than _check_refresh"
        two.refresh()
        await pilot.pause()
        assert screen.paintings == [{one, two, scrollbar}]


async def test_what_is_not_laid_out_yet_is_not_painted_with_the_rest() -> None:
    async with Program().run_test() as pilot:
        screen = Together()
        await pilot.app.push_screen(screen)
        await pilot.pause()
        three = Static("three")
        screen.mount(three)
        three._layout_required = False  # it has asked for that
        three.refresh()
        screen.paint_together()
        assert three not in screen._dirty_widgets
        await pilot.pause()
        assert "three" in [strip.text.strip() for strip in painted(pilot.app)]


async def test_a_layout_that_was_asked_for_is_made_when_parts_are_painted_together() -> None:
    async with Program().run_test() as pilot:
        screen = Together()
        await pilot.app.push_screen(screen)
        await pilot.pause()
        screen.layouts = 0
        screen._layout_required = True  # a part has asked the screen for it
        screen.paint_together()
        await pilot.pause()
        assert screen.layouts == 1


async def test_the_thread_that_writes_has_its_turn_after_each_painting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Written(CalmApp[None]):
        """Notes in which order it paints and lets other threads go on."""

        def compose(self) -> ComposeResult:
            yield Static("one")

    async with Written().run_test() as pilot:
        done = list[str]()
        monkeypatch.setattr(App, "_display", lambda *_: done.append("written"))
        monkeypatch.setattr(private, "sleep", lambda seconds: done.append(f"slept {seconds}"))
        pilot.app.query_one(Static).update("two")
        await pilot.pause()
        assert done == ["written", "slept 0"], "Textual paints otherwise than by App._display"


async def test_what_the_whole_screen_was_painted_with_is_not_painted_again() -> None:
    async with Program().run_test() as pilot:
        screen = Together()
        await pilot.app.push_screen(screen)
        await pilot.pause()
        part = screen.query_one("#one")
        part.refresh()
        screen.refresh()
        screen._on_timer_update()
        assert not part._exchange_repaint_regions(), "Textual paints a whole screen otherwise than it did"


async def test_a_screen_below_is_painted_once_when_another_one_closes() -> None:
    class Calmly(CalmApp[None]):
        """Opens screens and closes them."""

    async with Calmly().run_test() as pilot:
        below = Together()
        await pilot.app.push_screen(below)
        await pilot.app.push_screen(ModalScreen())
        await pilot.pause()
        below.paintings.clear()
        await pilot.app.pop_screen()
        await pilot.pause()
        assert below.paintings.count({below}) == 1, (
            "Textual refreshes the screen below otherwise than by App._prune"
        )


def test_what_a_widget_has_painted_is_not_kept_when_it_is_gone() -> None:
    painted = StylesCache()
    seen = weakref.ref(painted)
    painted.get_inner_outer(Color(0, 0, 0), Color(1, 1, 1))
    del painted
    assert seen() is None, "Textual no longer keeps it by StylesCache.get_inner_outer, or otherwise"


class Refusing(StringIO):
    """A terminal that is gone."""

    def write(self, text: str) -> int:
        raise OSError(errno.EIO, text)


def test_a_terminal_that_is_gone_holds_nobody_up() -> None:
    writer = WriterThread(Refusing())
    writer.start()

    def work() -> None:
        for _ in range(3 * MAX_QUEUED_WRITES):
            writer.write("a painting")
        writer.stop()

    program = Thread(target=work, daemon=True)
    program.start()
    program.join(60)
    assert not program.is_alive(), "Textual no longer writes in WriterThread.run"


class Lines(Widget):
    """Draws its own lines."""

    DEFAULT_CSS = "Lines { background: navy; width: 1fr; height: 1fr; }"
    word = "one"

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.drawn.append(y)
        return Strip([Segment(f"{y} {self.word}", Style(bold=True, bgcolor="red"))])


class OwnLines(Lines, WholeLines):
    """The same, with nothing around them."""


async def test_whole_lines_look_as_textual_composes_them_and_are_kept() -> None:
    class Both(App[None]):
        def compose(self) -> ComposeResult:
            with Horizontal():
                yield Lines()
                yield OwnLines()

    async with Both().run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        for line in painted(pilot.app):
            composed, own = line.divide([30, 60])
            assert [tuple(each) for each in own.simplify()] == [tuple(each) for each in composed.simplify()]
        own_lines = pilot.app.query_one(OwnLines)
        own_lines.drawn.clear()
        own_lines.word = "two"
        own_lines.refresh(Region(0, 1, 30, 1))
        await pilot.pause()
        assert [line.text[30:].strip() for line in painted(pilot.app)[:3]] == ["0 one", "1 two", "2 one"]
        assert own_lines.drawn == [1], "Textual marks lines as dirty otherwise than in its StylesCache"


class Asked(Lines):
    """Notes which of its lines it is asked for."""

    def __init__(self, id: str) -> None:
        super().__init__()
        self.id = id
        self.asked: list[Region] = []

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked.append(crop)
        return super().render_lines(crop)


class Overlapping(Screen[None]):
    """Two widgets side by side, half of which another one covers."""

    CSS = """
    Overlapping { layers: below above; background: teal; }
    Horizontal { layer: below; margin: 1 2; }
    #cover { layer: above; dock: right; width: 40%; height: 3; margin: 1 0; }
    """

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Asked("left")
            yield Asked("right")
        yield Asked("cover")


class OverlappingCalmly(Overlapping, CalmScreen[None]):
    """The same, of which only what is seen is asked for."""


async def changed_at(
    pilot: Pilot[Any], screen: Overlapping, widget: str, line: int
) -> dict[str, list[Region]]:
    """What each widget is asked for when one line of a widget has changed."""
    await pilot.app.push_screen(screen)
    await pilot.pause()
    compositor, asked = screen._compositor, {each.id or "": each.asked for each in screen.query(Asked)}
    compositor.render_full_update()
    for lines in asked.values():
        lines.clear()
    changed = screen.query_one(f"#{widget}", Asked)
    changed._exchange_repaint_regions()
    changed.word = "two"
    changed.refresh(Region(0, line, changed.size.width, 1))
    compositor.update_widgets({changed})
    update = compositor.render_partial_update()
    assert isinstance(update, ChopsUpdate)
    asked = {widget: list(lines) for widget, lines in asked.items()}
    for y, start, stop in update.spans:
        pieces = update.chops[y].items()
        shown = Strip.join([piece for x, piece in pieces if start <= x < stop])
        (whole,) = compositor.render_strips()[y : y + 1]
        assert [tuple(each) for each in shown.simplify()] == [
            tuple(each) for each in whole.crop(start, stop).simplify()
        ], (widget, y)
    return asked


@pytest.mark.parametrize("widget", ["left", "right", "cover"])
@pytest.mark.parametrize("line", range(3))
async def test_a_widget_is_asked_only_for_what_is_seen_of_it_and_has_changed(widget: str, line: int) -> None:
    async with Program().run_test(size=(40, 8)) as pilot:
        plainly = await changed_at(pilot, Overlapping(), widget, line)
        assert all(plainly.values()) or widget == "cover", "Textual has learned to ask for less"
        asked = await changed_at(pilot, OverlappingCalmly(), widget, line)
        assert not any(lines for each, lines in asked.items() if each not in {widget, "cover"})
        assert all(crop.height == 1 for lines in asked.values() for crop in lines)
