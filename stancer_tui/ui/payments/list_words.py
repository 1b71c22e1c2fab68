"""What the Payments list says about itself: title, progress, age, and why there is nothing."""

from datetime import tzinfo

from stancer_tui.api.errors import ApiError
from stancer_tui.language import _, grouped, ngettext
from stancer_tui.models.moments import in_zone
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.shell.loaded_payments import LoadedPayments, Progress
from stancer_tui.ui.widgets.empty_state import EmptyState
from stancer_tui.ui.widgets.trouble import trouble_words

FEW = 5
"""With so few matches, or none, the agent may want to look further back."""


def window_words(rows: LoadedPayments, zone: tzinfo) -> str:
    """Which dates are loaded, how far was looked back beyond them, and what was asked for by its number."""
    parts = [rows.label]
    if rows.back_to is not None:
        back_to = in_zone(rows.back_to, zone)
        parts.append(_("back to {moment}", moment=back_to.strftime("%Y-%m-%d %H:%M")))
    if rows.asked_for:
        asked = len(rows.asked_for)
        parts.append(ngettext("{count} asked for by number", "{count} asked for by number", asked))
    return ", ".join(parts)


def title(rows: LoadedPayments, zone: tzinfo) -> str:
    """The dates, and how many of what is loaded is shown."""
    counts = _("{shown} of {total}", shown=grouped(rows.view.hits), total=grouped(len(rows)))
    return " · ".join((_("Payments"), window_words(rows, zone), counts))


def progress_words(rows: LoadedPayments, trouble: ApiError | None, scope: str = "payments") -> str:
    """Rows that arrived, and how far the reading has come; `scope` is whose keys are named."""
    parts = [_("searching")] if rows.view.searching else []
    parts += [_("sorting")] if rows.view.sorting is not None else []
    if rows.fresh:
        parts.append(ngettext("{count} new", "{count} new", len(rows.fresh)))
    if rows.progress in {Progress.LOADING, Progress.LOOKING_BACK}:
        read, expected = grouped(len(rows)), rows.expected
        parts += [
            _("{count} of about {total}", count=read, total=grouped(expected)) if expected else read,
            _("{key} stops", key=key_of(f"{scope}.back")),
        ]
    elif rows.progress is Progress.STOPPED and trouble is None and len(rows):
        parts += [
            _("stopped, older payments are not loaded"),
            _("{key} reads on", key=key_of(f"{scope}.refresh")),
        ]
    return " · ".join(parts)


def notice_words(rows: LoadedPayments, trouble: ApiError) -> str:
    """Over a list that is kept: what failed, and how to go on."""
    words, again = trouble_words(trouble), key_of("payments.refresh")
    if rows.rest is not None:
        seconds = f"{rows.rest.seconds:.0f}"
        kept = _(
            "What is loaded stays, older payments may be missing. "
            "Reading goes on by itself after {seconds} s, {key} goes on now.",
            seconds=seconds,
            key=again,
        )
    elif rows.progress is Progress.STOPPED:
        kept = _("What is loaded stays, older payments may be missing. {key} tries again.", key=again)
    else:
        further = key_of("payments.look_back")
        kept = _(
            "What is loaded stays as it was read. {key} tries again, {further} looks further back.",
            key=again,
            further=further,
        )
    return f"! {words.title} {words.advice}\n{kept}"


def why_empty(rows: LoadedPayments, trouble: ApiError | None, zone: tzinfo) -> EmptyState | None:
    """In place of a list without rows: failed, without a match, or empty."""
    if len(rows.view) or rows.view.searching or rows.progress in {Progress.LOADING, Progress.NOT_STARTED}:
        return None
    if trouble is not None:
        words = trouble_words(trouble)
        again = key_of("payments.refresh" if rows.progress is Progress.STOPPED else "payments.look_back")
        advice = " ".join((words.advice, _("{key} tries again.", key=again)))
        return EmptyState(words.title, advice, words.detail)
    if rows.progress is Progress.LOOKING_BACK:
        read = ngettext(
            "{count} payments read so far",
            "{count} payments read so far",
            len(rows),
            count=grouped(len(rows)),
        )
        stops = _("{key} stops", key=key_of("payments.back"))
        return EmptyState(_("Looking further back."), f"{read} · {stops}")
    if rows.query:
        return _no_match(rows, zone)
    if rows.progress is Progress.DONE:
        return EmptyState(
            _("No payments · {window}.", window=window_words(rows, zone)),
            " · ".join(
                (
                    _("{key} looks further back", key=key_of("payments.look_back")),
                    _("{key} chooses other dates", key=key_of("payments.window")),
                    _("{key} switches between test and live", key=key_of("app.mode")),
                )
            ),
        )
    return EmptyState(
        _("Loading was stopped before the first payment."),
        _("{key} reads on", key=key_of("payments.refresh")),
    )


def _no_match(rows: LoadedPayments, zone: tzinfo) -> EmptyState:
    """That no loaded payment matches, and where else to look."""
    from stancer_tui.services.search.query import asks_before
    from stancer_tui.ui.shell.asked_words import ASKING, NONE_EITHER, fields_of
    from stancer_tui.ui.shell.window_reading import references_of

    wanted = references_of(rows.query)
    fields = fields_of(wanted)
    if rows.asking and fields:
        return EmptyState(_(ASKING[fields]), "")
    asked = bool(wanted) and all(each in rows.asked for each in wanted)
    title = _("No loaded payment matches · {window}.", window=window_words(rows, zone))
    if asked:
        title = f"{title}\n{_(NONE_EITHER[fields])}"
    elif (
        rows.query is not None
        and rows.oldest is not None
        and asks_before(rows.query, rows.oldest.timestamp())
    ):
        title = "\n".join((title, _("The search asks for dates before these.")))
    ways = (
        (bool(wanted) and not asked, _("enter in the search asks Stancer for this number")),
        (rows.progress is Progress.DONE, _("{key} looks further back", key=key_of("payments.look_back"))),
        (True, _("{key} loads other dates", key=key_of("payments.window"))),
        (not wanted, _("{key} goes to an id, an order number or a person", key=key_of("app.goto"))),
        (True, _("{key} looks in the other mode", key=key_of("app.mode"))),
        (True, _("{key} clears the search", key=key_of("payments.back"))),
    )
    return EmptyState(title, " · ".join(words for offered, words in ways if offered))


def few(rows: LoadedPayments) -> bool:
    """Whether a search found so little that looking further back is worth offering."""
    done = rows.progress is Progress.DONE and not rows.view.searching
    return bool(rows.query) and done and len(rows.view) <= FEW
