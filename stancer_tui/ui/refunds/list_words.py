"""What the list of refunds says of its two sources: the ledger and the loaded payments."""

from stancer_tui.api.errors import ApiError
from stancer_tui.language import N_, _
from stancer_tui.render.safe import safe
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.widgets.empty_state import EmptyState
from stancer_tui.ui.widgets.trouble import trouble_words

_CLEARS, _SHOWS_ALL = N_("{key} clears the search"), N_("{key} shows all")


def notice_words(journal: LedgerUnavailable | None, payments: ApiError | None) -> str:
    """Over the list: why refunds are off, or why those of payments are not fresh."""
    again = key_of("refunds.refresh")
    if journal is not None:
        return _(
            "! Refunds are off: {reason}. Reading goes on. Fix it, then press {key}.",
            reason=safe(journal),
            key=again,
        )
    if payments is None:
        return ""
    said = trouble_words(payments)
    stale = _("Refunds are shown as they were read. {key} tries again.", key=again)
    return f"! {said.title} {said.advice} {stale}"


def why_empty(
    journal: LedgerUnavailable | None, payments: ApiError | None, *, searched: bool, grouped: bool
) -> EmptyState:
    """In place of the list: nothing matches, the journal cannot be read, or there are none."""
    if searched or grouped:
        back = key_of("refunds.back")
        ways = (
            _(_CLEARS, key=back) if searched else _(_SHOWS_ALL, key=back),
            _("{key} shows another group", key=key_of("refunds.filter")) if grouped else "",
            _("{key} looks further back", key=key_of("refunds.look_back")) if searched else "",
            _("{key} goes to an id, an order number or a person", key=key_of("app.goto")) if searched else "",
        )
        return EmptyState(_("No refund here matches."), " · ".join(filter(None, ways)))
    again = _("{key} tries again.", key=key_of("refunds.refresh"))
    if journal is not None:
        return EmptyState(_("Which refunds were sent is not known."), again, safe(journal))
    if payments is not None:
        said = trouble_words(payments)
        return EmptyState(said.title, f"{said.advice} {again}", said.detail)
    return EmptyState(
        _("No refunds here yet."),
        _(
            "None was confirmed, and the loaded payments report none. {key} refunds a payment.",
            key=key_of("payments.refund"),
        ),
    )
