"""What the Payments list says about itself: title, progress, age, and why there is nothing."""

from datetime import tzinfo

from stancer_tui.api.errors import ApiError
from stancer_tui.models.moments import in_zone
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.shell.loaded_payments import LoadedPayments, Progress
from stancer_tui.ui.widgets.list_pane import Nothing
from stancer_tui.ui.widgets.trouble import trouble_words

FEW = 5
"""With so few matches, or none, the agent may want to look further back."""


def window_words(rows: LoadedPayments, zone: tzinfo) -> str:
    """Which dates are loaded, how far was looked back beyond them, and what was asked for by its number."""
    parts = [rows.label]
    if rows.back_to is not None:
        parts.append(f"back to {in_zone(rows.back_to, zone):%Y-%m-%d %H:%M}")
    if rows.asked_for:
        parts.append(f"{len(rows.asked_for)} asked for by number")
    return ", ".join(parts)


def title(rows: LoadedPayments, zone: tzinfo) -> str:
    """The dates, and how many of what is loaded is shown."""
    return f"Payments · {window_words(rows, zone)} · {len(rows.view):,} of {len(rows):,}"


def progress_words(rows: LoadedPayments, trouble: ApiError | None, scope: str = "payments") -> str:
    """Rows that arrived, and how far the reading has come; `scope` is whose keys are named."""
    parts = [f"{len(rows.fresh)} new"] if rows.fresh else []
    if rows.progress in {Progress.LOADING, Progress.LOOKING_BACK}:
        about = f" of about {rows.expected:,}" if rows.expected else ""
        parts.append(f"{len(rows):,}{about} · {key_of(f'{scope}.back')} stops")
    elif rows.progress is Progress.STOPPED and trouble is None and len(rows):
        parts.append(f"stopped, older payments are not loaded · {key_of(f'{scope}.refresh')} reads on")
    return " · ".join(parts)


def notice_words(rows: LoadedPayments, trouble: ApiError) -> str:
    """Over a list that is kept: what failed, and how to go on."""
    words, again = trouble_words(trouble), key_of("payments.refresh")
    if rows.progress is Progress.STOPPED:
        kept = f"What is loaded stays, older payments may be missing. {again} tries again."
    else:
        further = key_of("payments.look_back")
        kept = f"What is loaded stays as it was read. {again} tries again, {further} looks further back."
    return f"! {words.title} {words.advice}\n{kept}"


def why_empty(rows: LoadedPayments, trouble: ApiError | None, zone: tzinfo) -> Nothing | None:
    """In place of a list without rows: failed, without a match, or empty."""
    if len(rows.view) or rows.progress in {Progress.LOADING, Progress.NOT_STARTED}:
        return None
    if trouble is not None:
        words = trouble_words(trouble)
        again = key_of("payments.refresh" if rows.progress is Progress.STOPPED else "payments.look_back")
        return Nothing(words.title, f"{words.advice} {again} tries again.", words.detail)
    if rows.progress is Progress.LOOKING_BACK:
        return Nothing(
            "Looking further back.", f"{len(rows):,} payments read so far · {key_of('payments.back')} stops"
        )
    if rows.query:
        return _no_match(rows, zone)
    if rows.progress is Progress.DONE:
        return Nothing(
            f"No payments · {window_words(rows, zone)}.",
            f"{key_of('payments.look_back')} looks further back · "
            f"{key_of('payments.window')} chooses other dates · "
            f"{key_of('app.mode')} switches between test and live",
        )
    return Nothing("Loading was stopped before the first payment.", f"{key_of('payments.refresh')} reads on")


def _no_match(rows: LoadedPayments, zone: tzinfo) -> Nothing:
    """That no loaded payment matches, and where else to look."""
    from stancer_tui.services.search.query import asks_before
    from stancer_tui.ui.shell.window_reading import references_of

    if rows.asking:
        return Nothing("Asking Stancer for this order number, then for this unique id.", "")
    wanted = references_of(rows.query)
    asked = bool(wanted) and all(each in rows.asked for each in wanted)
    title = f"No loaded payment matches · {window_words(rows, zone)}."
    if asked:
        title = f"{title}\nStancer has none with this order number or unique id in this mode either."
    elif (
        rows.query is not None
        and rows.oldest is not None
        and asks_before(rows.query, rows.oldest.timestamp())
    ):
        title = f"{title}\nThe search asks for dates before these."
    ways = (
        (bool(wanted) and not asked, "enter in the search asks Stancer for this number"),
        (rows.progress is Progress.DONE, f"{key_of('payments.look_back')} looks further back"),
        (True, f"{key_of('payments.window')} loads other dates"),
        (not wanted, f"{key_of('app.goto')} goes to an id, an order number or a person"),
        (True, f"{key_of('app.mode')} looks in the other mode"),
        (True, f"{key_of('payments.back')} clears the search"),
    )
    return Nothing(title, " · ".join(words for offered, words in ways if offered))


def few(rows: LoadedPayments) -> bool:
    """Whether a search found so little that looking further back is worth offering."""
    return bool(rows.query) and rows.progress is Progress.DONE and len(rows.view) <= FEW
