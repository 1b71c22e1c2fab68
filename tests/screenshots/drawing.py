"""A screen as SVG: no font of its own, nothing from any network, the same bytes for the same screen."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

CELL_WIDTH, CELL_HEIGHT, FONT_SIZE = 12, 24, 20
"""Pixels: nearly every monospaced font is 0.6 as wide as it is high; `textLength` sees to the rest."""

FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"

TOP, EDGE = 36, 10
"""The window's title, and what is around the screen."""

_BASELINE = 18
_MIDDLE, _LINE = CELL_HEIGHT // 2, 1.5

_BOXES: dict[str, tuple[float, float, float]] = {
    "─": (0, _MIDDLE - 0.75, _LINE),
    "━": (0, _MIDDLE - 1.5, 3),
    "█": (0, 0, CELL_HEIGHT),
    "▀": (0, 0, CELL_HEIGHT / 2),
    "▒": (0, 0, CELL_HEIGHT),
    **{"▁▂▃▄▅▆▇"[each - 1]: (0, CELL_HEIGHT - 3 * each, 3 * each) for each in range(1, 8)},
}
"""What is drawn over the whole width of a cell: place and height in pixels."""

_PARTS: dict[str, tuple[float, float]] = {
    "│": (CELL_WIDTH / 2 - 0.75, _LINE),
    "▌": (0, CELL_WIDTH / 2),
    "▐": (CELL_WIDTH / 2, CELL_WIDTH / 2),
    "▎": (0, CELL_WIDTH / 4),
    "▏": (0, CELL_WIDTH / 8),
    "▊": (0, CELL_WIDTH * 3 / 4),
}
"""What is drawn over the whole height of a cell: place and width in pixels."""

_CORNERS = {
    "╭": "M{r} {m}H{q}Q{x} {m} {x} {n}V{h}",
    "╮": "M{l} {m}H{p}Q{x} {m} {x} {n}V{h}",
    "╰": "M{r} {m}H{q}Q{x} {m} {x} {o}V0",
    "╯": "M{l} {m}H{p}Q{x} {m} {x} {o}V0",
}
"""Rounded corners, as the line through the middle of the cell."""


class Ink(NamedTuple):
    """How a run of text looks; colours as `#rrggbb`, `ground` is "" for the screen's own."""

    colour: str
    ground: str
    bold: bool
    underline: bool
    strike: bool


class Drawing:
    """Draws rows; its classes are those of every row so far. `ground` is the screen's own colour."""

    def __init__(self, ground: str, text: str) -> None:
        self.ground = ground
        self.text = text
        self._classes: dict[str, str] = {}

    @property
    def frame(self) -> str:
        """The colour of the window around the screen."""
        return "#d8d9d6" if Color.parse(self.ground).get_truecolor().red > 127 else "#292929"

    @property
    def style(self) -> str:
        """The text of the style sheet that the rows need."""
        rules = "".join(f".{name}{{{rule}}}" for rule, name in self._classes.items())
        return f"text{{font:{FONT_SIZE}px {FONTS};white-space:pre}}rect{{shape-rendering:crispEdges}}{rules}"

    def row(self, strip: Strip) -> str:
        """One row of the screen, its top at 0."""
        return "".join([*self._grounds(strip), *self._marks(strip)])

    def _grounds(self, strip: Strip) -> Iterator[str]:
        at = 0
        for ground, run in groupby(strip, key=lambda segment: self._ink(segment.style).ground):
            width = sum(segment.cell_length for segment in run)
            if ground:
                yield self._rect(at * CELL_WIDTH, 0, width * CELL_WIDTH, CELL_HEIGHT, ground)
            at += width

    def _marks(self, strip: Strip) -> Iterator[str]:
        at = 0
        for ink, run in groupby(strip, key=lambda segment: self._ink(segment.style)):
            for text, width in _pieces(run):
                yield from self._piece(text, at, width, ink)
                at += width

    def _piece(self, text: str, at: int, width: int, ink: Ink) -> Iterator[str]:
        x = at * CELL_WIDTH
        first = text[0]
        if first in _BOXES:
            left, top, height = _BOXES[first]
            opacity = ' opacity=".5"' if first == "▒" else ""
            yield self._rect(x + left, top, width * CELL_WIDTH, height, ink.colour, opacity)
        elif first in _PARTS:
            left, wide = _PARTS[first]
            yield from (
                self._rect(x + each * CELL_WIDTH + left, 0, wide, CELL_HEIGHT, ink.colour)
                for each in range(width)
            )
        elif first in _CORNERS:
            yield self._corner(first, x, ink.colour)
        elif text.strip():
            name = self._class(_rule(ink))
            yield (
                f'<text class="{name}" x="{x}" y="{_BASELINE}" textLength="{width * CELL_WIDTH}"'
                f' lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
            )

    def _corner(self, sign: str, x: int, colour: str) -> str:
        middle = x + CELL_WIDTH // 2
        path = _CORNERS[sign].format(
            l=x,
            r=x + CELL_WIDTH,
            x=middle,
            p=middle - 5,
            q=middle + 5,
            m=_MIDDLE,
            n=_MIDDLE + 5,
            o=_MIDDLE - 5,
            h=CELL_HEIGHT,
        )
        name = self._class(f"fill:none;stroke:{colour};stroke-width:{_LINE}")
        return f'<path class="{name}" d="{path}"/>'

    def _rect(self, x: float, y: float, width: float, height: float, colour: str, more: str = "") -> str:
        name = self._class(f"fill:{colour}")
        return f'<rect class="{name}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{more}/>'

    def _class(self, rule: str) -> str:
        return self._classes.setdefault(rule, f"c{len(self._classes)}")

    def _ink(self, style: Style | None) -> Ink:
        style = style or Style.null()
        colour, ground = _hex(style.color) or self.text, _hex(style.bgcolor) or self.ground
        if style.reverse:
            colour, ground = ground, colour
        return Ink(
            colour,
            "" if ground == self.ground else ground,
            bool(style.bold),
            bool(style.underline),
            bool(style.strike),
        )


