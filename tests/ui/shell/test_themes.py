"""The chosen theme is there from the first frame, and every text on a cursor row can be read in both."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES
from textual.widgets import OptionList

from stancer_tui.config import UiSettings
from stancer_tui.models.mode import Mode
from stancer_tui.ui.shell.themes import DARK, LIGHT, THEMES, with_our_own
from tests.ui.driving import WIDE, demo, desk_app, press, screen_strips, settled, table
from tests.ui.terminal import terminal

TALL = (160, 75)
"""So many rows that what is loaded needs little scrolling."""

LEAST = 4.5
"""WCAG 2.2, 1.4.3: contrast of text against its ground."""


def grounds(segments: Iterator[Segment]) -> set[str]:
    """The colours that lie under a text."""
    return {
        Color.from_rich_color(segment.style.bgcolor).hex
        for segment in segments
        if segment.style is not None and segment.style.bgcolor is not None
    }


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_the_first_screen_has_the_colours_of_the_theme(theme: object, mode: Mode) -> None:
    chosen, other = (DARK, LIGHT) if theme is DARK else (LIGHT, DARK)
    async with demo(WIDE, mode=mode, settings=UiSettings(theme=chosen.name)) as pilot:
        seen = grounds(segment for strip in screen_strips(pilot.app) for segment in strip)
        assert str(chosen.background).upper() in seen
        assert str(other.background).upper() not in seen
        before = sorted(seen)
        pilot.app.refresh_css(animate=False)
        await settled(pilot)
        after = grounds(segment for strip in screen_strips(pilot.app) for segment in strip)
        assert sorted(after) == before, "nothing changes colour later"


def test_the_first_frame_on_a_terminal_has_the_colours_of_the_theme(tmp_path: Path) -> None:
    with terminal(tmp_path, "--demo", "--payments", "20") as desk:
        desk.see("EUR")
        desk.press("q")
        assert desk.ends() == 0
        red, green, blue = Color.parse(DARK.background or "").rgb
        assert f"48;2;{red};{green};{blue}".encode() in desk.received
        assert b"48;2;18;18;18" not in desk.received, "Textual's own background"


def contrasts(segments: Iterator[Segment]) -> Iterator[tuple[float, str]]:
    """How well each text is told from its ground, with the text."""
    for segment in segments:
        style = segment.style
        if style is None or style.color is None or style.bgcolor is None or not segment.text.strip():
            continue
        over, under = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
        if style.reverse:
            over, under = under, over
        yield ratio(over, under), segment.text


def luminance(color: Color) -> float:
    parts = [part / 255 for part in color.rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(over: Color, under: Color) -> float:
    """WCAG's contrast ratio."""
    lighter, darker = sorted((luminance(over), luminance(under)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_every_text_on_the_cursor_row_can_be_read(theme: object, mode: Mode) -> None:
    name = DARK.name if theme is DARK else LIGHT.name
    weak: set[tuple[float, str]] = set()
    async with demo(TALL, mode=mode, settings=UiSettings(theme=name)) as pilot:
        shown = table(pilot)
        for place in range(min(len(shown.records), TALL[1] - 8)):
            shown.cursor = place
            for marked in (set(), {shown.records.key(place)}):
                shown.marks = marked
                weak |= too_weak(shown.render_line(place + 1))
        assert desk_app(pilot).is_running
    assert weak == set()


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_every_word_of_every_section_can_be_read(theme: object, mode: Mode) -> None:
    name = DARK.name if theme is DARK else LIGHT.name
    weak: set[tuple[float, str]] = set()
    async with demo(WIDE, mode=mode, settings=UiSettings(theme=name)) as pilot:
        for section in "1234567":
            await press(pilot, section, "j", "j")
            for strip in screen_strips(pilot.app):
                weak |= {(found, text) for found, text in too_weak(strip) if any(map(str.isalnum, text))}
    assert weak == set()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("opened", ["n", "y", "S", "d"], ids=["new", "copy", "sort", "dates"])
async def test_every_word_of_a_menu_can_be_read_under_its_cursor(theme: object, opened: str) -> None:
    name = DARK.name if theme is DARK else LIGHT.name
    async with demo(WIDE, settings=UiSettings(theme=name)) as pilot:
        await press(pilot, opened)
        listing = pilot.app.screen.query_one(OptionList)
        for place in range(min(listing.option_count, 4)):
            listing.highlighted = place
            assert (
                set().union(*(too_weak(listing.render_line(y)) for y in range(listing.size.height))) == set()
            )


def too_weak(strip: Strip) -> set[tuple[float, str]]:
    """What is hard to tell from what lies under it; across a whole screen lines and bars are among it."""
    return {(round(found, 2), text.strip()) for found, text in contrasts(iter(strip)) if found < LEAST}


EVERY_THEME = {theme.name: theme for theme in (*BUILTIN_THEMES.values(), *THEMES)}
OPAQUE = [name for name in EVERY_THEME if not name.startswith("ansi")]


def colours(name: str) -> dict[str, str]:
    """The variables of a theme, as the program has them."""
    theme = EVERY_THEME[name]
    return with_our_own(theme.to_color_system().generate() | theme.variables)


@pytest.mark.parametrize("name", EVERY_THEME)
def test_live_has_a_hue_that_no_error_has(name: str) -> None:
    found = colours(name)
    live, error = Color.parse(found["live"]), Color.parse(found["error"])
    if name not in OPAQUE:
        assert live != error
        return
    apart = abs(live.hsl.h - error.hsl.h) * 360
    assert min(apart, 360 - apart) >= 50
    assert ratio(live, Color.parse(found["background"])) >= LEAST


async def test_every_text_on_the_cursor_row_can_be_read_in_every_theme() -> None:
    weak: dict[str, set[tuple[float, str]]] = {}
    async with demo(WIDE) as pilot:
        shown = table(pilot)
        for name in OPAQUE:
            pilot.app.theme = name
            await pilot.pause()
            for place in range(15):
                shown.cursor = place
                shown.marks = {shown.records.key(place)} if place % 3 == 0 else set()
                shown.fresh = {shown.records.key(place)} if place % 3 == 1 else set()
                if found := too_weak(shown.render_line(place + 1)):
                    weak.setdefault(name, set()).update(found)
    assert weak == {}


@pytest.mark.parametrize("name", ["nord", "textual-light", "catppuccin-mocha"])
async def test_a_theme_of_textuals_is_there_from_the_first_frame(name: str) -> None:
    async with demo(WIDE, settings=UiSettings(theme=name)) as pilot:
        seen = grounds(segment for strip in screen_strips(pilot.app) for segment in strip)
        assert Color.parse(colours(name)["background"]).hex in seen
        assert str(DARK.background).upper() not in seen


async def test_the_frame_and_the_word_of_live_have_its_hue() -> None:
    async with demo(WIDE, mode=Mode.LIVE) as pilot:
        live = Color.parse(colours(DARK.name)["live"]).hex
        strips = screen_strips(pilot.app)
        assert live in grounds(iter(strips[0])), "the word in the header"
        corner = next(segment for segment in strips[1] if "┏" in segment.text)
        assert corner.style is not None
        assert corner.style.color is not None
        assert Color.from_rich_color(corner.style.color).hex == live
