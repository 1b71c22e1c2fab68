"""`stancer-tui journal --reasons`: how much money went back for which reason."""

from collections.abc import Iterable

from stancer_tui.cli.journal_lines import csv_writer
from stancer_tui.models.money import Money
from stancer_tui.render.csv_text import decimal_amount
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.batch_words import reason_text
from stancer_tui.services.refunds.reasons import KnownRefunds, by_reason
from stancer_tui.store.intent import Intent


def write_reasons(intents: Iterable[Intent], csv: str | None) -> None:
    """Print a line for each reason and currency of refunds that were made, the largest sum first."""
    sums = by_reason(KnownRefunds(tuple(intents)).made())
    if csv:
        write = csv_writer(csv)
        write(["reason", "currency", "refunds", "amount", "amount_minor"])
        for each in sums:
            amount = decimal_amount(each.amount, each.currency)
            write([each.of, each.currency, each.refunds, amount, each.amount])
        return
    for each in sums:
        shown = safe(reason_text(each.of)) if each.of else "-"
        print("\t".join((shown, str(each.refunds), money(Money(each.amount, each.currency)))))