def _hex(colour: Color | None) -> str:
    return "" if colour is None or colour.is_default else str(colour.get_truecolor().hex)


def _rule(ink: Ink) -> str:
    lines = " ".join(name for name, on in (("underline", ink.underline), ("line-through", ink.strike)) if on)
    bold = ";font-weight:700" if ink.bold else ""
    return f"fill:{ink.colour}{bold}" + (f";text-decoration:{lines}" if lines else "")


def _pieces(run: Iterable[Segment]) -> Iterator[tuple[str, int]]:
    """What is drawn together, with its width in cells: signs that are alike, words, wide blanks."""
    text = "".join(segment.text for segment in run)
    for _kind, signs in groupby(_kinds(text), key=lambda each: each[0]):
        piece = "".join(sign for _key, sign in signs)
        yield piece, Segment(piece).cell_length


def _kinds(text: str) -> Iterator[tuple[str, str]]:
    for at, sign in enumerate(text):
        drawn = sign in _BOXES or sign in _PARTS
        blank = sign == " " and (at == 0 or text[at - 1] == " " or text[at + 1 : at + 2] in {"", " "})
        yield (sign if drawn else f"{sign}{at}" if sign in _CORNERS else " " if blank else "", sign)


def window(drawing: Drawing, size: tuple[int, int], title: str, body: str, *, foot: int = 0) -> str:
    """A window around a screen of `size` cells, below which the body has another `foot` pixels."""
    width, height = size[0] * CELL_WIDTH, size[1] * CELL_HEIGHT + foot
    whole = (width + 2 * EDGE, height + TOP + EDGE)
    lights = "".join(
        f'<circle cx="{EDGE + 12 + 22 * number}" cy="18" r="7" fill="{colour}"/>'
        for number, colour in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole[0]} {whole[1]}" role="img"'
        f' aria-label="{escape(title)}">\n<style>{drawing.style}</style>\n'
        f'<rect width="{whole[0]}" height="{whole[1]}" rx="8" fill="{drawing.frame}"/>{lights}\n'
        f'<svg x="{EDGE}" y="{TOP}" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height - foot}" fill="{drawing.ground}"/>\n{body}</svg>\n</svg>\n'
    )


def still(strips: Iterable[Strip], size: tuple[int, int], drawing: Drawing, title: str) -> str:
    """The picture of one screen."""
    rows = (drawing.row(strip) for strip in strips)
    body = "".join(
        f'<g transform="translate(0 {number * CELL_HEIGHT})">{row}</g>\n'
        for number, row in enumerate(rows)
        if row
    )
    return window(drawing, size, title, body)
