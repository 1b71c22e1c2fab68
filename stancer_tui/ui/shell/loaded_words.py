"""What a list of a window's records says about itself: how many are shown, what is missing, how old it is."""

from datetime import datetime, timedelta
from typing import Any

from stancer_tui.api.errors import ApiError
from stancer_tui.render import dates
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.shell.loaded_payments import LoadedPayments, Progress
from stancer_tui.ui.shell.loaded_records import Loaded
from stancer_tui.ui.widgets.trouble import trouble_words

STALE = timedelta(minutes=3)
"""The age from which what is new is called old, where nobody says how often it is read."""


def title(name: str, loaded: Loaded[Any], news: str, shown: int) -> str:
    """The section's name, the dates, what is new, and how many of what is loaded is shown."""
    count = f"{shown:,} of {len(loaded.items):,}" if loaded.read_at or loaded.items else ""
    return " · ".join(filter(None, (name, loaded.label, news, count)))


def progress_words(loaded: Loaded[Any], stop_key: str) -> str:
    """How far the reading has come, and the key that stops it."""
    return f"{loaded.arrived:,} read · {stop_key} stops" if loaded.progress is Progress.LOADING else ""


def notice_words(loaded: Loaded[Any], noun: str, refresh_key: str) -> str:
    """Over a list whose reading ended before the window did: what failed, what is missing, how to go on."""
    read_before = "What is shown was read before."
    if loaded.trouble is None:
        kept = read_before if loaded.read_at else f"Newer {noun} are missing."
        return f"Reading was stopped. {kept} {refresh_key} reads again."
    words = trouble_words(loaded.trouble)
    kept = read_before if loaded.read_at else f"Newer {noun} may be missing."
    return f"! {words.title} {words.advice}\n{kept} {refresh_key} tries again."


def age_words(loaded: Loaded[Any], now: datetime, refresh_key: str, *, stale_after: timedelta = STALE) -> str:
    """How old what is shown is; begins with an exclamation mark, and names the key, where that is too old."""
    if loaded.progress is Progress.LOADING:
        return "reading"
    if loaded.read_at is None:
        return "" if loaded.progress is Progress.NOT_STARTED else "not read"
    read = loaded.looked_at or loaded.read_at
    words = f"read {dates.elapsed(read, now)}"
    if loaded.progress is not Progress.DONE:
        return f"not fresh · {words}"
    over = loaded.window is not None and loaded.window.until is not None
    return f"! {words} · {refresh_key} reads again" if now - read >= stale_after and not over else words


def payments_age(
    rows: LoadedPayments,
    trouble: ApiError | None,
    auto: str,
    now: datetime,
    *,
    stale_after: timedelta = STALE,
) -> str:
    """How old what is shown is: what is new and, where that was read much earlier, the rest.

    Begins with an exclamation mark, and names the key, where either is too old.
    """
    if rows.progress is Progress.LOADING and rows.read_at is None:
        return "loading"
    if rows.read_at is None:
        if rows.progress is not Progress.STOPPED:
            return ""
        return "not read" if trouble is not None else "stopped"
    read, again = rows.looked_at or rows.read_at, key_of("payments.refresh")
    words, rest = f"read {dates.elapsed(read, now)}", f"rest {dates.elapsed(rows.read_at, now)}"
    if now - read >= stale_after:
        return f"! {words} · {again} reads again"
    if rows.old(now):
        return f"! {rest} · {again} reads again"
    shown = (words, rest if now - rows.read_at >= max(stale_after, STALE) else "", auto)
    return " · ".join(filter(None, shown))
