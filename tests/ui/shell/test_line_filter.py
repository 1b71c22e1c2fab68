"""What a terminal would obey does not leave a widget, even where no other wall stood."""

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from stancer_tui.ui.shell.line_filter import ControlFilter
from tests.ui.driving import demo, press
from tests.ui.shell.test_crash import run

PAYLOADS = {
    "clipboard": "a\x1b]52;c;cHduZWQ=\x07b",
    "title": "a\x1b]2;pwned\x1b\\b",
    "colour": "a\x1b[31;7mred",
    "c1": "a\x9b31mb\x9d52;c;cHduZWQ=\x9c",
    "bidi": "a\u202egnp.exe\u2066b\u2069",
    "invisible": "a\ufeffb\u2028c",
}


def clean(text: str, style: Style | None = None) -> Segment:
    (segment,) = ControlFilter().apply([Segment(text, style)], Color(0, 0, 0))
    return segment


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_control_characters_go_and_the_width_stays(text: str) -> None:
    assert clean(text).text.isprintable()
    assert cell_len(clean(text).text) == cell_len(text)


def test_half_a_surrogate_pair_becomes_one_cell() -> None:
    assert clean("a\ud83db").text == "a?b"


def test_plain_text_and_joined_emoji_stay_the_same_segment() -> None:
    segment = Segment("Zoë · 👩\u200d💻 · 1,204.50", Style(bold=True))
    (result,) = ControlFilter().apply([segment], Color(0, 0, 0))
    assert result is segment


def test_a_link_with_an_escape_is_taken_off() -> None:
    style = clean("text", Style(bold=True, link="https://a/\x1b]52;c;x\x07")).style
    assert style is not None
    assert style.link is None
    assert style.bold


def test_a_plain_link_stays() -> None:
    style = clean("a\x07", Style(link="https://stancer.com")).style
    assert style is not None
    assert style.link == "https://stancer.com"


@pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
def test_no_payload_reaches_the_terminal() -> None:
    terminal, code = run("hostile", " ".join(PAYLOADS.values()))

    assert code == 0
    assert b"drawn" in terminal
    assert b"gnp.exe" in terminal
    for forbidden in ("\x1b]52", "\x1b]2;", "\x1b[31;7m", "\x9b", "\x9d", "\x9c", "\u202e", "\ufeff"):
        assert forbidden.encode() not in terminal


@pytest.mark.painted
async def test_a_line_that_has_not_changed_is_filtered_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    apply = ControlFilter.apply

    def watched(self: ControlFilter, segments: list[Segment], background: Color) -> list[Segment]:
        seen.append("".join(segment.text for segment in segments))
        return apply(self, segments, background)

    async with demo() as pilot:
        await press(pilot, "down", "up")
        monkeypatch.setattr(ControlFilter, "apply", watched)
        await press(pilot, "down")
        assert sum(" EUR " in line for line in seen) == 2  # the cursor left one and came to another
