"""What a list of a window's records says about itself: how many are shown, what is missing, how old it is."""

from datetime import datetime, timedelta
from typing import Any

from stancer_tui.api.errors import ApiError
from stancer_tui.language import _, grouped, ngettext
from stancer_tui.render import dates
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.shell.list_nouns import NEWER_MAY_BE_MISSING, NEWER_MISSING
from stancer_tui.ui.shell.loaded_payments import LoadedPayments, Progress
from stancer_tui.ui.shell.loaded_records import Loaded
from stancer_tui.ui.widgets.trouble import trouble_words

STALE = timedelta(minutes=3)
"""The age from which what is new is called old, where nobody says how often it is read."""


def title(name: str, loaded: Loaded[Any], news: str, shown: int) -> str:
    """The section's name, the dates, what is new, and how many of what is loaded is shown."""
    count = ""
    if loaded.read_at or loaded.items:
        count = _("{shown} of {count}", shown=grouped(shown), count=grouped(len(loaded.items)))
    return " · ".join(filter(None, (name, loaded.label, news, count)))


def progress_words(loaded: Loaded[Any], stop_key: str) -> str:
    """How far the reading has come, and the key that stops it."""
    if loaded.progress is not Progress.LOADING:
        return ""
    return ngettext(
        "{count} read · {key} stops",
        "{count} read · {key} stops",
        loaded.arrived,
        count=grouped(loaded.arrived),
        key=stop_key,
    )


def notice_words(loaded: Loaded[Any], noun: str, refresh_key: str) -> str:
    """Over a list whose reading ended before the window did: what failed, what is missing, how to go on."""
    read_before = _("What is shown was read before.")
    if loaded.trouble is None:
        kept = read_before if loaded.read_at else _(NEWER_MISSING[noun])
        return " ".join((_("Reading was stopped."), kept, _("{key} reads again.", key=refresh_key)))
    words = trouble_words(loaded.trouble)
    kept = read_before if loaded.read_at else _(NEWER_MAY_BE_MISSING[noun])
    again = _("{key} tries again.", key=refresh_key)
    return f"! {words.title} {words.advice}\n{kept} {again}"


def age_words(loaded: Loaded[Any], now: datetime, refresh_key: str, *, stale_after: timedelta = STALE) -> str:
    """How old what is shown is; begins with an exclamation mark, and names the key, where that is too old."""
    if loaded.progress is Progress.LOADING:
        return _("reading")
    if loaded.read_at is None:
        return "" if loaded.progress is Progress.NOT_STARTED else _("not read")
    read = loaded.looked_at or loaded.read_at
    words = _("read {ago}", ago=dates.elapsed(read, now))
    if loaded.progress is not Progress.DONE:
        return _("not fresh · {read}", read=words)
    over = loaded.window is not None and loaded.window.until is not None
    return _stale(words, refresh_key) if now - read >= stale_after and not over else words


def _stale(words: str, key: str) -> str:
    return _("! {read} · {key} reads again", read=words, key=key)


def payments_age(
    rows: LoadedPayments,
    trouble: ApiError | None,
    auto: str,
    now: datetime,
    *,
    stale_after: timedelta,
) -> str:
    """How old what is shown is: what is new and, where that was read much earlier, the rest.

    Begins with an exclamation mark, and names the key, where either is too old.
    """
    if rows.progress is Progress.LOADING and rows.read_at is None:
        return _("loading")
    if rows.read_at is None:
        if rows.progress is not Progress.STOPPED:
            return ""
        return _("not read") if trouble is not None else _("stopped")
    read, again = rows.looked_at or rows.read_at, key_of("payments.refresh")
    words = _("read {ago}", ago=dates.elapsed(read, now))
    rest = _("rest {ago}", ago=dates.elapsed(rows.read_at, now))
    if now - read >= stale_after:
        return _stale(words, again)
    if rows.old(now):
        return _stale(rest, again)
    shown = (words, rest if now - rows.read_at >= max(stale_after, STALE) else "", auto)
    return " · ".join(filter(None, shown))
