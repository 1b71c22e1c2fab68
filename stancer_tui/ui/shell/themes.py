"""Our two themes; Textual's own stay available."""

from textual.color import Color
from textual.theme import Theme

from stancer_tui.ui.widgets.readable import readable

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


_LIVE_HUE, _LIVE_SATURATION = 278 / 360, 0.72
"""Violet: no theme has it, or anything like it, for errors."""

_ACCOUNT_HUES = (205, 32, 168, 330, 60, 235)
_ANSI_ACCOUNTS = ("blue", "yellow", "cyan", "bright_red", "green", "white")

_CURSOR = "block-cursor-blurred-background"


def with_our_own(variables: dict[str, str]) -> dict[str, str]:
    """A theme's variables with ours, each a colour that terminals show as it is (no transparency).

    `$muted` is quieter text, `$muted-on-cursor` the same on the ground of the cursor's row, which is made
    opaque: each can be read in its place. `$live` and `$live-muted` are the mode's own: no error looks so.
    `$account-1` and on tell several merchants apart on the ground of the header.
    """
    ground, text = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    muted = {"muted": ground.blend(text, 0.65).hex, "muted-on-cursor": ground.blend(text, 0.74).hex}
    return muted | variables | _live(ground) | _accounts(variables) | _opaque(_CURSOR, variables, ground)


def _live(ground: Color) -> dict[str, str]:
    if ground.ansi is not None:
        return {"live": "ansi_magenta", "live-muted": "ansi_magenta"}
    live = readable(Color.from_hsl(_LIVE_HUE, _LIVE_SATURATION, 0.5), ground)
    return {"live": live.hex, "live-muted": ground.blend(live, 0.7).hex}


def _accounts(variables: dict[str, str]) -> dict[str, str]:
    panel = Color.parse(variables["panel"])
    if panel.ansi is not None:
        return {f"account-{number}": f"ansi_{name}" for number, name in enumerate(_ANSI_ACCOUNTS, 1)}
    hues = (readable(Color.from_hsl(hue / 360, 0.6, 0.55), panel) for hue in _ACCOUNT_HUES)
    return {f"account-{number}": hue.hex for number, hue in enumerate(hues, 1)}


def account_colour(number: int) -> str:
    """The colour of the account at a place among several; after the last one they begin again."""
    return f"$account-{(number - 1) % len(_ACCOUNT_HUES) + 1}"


def _opaque(name: str, variables: dict[str, str], ground: Color) -> dict[str, str]:
    color = Color.parse(variables[name])
    return {} if color.ansi is not None else {name: ground.blend(color, color.a, alpha=1).hex}
