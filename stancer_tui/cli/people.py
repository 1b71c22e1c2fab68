"""`stancer-tui list people QUERY`: people by a name, e-mail, number or four digits; what they paid."""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from datetime import tzinfo
from itertools import islice
from typing import TYPE_CHECKING

from stancer_tui.cli.agent_zone import local_zone
from stancer_tui.cli.csv_output import csv_writer
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.list_filter import ListFilter, list_filter_of
from stancer_tui.cli.list_walk import Item, walk
from stancer_tui.cli.output import say, tell
from stancer_tui.cli.person_shapes import (
    DeclineShape,
    PersonInstrumentShape,
    PersonPaymentShape,
    PersonShape,
    PersonTotalsShape,
    SeenShape,
    SharedTieShape,
    TotalShape,
)
from stancer_tui.cli.reading import reading
from stancer_tui.cli.shapes import decimal_words, shape_line
from stancer_tui.cli.show import check_mask
from stancer_tui.language import N_, _, grouped, ngettext, pgettext
from stancer_tui.models.mode import Mode
from stancer_tui.models.moments import instant, utc_text
from stancer_tui.models.payment_row import (
    ListedPayment,
    PaymentRow,
    UnreadableItem,
    UnreadableRow,
    payment_row,
)
from stancer_tui.render import dates
from stancer_tui.render.cells import fit, width_of
from stancer_tui.render.columns import NOTHING, method_text
from stancer_tui.render.csv_text import Value, decimal_amount
from stancer_tui.render.field_values import HIDDEN
from stancer_tui.render.listed import Listed
from stancer_tui.render.personal import personal
from stancer_tui.render.plain import amount_words
from stancer_tui.render.safe import safe
from stancer_tui.render.search_text import search_text

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.services.overview.figures import Total
    from stancer_tui.services.people.figures import CurrencyFigures
    from stancer_tui.services.people.person import Person, Seen, TiedPayment
    from stancer_tui.store.payment_index import PaymentIndex


def run(args: argparse.Namespace) -> int:
    """Print the people who match and return the exit code; raises Stop."""
    if not args.query or not args.query.strip():
        raise Stop(
            Exit.USAGE, _("list people needs an e-mail, a name, a phone number, four digits or an id.")
        )
    check_mask(args)
    zone = local_zone()
    return asyncio.run(_list(args, list_filter_of(args, zone), zone))


async def _list(args: argparse.Namespace, wanted: ListFilter, zone: tzinfo) -> int:
    from stancer_tui.services.people.finding import PEOPLE

    most = PEOPLE if wanted.limit is None else wanted.limit
    async with reading(args) as desk:
        index, lost = await _loaded(desk, wanted)
        people = _found(args.query, index, most + 1)
        _print(args, people[:most], desk.mode, zone)
    if not people:
        say(
            ngettext(
                "Nobody in the {count} payment that was read is meant by this.",
                "Nobody in the {count} payments that were read is meant by this.",
                len(index),
                count=grouped(len(index)),
            )
        )
    elif len(people) > most:
        say(_("Only the {count} who paid last are listed: --limit N lists more.", count=grouped(most)))
    return Exit.FAILED if lost else Exit.DONE


def _found(query: str, index: "PaymentIndex", most: int) -> "Sequence[Person]":
    """The people meant; an IBAN or a card number means who paid with what ends like it."""
    from stancer_tui.services.people.finding import find_people
    from stancer_tui.services.search.jump import Clue, SearchLoaded, targets

    known = next((each for each in targets(query) if isinstance(each, SearchLoaded)), None)
    if known is None or known.clue not in {Clue.IBAN, Clue.LAST4}:
        return find_people(query, index, most)
    if known.clue is Clue.LAST4:
        return find_people(known.text, index, most)
    found = find_people(known.text, index, len(index))
    accounts = (
        person
        for person in found
        if any(each.row.method == "sepa" and each.row.last4 == known.text for each in person.instruments)
    )
    return tuple(islice(accounts, most))


async def _loaded(desk: "Desk", wanted: ListFilter) -> "tuple[PaymentIndex, int]":
    """The payments of the dates that are asked for, and how many could not be read."""
    from stancer_tui.store.payment_index import PaymentIndex

    index, lost = PaymentIndex(search_text), 0
    payments = ListFilter("payments", wanted.since, wanted.until)
    pages = walk(desk.client, payments, oldest_first=True, now=desk.now(), on_stretch=lambda *_bounds: None)
    try:
        async with aclosing(pages):
            async for items in pages:
                tell("")
                found = [
                    _row(item) for item in items if not isinstance(item, Listed) or payments.takes(item.raw)
                ]
                for row in found:
                    if isinstance(row, UnreadableRow):
                        lost += 1
                        say(
                            _(
                                "Unreadable, not counted: {id}, {reason}.",
                                id=safe(row.id or _("without an id")),
                                reason=safe(row.reason),
                            )
                        )
                index.add(row for row in found if isinstance(row, PaymentRow))
                tell(
                    ngettext(
                        "{count} payment read…",
                        "{count} payments read…",
                        len(index),
                        count=grouped(len(index)),
                    )
                )
    finally:
        tell("")
    return index, lost


def _row(item: Item) -> ListedPayment:
    """The row of a payment that was listed; the reason where it has none."""
    if isinstance(item, UnreadableRow):
        return item
    try:
        return payment_row(item.raw)
    except UnreadableItem as error:
        return UnreadableRow(item.id, str(error))


