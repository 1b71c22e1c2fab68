"""`stancer-tui list KIND`: every page of a list, oldest first as the API gives it, for scripts."""

import argparse
import asyncio
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import tzinfo
from typing import TypeVar

from stancer_tui.api import StancerClient
from stancer_tui.api.pages import Page
from stancer_tui.cli.agent_zone import local_zone
from stancer_tui.cli.exits import Exit
from stancer_tui.cli.list_filter import ListFilter, list_filter_of
from stancer_tui.cli.reading import reading
from stancer_tui.cli.show import check_mask
from stancer_tui.models.base import StancerObject
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.render.csv_text import csv_line
from stancer_tui.render.json_text import json_text
from stancer_tui.render.listed import Listed, csv_names, csv_row, heading, line
from stancer_tui.render.safe import safe

Model = TypeVar("Model", bound=StancerObject)


def run(args: argparse.Namespace) -> int:
    """Print what matches and return the exit code; raises Stop."""
    check_mask(args)
    zone = local_zone()
    return asyncio.run(_list(args, list_filter_of(args, zone), zone))


async def _list(args: argparse.Namespace, list_filter: ListFilter, zone: tzinfo) -> int:
    write = _writer(args, zone)
    left = list_filter.limit
    found = lost = 0
    async with reading(args) as desk, aclosing(_pages(desk.client, list_filter)) as pages:
        async for page in pages:
            for item in page.items:
                if isinstance(item, UnreadableRow):
                    lost += 1
                    _say(f"Unreadable, not listed: {safe(item.id or 'without an id')}, {safe(item.reason)}.")
                elif list_filter.takes(item.raw) and (left is None or found < left):
                    found += 1
                    write(item)
            sys.stdout.flush()
            if (left is not None and found >= left) or list_filter.past(page.items):
                break
    if not found and not lost:
        _say(_nothing(list_filter))
    return Exit.FAILED if lost else Exit.DONE


def _nothing(list_filter: ListFilter) -> str:
    if list_filter.kind == "refunds":
        return (
            "No refunds. The API's reference documents no list of refunds, so this proves nothing: "
            "a payment shows its own (stancer-tui show)."
        )
    return f"No {list_filter.kind} match."


def _pages(client: StancerClient, list_filter: ListFilter) -> AsyncGenerator[Page[Listed], None]:
    """The pages with at most one filter sent; the API takes one, the others are applied here."""
    since = list_filter.sent_since
    match list_filter.kind:
        case "payments":
            return client.payments.walk(
                read=Listed.read,
                created=since,
                order_id=list_filter.sent_order,
                unique_id=list_filter.sent_unique,
            )
        case "disputes":
            return _listed(client.disputes.walk(created=since))
        case "payouts":
            return _listed(client.payouts.walk(created=since))
        case _:
            return _listed(client.refunds.walk(created=since))


async def _listed(pages: AsyncGenerator[Page[Model], None]) -> AsyncGenerator[Page[Listed], None]:
    async with aclosing(pages):
        async for page in pages:
            items = tuple(
                item if isinstance(item, UnreadableRow) else Listed(item.id, item.raw) for item in page.items
            )
            yield Page(items, page.live_mode, page.start, page.end, page.limit, page.has_more)


def _writer(args: argparse.Namespace, zone: tzinfo) -> Callable[[Listed], None]:
    if args.json:
        return lambda item: print(json_text(item.raw, indent=None))
    if args.csv:
        print(csv_line(csv_names(args.kind), end=""))
        return lambda item: print(csv_line(csv_row(args.kind, item, mask=args.mask), end=""))
    if sys.stdout.isatty():
        _say(heading(args.kind))
    return lambda item: print(line(args.kind, item, zone=zone))


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
