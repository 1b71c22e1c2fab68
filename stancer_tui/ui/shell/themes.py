"""Our two themes; Textual's own stay available."""

from textual.color import Color
from textual.theme import Theme

DARK = Theme(
    name="stancer-dark",
    primary="#6ea8d9",
    secondary="#8a94a6",
    accent="#7fc4c9",
    warning="#e0b15e",
    error="#e57373",
    success="#7fbf7f",
    foreground="#d7dae0",
    background="#14171c",
    surface="#1b1f26",
    panel="#232831",
    dark=True,
    variables={
        "block-cursor-blurred-background": "#2b3646",
        "border": "#6ea8d9",
        "border-blurred": "#3a4250",
        "input-selection-background": "#3b5b7a",
    },
)

LIGHT = Theme(
    name="stancer-light",
    primary="#1f5f99",
    secondary="#5d6675",
    accent="#0b666c",
    warning="#8a5a00",
    error="#b3261e",
    success="#2b6e2f",
    foreground="#1d2129",
    background="#fbfbf9",
    surface="#f0f1ee",
    panel="#e5e7e3",
    dark=False,
    variables={
        "block-cursor-blurred-background": "#d3dfec",
        "border": "#1f5f99",
        "border-blurred": "#b9bfc8",
        "input-selection-background": "#b7d0e8",
        "muted": "#62656a",
    },
)

THEMES = (DARK, LIGHT)


def with_muted(variables: dict[str, str]) -> dict[str, str]:
    """A theme's variables with `$muted`, a colour that terminals show as it is (no transparency).

    `$muted-on-cursor` is the same on the background of the cursor's row: each can be read in its place.
    """
    ground, text = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    muted = {"muted": ground.blend(text, 0.65).hex, "muted-on-cursor": ground.blend(text, 0.74).hex}
    return muted | variables
