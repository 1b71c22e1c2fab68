"""`stancer-tui list KIND`: every object of a list, newest first, for people and for scripts."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import aclosing
from datetime import tzinfo

from stancer_tui.cli.agent_zone import local_zone
from stancer_tui.cli.csv_output import csv_writer
from stancer_tui.cli.exits import Exit
from stancer_tui.cli.list_filter import KIND_WORDS, ListFilter, list_filter_of
from stancer_tui.cli.list_walk import Item, walk
from stancer_tui.cli.output import say, tell
from stancer_tui.cli.reading import reading
from stancer_tui.cli.shapes import object_shape, shape_line
from stancer_tui.cli.show import check_mask
from stancer_tui.language import N_, _, grouped
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.moments import instant_of
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.render import dates
from stancer_tui.render.listed import Listed, csv_names, csv_row, heading, line
from stancer_tui.render.safe import safe

_OBJECTS = {
    "payments": Kind.PAYMENT,
    "refunds": Kind.REFUND,
    "disputes": Kind.DISPUTE,
    "payouts": Kind.PAYOUT,
}


_NONE_MATCH = {
    "payments": N_("No payments match."),
    "disputes": N_("No disputes match."),
    "payouts": N_("No payouts match."),
}


def run(args: argparse.Namespace) -> int:
    """Print what matches and return the exit code; raises Stop."""
    check_mask(args)
    zone = local_zone()
    return asyncio.run(_list(args, list_filter_of(args, zone), zone))


async def _list(args: argparse.Namespace, list_filter: ListFilter, zone: tzinfo) -> int:
    async with reading(args) as desk:
        printed = _Printed(list_filter, _writer(args, zone, desk.mode))
        items_of = walk(
            desk.client,
            list_filter,
            oldest_first=args.oldest_first,
            now=desk.now(),
            on_stretch=lambda since, until: tell(_reading(list_filter.kind, since, until, zone)),
        )
        try:
            async with aclosing(items_of):
                async for items in items_of:
                    printed.take(items)
                    if printed.full:
                        break
        finally:
            tell("")
    if not printed.found and not printed.lost:
        say(_nothing(list_filter))
    counted = _("{read} read, {found} listed.", read=grouped(printed.read), found=grouped(printed.found))
    tell(f"{counted}\n")
    return Exit.FAILED if printed.lost else Exit.DONE


class _Printed:
    """Prints what matches, up to the limit, and counts."""

    def __init__(self, list_filter: ListFilter, write: Callable[[Listed], None]) -> None:
        self.read = self.found = self.lost = 0
        self._filter = list_filter
        self._write = write

    @property
    def full(self) -> bool:
        """Whether as many as were asked for are printed."""
        return self._filter.limit is not None and self.found >= self._filter.limit

    def take(self, items: Sequence[Item]) -> None:
        """Print the matching items of a batch; name those that cannot be read."""
        tell("")
        self.read += len(items)
        for item in items:
            if isinstance(item, UnreadableRow):
                self.lost += 1
                name, reason = safe(item.id or _("without an id")), safe(item.reason)
                say(_("Unreadable, not listed: {id}, {reason}.", id=name, reason=reason))
            elif not self.full and self._filter.takes(item.raw):
                self.found += 1
                self._write(item)
        sys.stdout.flush()


def _reading(kind: str, since: int | None, until: int | None, zone: tzinfo) -> str:
    what = _(KIND_WORDS[kind])
    begin, end = ("" if at is None else dates.stamp(instant_of(at), zone=zone) for at in (since, until))
    if begin and end:
        return _("Reading {what} since {begin} before {end}…", what=what, begin=begin, end=end)
    if begin:
        return _("Reading {what} since {begin}…", what=what, begin=begin)
    if end:
        return _("Reading {what} before {end}…", what=what, end=end)
    return _("Reading {what} of all time…", what=what)


def _nothing(list_filter: ListFilter) -> str:
    if list_filter.kind == "refunds":
        return _(
            "No refunds. The API's reference documents no list of refunds, so this proves nothing: "
            "a payment shows its own (stancer-tui show)."
        )
    return _(_NONE_MATCH[list_filter.kind])


def _writer(args: argparse.Namespace, zone: tzinfo, mode: Mode) -> Callable[[Listed], None]:
    if args.json:
        kind = _OBJECTS[args.kind]
        return lambda item: print(shape_line(object_shape(kind, item.id, item.raw, mode)))
    if args.csv:
        write = csv_writer(args.csv, lambda: zone)
        write(csv_names(args.kind))
        return lambda item: write(csv_row(args.kind, item, mask=args.mask))
    if sys.stdout.isatty():
        print(heading(args.kind))
    return lambda item: print(line(args.kind, item, zone=zone, mask=args.mask))
