"""Colours that can be told from what lies under them, in every theme."""

from rich.style import Style
from textual.color import BLACK, WHITE, Color

LEAST = 4.5
"""The contrast of a text with its ground (WCAG 2.2, 1.4.3)."""

_STEPS = 20


def contrast(over: Color, under: Color) -> float:
    """WCAG's contrast ratio of two opaque colours, from 1 to 21."""
    return _ratio(_luminance(over), _luminance(under))


def _ratio(over: float, under: float) -> float:
    lighter, darker = max(over, under), min(over, under)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(over: Color, under: Color) -> Color:
    """`over`, as much lighter or darker as it needs to be read on `under`; its hue stays if it can."""
    ground = _luminance(under)
    end = max(WHITE, BLACK, key=lambda color: _ratio(_luminance(color), ground))
    steps = (over.blend(end, step / _STEPS, alpha=1) for step in range(_STEPS + 1))
    return next((color for color in steps if _ratio(_luminance(color), ground) >= LEAST), end)


def readable_style(style: Style) -> Style:
    """The style with a text that can be read; the terminal's own colours stay as they are."""
    if style.color is None or style.bgcolor is None:
        return style
    if style.color.triplet is None or style.bgcolor.triplet is None:
        return style
    over, under = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    found = readable(over, under)
    return style if found == over else style + Style(color=found.rich_color)
