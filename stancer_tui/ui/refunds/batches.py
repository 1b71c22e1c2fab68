"""The batches of refunds: the review, what is under way, and what an earlier run left."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.notifications import SeverityLevel

from stancer_tui.desk import Desk
from stancer_tui.language import N_, _, capitalised, grouped, ngettext, pgettext
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow, payment_row
from stancer_tui.render.identity import identity_text, person_text
from stancer_tui.render.safe import safe
from stancer_tui.ui.commands.naming import key_of

if TYPE_CHECKING:
    from stancer_tui.services.refunds.batch_plan import BatchPlan, Candidate
    from stancer_tui.services.refunds.batch_run import BatchProgress, BatchRun
    from stancer_tui.services.refunds.offer import Offer
    from stancer_tui.store.batch import Batch
    from stancer_tui.store.intent import Intent
    from stancer_tui.ui.refunds.batch_review import BatchReview
    from stancer_tui.ui.refunds.decision import LoadedData
    from stancer_tui.ui.shell.desk_clock import DeskClock
    from stancer_tui.ui.shell.places import Places

Loaded = Callable[[Mode, Collection[str]], Sequence[ListedPayment]]
"""The rows of some payments, as far as they are loaded."""


class Batches:
    """Owned by the program, so that closing a dialog never stops a batch or hides what came of it.

    `changed` is called where a header may have to say something else.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        loaded: Loaded,
        data: "Callable[[Mode], LoadedData]",
        mask: bool,
        desk_clock: "DeskClock",
        clock: Callable[[], float],
        changed: Callable[[], None],
        notify: Callable[[str, str, SeverityLevel], None],
        places: "Places",
    ) -> None:
        self.clock = clock
        self.desk_clock = desk_clock
        self._app = app
        self._loaded = loaded
        self._data = data
        self._mask = mask
        self._changed = changed
        self._notify = notify
        self._places = places
        self._desks: dict[Mode, Desk] = {}
        self._rows: dict[str, ListedPayment] = {}
        self._left: dict[Mode, dict[str, Batch]] = {mode: {} for mode in Mode}

    async def follow(self, desk: Desk) -> None:
        """Take up this desk's batches, and say so where one was left in the middle.

        Raises `LedgerUnavailable`.
        """
        self._desks[desk.mode] = desk
        desk.refund_batches.subscribe(partial(self._moved, desk))
        left = await desk.refund_batches.left()
        self._left[desk.mode] = {batch.id: batch for batch in left}
        self._changed()
        if left:
            await self._show_read(desk, left[0])

    def close(self) -> None:
        """The desks are closed: what was known of them does not hold for the next ones."""
        self._desks.clear()
        self._rows.clear()
        self._left = {mode: {} for mode in Mode}

    def review(
        self, desk: Desk, rows: Sequence[ListedPayment], hidden: Collection[str], begun: Callable[[], None]
    ) -> None:
        """Review payments for a batch, unless one is under way; `begun` is called once one was begun."""
        from stancer_tui.services.refunds.batch_plan import MOST
        from stancer_tui.ui.refunds.batch_review import BatchReview, Reviewed
        from stancer_tui.ui.refunds.batch_twins import twins

        if self.show(desk.mode):
            return
        if len(rows) > MOST:
            text = _(
                "{count} are marked. At most {most} are refunded with one confirmation.",
                count=grouped(len(rows)),
                most=MOST,
            )
            self._notify(_("Too many payments are marked"), text, "warning")
            return
        self._rows |= {row.id: row for row in rows if row.id is not None}
        about = Reviewed(tuple(rows), frozenset(hidden), twins=twins(rows), begun=begun)
        self._app.push_screen(BatchReview(desk, about, self))

    def show(self, mode: Mode) -> bool:
        """Show the batch of this mode that is under way; returns whether there is one."""
        desk = self._desks.get(mode)
        run = desk.refund_batches.run if desk is not None else None
        if desk is None or run is None or not desk.refund_batches.under_way:
            return False
        self._show(desk, run.progress.batch)
        return True

    def show_last(self, mode: Mode) -> None:
        """Show the batch of this mode that is under way, else one that waits, else the last."""
        desk = self._desks.get(mode)
        if desk is not None and not self.show(mode):
            self._app.run_worker(self._show_left(desk), group="refunds", exit_on_error=False)

    async def _show_left(self, desk: Desk) -> None:
        from stancer_tui.store.errors import LedgerUnavailable

        try:
            left = await desk.refund_batches.left()
        except LedgerUnavailable as trouble:
            self._notify(_("The batches cannot be read"), f"{safe(trouble)}.", "error")
            return
        self._left[desk.mode] = {batch.id: batch for batch in left}
        self._changed()
        run = desk.refund_batches.run
        if left:
            await self._show_read(desk, left[-1])
        elif run is not None:
            self._show(desk, run.progress.batch)
        else:
            text = _("Mark several payments, then open the refund form.")
            self._notify(_("No batch of refunds is under way"), text, "information")

    def _show(self, desk: Desk, batch: "Batch") -> None:
        from stancer_tui.ui.refunds.batch_dialog import BatchDialog

        if not isinstance(self._places.top, BatchDialog):
            self._app.push_screen(BatchDialog(desk, batch, self))

    @property
    def left(self) -> list[str]:
        """What would be known of each batch under way if the program were left now."""
        from stancer_tui.ui.shell.quit_warnings import BATCH

        return [BATCH for desk in self._desks.values() if desk.refund_batches.under_way]

    def badge(self, mode: Mode) -> str:
        """What the header must not let the agent forget; the other mode is named."""
        parts = []
        for each in (mode, mode.other):
            desk = self._desks.get(each)
            run = desk.refund_batches.run if desk is not None else None
            words = _badge_words(run, [left for left in self._left[each].values() if left.waiting])
            if words and each is not mode:
                words = _("{what} in {mode}", what=words, mode=each.word.lower())
            parts.append(words)
        return " · ".join(filter(None, parts))

    def follows(self, intent: "Intent") -> bool:
        """Whether a batch under way tells what becomes of a refund, so that no notice is needed."""
        runs = (desk.refund_batches.run for desk in self._desks.values() if desk.refund_batches.under_way)
        items = (item for run in runs if run is not None for item in run.progress.batch.items)
        return any(item.intent_id == intent.id for item in items)

    def identity(self, row: ListedPayment) -> str:
        """Order, person and instrument, safe to show; the id where none of them is known."""
        return identity_text(row, mask=self._mask) or safe(row.id or "")

    def person(self, row: ListedPayment) -> str:
        """Whose payment it is, safe to show."""
        known = person_text(row, mask=self._mask) if isinstance(row, PaymentRow) else None
        return known or pgettext("person", "not reported")

    def concerned(self, mode: Mode, payment: str, offer: "Offer | None") -> tuple[str, ...]:
        """The payment and its likely twins, as far as they are loaded."""
        from stancer_tui.ui.refunds.decision import concerned

        return concerned(payment, self._data(mode), offer)

    def warnings(self, desk: Desk, offer: "Offer", journal: "Sequence[Intent] | None") -> tuple[str, ...]:
        """What to know before a payment is refunded, as in the form of a single refund; safe to show."""
        from stancer_tui.ui.refunds.decision import RefundDecision
        from stancer_tui.ui.refunds.holder import colleague_at_work

        now, zone, payment = self.desk_clock.now(), self.desk_clock.zone, offer.payment.id
        return RefundDecision(
            payment,
            self._data(desk.mode),
            now=now,
            zone=zone,
            journal=journal,
            offer=offer,
            at_work=colleague_at_work(desk.claims, payment, now=now, zone=zone, mask=self._mask),
        ).warnings()

    def identity_of(self, desk: Desk, payment: str) -> str:
        """Order, person and instrument of a payment, as far as it is loaded; else its id."""
        row = self._row(desk.mode, payment)
        return safe(payment) if row is None else self.identity(row)

    def _row(self, mode: Mode, payment: str) -> ListedPayment | None:
        if payment not in self._rows:
            self._rows |= {row.id: row for row in self._loaded(mode, [payment]) if row.id is not None}
        return self._rows.get(payment)

    async def _show_read(self, desk: Desk, batch: "Batch") -> None:
        """Show a batch once the payments that are not loaded were read, one after another, to say whose."""
        from stancer_tui.api.errors import ApiError
        from stancer_tui.models.payment_row import UnreadableItem

        for payment in (item.payment for item in batch.items):
            if self._row(desk.mode, payment) is None:
                try:
                    self._rows[payment] = payment_row((await desk.payments.get(payment)).raw)
                except (ApiError, UnreadableItem):
                    continue  # its id says which it is
        if self._desks.get(desk.mode) is desk and batch.id in self._left[desk.mode]:
            self._show(desk, batch)

    def begin(self, review: "BatchReview", plan: "BatchPlan", rest: "Sequence[Candidate]") -> None:
        """Send what the agent confirmed, once, whether or not a dialog stays open."""
        self._app.run_worker(self._begin(review, plan, rest), group="send", exit_on_error=False)

    async def _begin(self, review: "BatchReview", plan: "BatchPlan", rest: "Sequence[Candidate]") -> None:
        from stancer_tui.services.refunds.batch import BatchBusy, BatchRefused
        from stancer_tui.services.refunds.batch_words import trouble_text
        from stancer_tui.store.errors import LedgerUnavailable
        from stancer_tui.ui.refunds.summary import journal_words

        desk, earlier = review.desk, review.about.rest
        batches = desk.refund_batches
        try:
            run = await (batches.begin(plan) if earlier is None else batches.go_on(earlier, rest))
        except BatchRefused as refusal:
            self._refused(review, trouble_text(refusal.trouble))
        except BatchBusy as busy:
            self._refused(review, f"{capitalised(safe(busy))}.", _("Nothing was sent from here."))
        except LedgerUnavailable as trouble:
            self._refused(review, journal_words(trouble))
        else:
            review.about.begun()
            self._left[desk.mode].pop(run.progress.batch.id, None)
            self._changed()
            if review.is_current:
                review.dismiss(run.progress.batch)
                self._show(desk, run.progress.batch)
            elif review.is_mounted:  # it lies under another dialog
                review.show_error(_("The batch is under way: {key} shows it.", key=key_of("app.batch")))

    def _refused(self, review: "BatchReview", why: str, money: str = "") -> None:
        from stancer_tui.ui.refunds.summary import NOTHING_SENT

        text = f"{why} {money or _(NOTHING_SENT)}"
        if review.is_mounted:
            review.show_refused(text)
        else:
            self._notify(_("The batch was not begun"), text, "warning")

    def review_rest(self, desk: Desk, batch: "Batch") -> None:
        """Read what waits of a batch again, for a new confirmation."""
        from stancer_tui.ui.refunds.batch_review import BatchReview, Reviewed
        from stancer_tui.ui.refunds.batch_twins import twins

        rows = {
            item.payment: self._row(desk.mode, item.payment) or UnreadableRow(item.payment, "")
            for item in batch.items
            if item.note is None  # what was left out is given back to nobody
        }
        waiting = tuple(rows[item.payment] for item in batch.waiting)
        about = Reviewed(waiting, rest=batch, twins=twins(tuple(rows.values())))
        self._app.push_screen(BatchReview(desk, about, self))

    def leave_rest(self, desk: Desk, batch: "Batch") -> None:
        """Send nothing more of a batch, for good."""
        self._app.run_worker(self._leave(desk, batch), group="refunds", exit_on_error=False)

    async def _leave(self, desk: Desk, batch: "Batch") -> None:
        from stancer_tui.services.refunds.batch import BatchBusy
        from stancer_tui.store.errors import LedgerUnavailable

        try:
            await desk.refund_batches.leave(batch)
        except (BatchBusy, LedgerUnavailable) as trouble:
            self._notify(_("The batch stays as it is"), f"{capitalised(safe(trouble))}.", "warning")
        else:
            self._left[desk.mode].pop(batch.id, None)
            text = ngettext(
                "{count} not sent: no money moved.", "{count} not sent: no money moved.", len(batch.waiting)
            )
            self._notify(_("The rest of the batch is left"), text, "information")
        self._changed()

    def _moved(self, desk: Desk, progress: "BatchProgress") -> None:
        from stancer_tui.services.refunds.batch_run import Phase, Stop
        from stancer_tui.services.refunds.batch_words import counts, stop_text
        from stancer_tui.ui.refunds.batch_dialog import BatchDialog

        if self._desks.get(desk.mode) is not desk:
            return
        if progress.phase is Phase.STOPPED and progress.stop is not Stop.TAKEN_OVER:
            self._left[desk.mode][progress.batch.id] = progress.batch
        elif progress.phase is Phase.ENDED:
            self._left[desk.mode].pop(progress.batch.id, None)
        self._changed()
        shown = [each for each in self._app.screen_stack if isinstance(each, BatchDialog)]
        if any(each.confirmed.id == progress.batch.id for each in shown):
            return
        if progress.phase is Phase.ASKING:
            self._show(desk, progress.batch)
            if not self._places.shown:  # its dialog lies over a desk that the agent does not see
                asks = capitalised(_(_ASKS, **_place(progress.batch)))
                self._notify(_("Batch of refunds"), f"{asks}.", "warning")
        elif progress.phase in {Phase.STOPPED, Phase.ENDED}:
            stopped = "" if progress.stop is None else f" {stop_text(progress.stop)}"
            severity: SeverityLevel = "information" if progress.stop is None else "warning"
            self._notify(_("Batch of refunds"), f"{capitalised(counts(progress.batch))}.{stopped}", severity)


_RUNS = N_("batch {place} of {total}")
_ASKS = N_("batch {place} of {total} asks")


def _badge_words(run: "BatchRun | None", waiting: "Sequence[Batch]") -> str:
    """How far the batch is that is under way; else the one, or how many, that wait."""
    if run is not None and not run.over:
        place = _place(run.progress.batch)
        return _(_ASKS, **place) if run.asks else _(_RUNS, **place)
    if len(waiting) > 1:
        return ngettext("{count} batch stopped", "{count} batches stopped", len(waiting))
    return _("batch stopped at {place} of {total}", **_place(waiting[0])) if waiting else ""


def _place(batch: "Batch") -> dict[str, object]:
    return {"place": len(batch.items) - len(batch.waiting), "total": len(batch.items)}
