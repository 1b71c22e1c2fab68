"""What the list of refunds says of its two sources: the journal of this desk and the loaded payments."""

from stancer_tui.api.errors import ApiError
from stancer_tui.render.safe import safe
from stancer_tui.store.journal_schema import JournalUnavailable
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.widgets.list_pane import Nothing
from stancer_tui.ui.widgets.trouble import trouble_words


def notice_words(journal: JournalUnavailable | None, payments: ApiError | None) -> str:
    """Over the list: why refunds are off, or why those of payments are not fresh."""
    again = key_of("refunds.refresh")
    if journal is not None:
        return f"! Refunds are off: {safe(journal)}. Reading goes on. Fix it, then press {again}."
    if payments is None:
        return ""
    said = trouble_words(payments)
    return f"! {said.title} {said.advice} Refunds are shown as they were read. {again} tries again."


def why_empty(
    journal: JournalUnavailable | None, payments: ApiError | None, *, searched: bool, grouped: bool
) -> Nothing:
    """In place of the list: nothing matches a search or a group, nobody knows, or there are none."""
    if searched or grouped:
        ways = (
            f"{key_of('refunds.back')} {'clears the search' if searched else 'shows all'}",
            f"{key_of('refunds.filter')} shows another group" if grouped else "",
            f"{key_of('refunds.look_back')} looks further back" if searched else "",
            f"{key_of('app.goto')} goes to an id, an order number or a person" if searched else "",
        )
        return Nothing("No refund here matches.", " · ".join(filter(None, ways)))
    again = key_of("refunds.refresh")
    if journal is not None:
        return Nothing("What this desk has sent is not known.", f"{again} tries again.", safe(journal))
    if payments is not None:
        said = trouble_words(payments)
        return Nothing(said.title, f"{said.advice} {again} tries again.", said.detail)
    return Nothing(
        "No refunds here yet.",
        "This desk has sent none, and the loaded payments report none. "
        f"{key_of('payments.refund')} refunds a payment.",
    )