def _print(args: argparse.Namespace, people: "Sequence[Person]", mode: Mode, zone: tzinfo) -> None:
    shown = tuple(reversed(people)) if args.oldest_first else tuple(people)
    if args.json:
        for person in shown:
            print(shape_line(person_shape(person, mode)))
    elif args.csv:
        write = csv_writer(args.csv, lambda: zone)
        write(_CSV)
        for person in shown:
            for row in _csv_rows(person, mask=args.mask):
                write(row)
    else:
        for line in _table(shown, zone, mask=args.mask):
            print(line)


_HEADING = (
    *(N_("NAME"), N_("E-MAIL"), N_("PHONE"), N_("LAST SEEN"), N_("PAYMENTS")),
    N_("SUMS, CARDS AND ACCOUNTS"),
)


def _table(people: "Sequence[Person]", zone: tzinfo, *, mask: bool) -> Iterator[str]:
    """A person a line, nothing of them cut; the heading on a terminal alone."""
    heading = [tuple(map(_, _HEADING))] if sys.stdout.isatty() and people else []
    lines = [*heading, *(_cells(person, zone, mask=mask) for person in people)]
    widths = [max(map(width_of, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(fit(text, width) for text, width in zip(line, widths, strict=True)).rstrip()


def _cells(person: "Person", zone: tzinfo, *, mask: bool) -> tuple[str, ...]:
    last = instant(person.figures.last)
    name = _first(person.names, mask=mask)
    return (
        _("group: {name}", name=name) if person.group else name,
        _first(person.emails, mask=mask),
        _first(person.phones, mask=mask),
        dates.stamp(last, zone=zone)[:10] if last else NOTHING,
        grouped(person.figures.payments),
        _sums(person),
    )


def _sums(person: "Person") -> str:
    parts = []
    for each in person.figures.currencies:
        parts.append(
            _(
                "paid {paid}, back {given_back}, disputed {disputed}",
                paid=_worth(each.paid, each),
                given_back=_worth(each.given_back, each),
                disputed=_worth(each.disputed, each),
            )
        )
    declined = _("declined {count}", count=grouped(person.figures.declined))
    cards = ", ".join(f"{method_text(each.row)} ({grouped(each.count)})" for each in person.instruments)
    return _("; ").join(filter(None, (*parts, declined, cards)))


def _worth(total: "Total", figures: "CurrencyFigures") -> str:
    return amount_words(total.amount, figures.currency) if total.count else pgettext("amount", "none")


def _first(seen: "Sequence[Seen]", *, mask: bool) -> str:
    if not seen:
        return NOTHING
    return personal(seen[0][0], 64, mask=mask)


_CSV: list[Value] = [
    "name", "email", "mobile", "group", "customers", "cards_and_accounts", "payments", "first", "last",
    "declined", "declines", "currency", "paid_count", "paid_minor", "paid", "given_back_count",
    "given_back_minor", "given_back", "disputed_count", "disputed_minor", "disputed",
]  # fmt: skip


def _csv_rows(person: "Person", *, mask: bool) -> Iterator[list[Value]]:
    """A row for each currency: sums of different ones are never added up."""
    figures = person.figures
    seen = (person.names, person.emails, person.phones)
    common: list[Value] = [
        *((HIDDEN if mask else each[0][0]) if each else None for each in seen),
        person.group,
        " ".join(each for each, _count in person.customer_ids),
        ", ".join(f"{method_text(each.row)} ({each.count})" for each in person.instruments),
        figures.payments,
        instant(figures.first),
        instant(figures.last),
        figures.declined,
        " ".join(f"{count}x{code or 'none'}" for code, count in figures.codes),
    ]
    for each in figures.currencies:
        amounts: list[Value] = []
        for total in (each.paid, each.given_back, each.disputed):
            amounts += [total.count, total.amount, decimal_amount(total.amount, each.currency)]
        yield [*common, each.currency.upper(), *amounts]


def person_shape(person: "Person", mode: Mode) -> PersonShape:
    """What `--json` prints of a person."""
    figures = person.figures
    return PersonShape(
        mode=mode.value,
        group=person.group,
        names=_seen(person.names),
        emails=_seen(person.emails),
        mobiles=_seen(person.phones),
        customers=_seen(person.customer_ids),
        instruments=[
            PersonInstrumentShape(
                each.row.instrument_id or "", each.row.method, each.row.brand, each.row.last4, each.count
            )
            for each in person.instruments
        ],
        first=_moment(figures.first),
        last=_moment(figures.last),
        totals=[_totals(each) for each in figures.currencies],
        declined=[DeclineShape(code, count) for code, count in figures.codes],
        payments=_payments(person.payments),
        perhaps=_payments(person.perhaps),
        perhaps_unlisted=person.unlisted,
        shared=[SharedTieShape(each.tie, each.payments, list(each.names)) for each in person.shared],
    )


def _seen(seen: "Sequence[Seen]") -> list[SeenShape]:
    return [SeenShape(value, count) for value, count in seen]


def _payments(tied: "Sequence[TiedPayment]") -> list[PersonPaymentShape]:
    return [PersonPaymentShape(each.row.id, each.tie) for each in tied]


def _totals(figures: "CurrencyFigures") -> PersonTotalsShape:
    totals = (figures.paid, figures.held, figures.given_back, figures.disputed)
    paid, authorised, given_back, disputed = (
        TotalShape(each.count, each.amount, decimal_words(each.amount, figures.currency)) for each in totals
    )
    return PersonTotalsShape(figures.currency, paid, authorised, given_back, disputed)


def _moment(seconds: int | None) -> str | None:
    at = instant(seconds)
    return utc_text(at) if at else None
