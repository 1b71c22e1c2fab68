"""`stancer-tui show ID`: one object, every field of it, as text or as JSON."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING

from stancer_tui.cli.agent_zone import local_zone
from stancer_tui.cli.code import advice_rows
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.note_shapes import note_shape
from stancer_tui.cli.options import desk_options_of
from stancer_tui.cli.reading import reading
from stancer_tui.cli.shapes import object_shape, shape_line
from stancer_tui.desk import Desk, kept_ledger
from stancer_tui.language import _
from stancer_tui.models.base import StancerObject
from stancer_tui.models.ids import Kind, kind_of
from stancer_tui.models.payment import Payment
from stancer_tui.render.fields import payment_sections
from stancer_tui.render.notes import note_line
from stancer_tui.render.plain import object_fields
from stancer_tui.render.reasons import payment_reason, title_words
from stancer_tui.store.errors import LedgerUnavailable

if TYPE_CHECKING:
    from stancer_tui.api import StancerClient
    from stancer_tui.store.note import Note

_LABEL = 26

_READERS: "dict[Kind, Callable[[StancerClient], Callable[[str], Awaitable[StancerObject]]]]" = {
    Kind.PAYMENT: lambda client: client.payments.get,
    Kind.REFUND: lambda client: client.refunds.get,
    Kind.DISPUTE: lambda client: client.disputes.get,
    Kind.PAYOUT: lambda client: client.payouts.get,
    Kind.CUSTOMER: lambda client: client.customers.get,
    Kind.CARD: lambda client: client.cards.get,
    Kind.SEPA: lambda client: client.sepa.get,
    Kind.ADDRESS: lambda client: client.addresses.get,
    Kind.CHECK: lambda client: client.checks.get,
    Kind.SCORING: lambda client: client.scoring.get,
}


def run(args: argparse.Namespace) -> int:
    """Read the object and print it; raises Stop."""
    kind = checked_kind(args.id)
    check_mask(args)
    return asyncio.run(_show(args, kind))


def checked_kind(object_id: str) -> Kind:
    """The kind of an id that a person typed; raises Stop for anything else."""
    kind = kind_of(object_id)
    if kind is None:
        prefixes = ", ".join(f"{each}_" for each in Kind)
        raise Stop(
            Exit.USAGE, _("That is not an id: {prefixes} and 24 letters or digits.", prefixes=prefixes)
        )
    return kind


def check_mask(args: argparse.Namespace) -> None:
    """Raise Stop for --json with --mask: it holds what was received, which is not masked."""
    if args.json and args.mask:
        raise Stop(Exit.USAGE, _("--json prints what was received, customers' data too: leave out --mask."))


async def _show(args: argparse.Namespace, kind: Kind) -> int:
    async with reading(args) as desk:
        found = await _READERS[kind](desk.client)(args.id)
        notes = await _notes(args, desk)
        if args.json:
            shapes = None if notes is None else [note_shape(note, desk.mode) for note in notes]
            print(shape_line(object_shape(kind, found.id, found.raw, desk.mode, shapes)))
        else:
            for line in (*_lines(found, desk, mask=args.mask), *_note_lines(notes, desk, mask=args.mask)):
                print(line)
    return Exit.DONE


async def _notes(args: argparse.Namespace, desk: Desk) -> "tuple[Note, ...] | None":
    """The notes on the object, None where they are not known; for reading alone no ledger is created."""
    if kept_ledger(desk_options_of(args)) is None:
        return ()
    try:
        return await desk.notes.read(args.id)
    except LedgerUnavailable:
        return None


def _note_lines(notes: "tuple[Note, ...] | None", desk: Desk, *, mask: bool) -> Iterator[str]:
    if notes == ():
        return
    yield ""
    yield _("Notes")
    if notes is None:
        yield "  " + _("not known: the ledger cannot be read")
    for note in notes or ():
        yield "  " + note_line(note, desk.notes.author, zone=local_zone(), mask=mask)


def _lines(found: StancerObject, desk: Desk, *, mask: bool) -> Iterator[str]:
    zone, now = local_zone(), desk.now()
    if not isinstance(found, Payment):
        for label, value in object_fields(found.raw, zone=zone, now=now, mask=mask):
            yield f"{label:<{_LABEL}}  {value}"
        return
    yield from _why(found)
    for section in payment_sections(found, zone=zone, now=now, mask=mask):
        yield ""
        yield section.title
        if section.absent:
            yield "  " + _("not reported by the API")
        for field in () if section.absent else section.fields:
            yield f"  {field.label:<{_LABEL - 2}}  {field.value}"


def _why(payment: Payment) -> Iterator[str]:
    """What the status or the code means, who can act, and what may be told to the customer."""
    why = payment_reason(payment)
    yield _("Why")
    rows = [(_("Reason"), title_words(why, payment.response))]
    if why.lead is not None:
        rows.append((_("Meaning"), why.lead.meaning))
    if why.auth is not None:
        rows.append((_("3-D Secure"), why.auth.meaning))
    rows += advice_rows(why.advice) if why.advice is not None else ()
    for label, text in rows:
        yield f"  {label:<{_LABEL - 2}}  {text}"
