"""What is said of a batch elsewhere: the text for the ticket, and the columns of its file."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from stancer_tui.language import _, ngettext
from stancer_tui.render.csv_text import Value, decimal_amount
from stancer_tui.render.dates import stamp
from stancer_tui.render.export import ExportColumn
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import ticket_text
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.batch_plan import totals
from stancer_tui.services.refunds.batch_words import counts, reason_text
from stancer_tui.store.batch import Batch
from stancer_tui.store.intent import State
from stancer_tui.ui.refunds.batch_rows import ProgressLine, item_money


def summary(lines: Sequence[ProgressLine], batch: Batch, now: datetime, zone: tzinfo) -> str:
    """What came of a batch, one line a payment."""
    made = [line for line in lines if _made(line)]
    sums = _(" and ").join(money(each) for each in totals(item_money(line.item) for line in made))
    size = ngettext("Batch of {count} refund", "Batch of {count} refunds", len(lines))
    back = _("{amounts} given back", amounts=sums) if sums else ""
    head = (
        (size, reason_text(batch.reason), ticket_text(batch.ticket)),
        (counts(batch), back, stamp(now, zone=zone)),
    )
    return "\n".join((*(" · ".join(filter(None, each)) for each in head), *map(_line, lines)))


def _line(line: ProgressLine) -> str:
    intent = line.item.intent
    refund = f" {safe(intent.refund_id)}" if intent is not None and intent.refund_id else ""
    return f"{money(item_money(line.item))} · {line.who} · {safe(line.key)} · {line.outcome}{refund}"


def _made(line: ProgressLine) -> bool:
    return line.item.intent is not None and line.item.intent.state is State.CONFIRMED


def _state(line: ProgressLine) -> Value:
    if line.item.intent is not None:
        return line.item.intent.state.value
    return line.item.state.value


EXPORT: tuple[ExportColumn[ProgressLine], ...] = (
    ExportColumn("payment", lambda line: line.key),
    ExportColumn("whose", lambda line: line.who),
    ExportColumn("amount", lambda line: decimal_amount(line.item.amount, line.item.currency)),
    ExportColumn("amount_minor", lambda line: line.item.amount),
    ExportColumn("currency", lambda line: line.item.currency),
    ExportColumn("state", _state),
    ExportColumn("refund", lambda line: line.item.intent.refund_id if line.item.intent else None),
    ExportColumn("outcome", lambda line: line.story),
)
