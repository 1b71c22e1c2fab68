"""Which objects a list prints: what the API filters, and what is compared here."""

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.language import N_, _
from stancer_tui.models.moments import in_zone, is_date
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.render.listed import Listed
from stancer_tui.render.safe import safe
from stancer_tui.services.search.known_words import judged_status
from stancer_tui.services.search.values import Unclear
from stancer_tui.services.typed_dates import NotADay, end_counted_from, read_day

_MOMENT = re.compile(r"[1-9]\d{3}-?\d\d-?\d\d[T ].+")

_ANY_DAY, _ANOTHER = date(2020, 3, 1), date(2025, 7, 3)
"""Two days to read a text by: one that gives the same day for both is complete."""

KIND_WORDS = {
    "payments": N_("payments"),
    "refunds": N_("refunds"),
    "disputes": N_("disputes"),
    "payouts": N_("payouts"),
    "people": N_("people"),
}
"""What a sentence calls the kinds."""

_HAVE = {
    "order_id": ("payments", "disputes"),
    "unique_id": ("payments",),
    "status": ("payments", "refunds", "payouts"),
}
"""The kinds to which each option applies."""

_LONGEST = 36
"""Characters of an order or unique id (reference: List all payments)."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list is narrowed to; `since` (inclusive) and `until` (exclusive) in Unix seconds.

    The API takes one filter a request: the order id before the unique id before the date. The others are
    compared here.
    """

    kind: str
    since: int | None = None
    until: int | None = None
    order_id: str | None = None
    unique_id: str | None = None
    statuses: frozenset[str] = frozenset()
    limit: int | None = None

    @property
    def sent_order(self) -> str | None:
        """The order id, where the API filters by it."""
        return self.order_id if self.kind == "payments" else None

    @property
    def sent_unique(self) -> str | None:
        """The unique id, where the API filters by it and no order id was sent."""
        return None if self.sent_order is not None else self.unique_id

    @property
    def sent_since(self) -> int | None:
        """The date, when it is the one filter sent."""
        return self.since if self.sent_order is None and self.sent_unique is None else None

    def takes(self, raw: Mapping[str, Any]) -> bool:
        """Whether an object matches; one without a date is kept, since nothing says that it does not."""
        created = _created(raw)
        if created is not None:
            if self.since is not None and created < self.since:
                return False
            if self.until is not None and created >= self.until:
                return False
        return (
            (self.order_id is None or raw.get("order_id") == self.order_id)
            and (self.unique_id is None or raw.get("unique_id") == self.unique_id)
            and (not self.statuses or raw.get("status") in self.statuses)
        )

    def past(self, items: Sequence[Listed | UnreadableRow]) -> bool:
        """Whether a whole page of a list in date order comes after `until`."""
        if self.until is None or self.sent_since is None or not items:
            return False
        created = [created_of(item) for item in items]
        return all(each is not None and each >= self.until for each in created)


def list_filter_of(args: argparse.Namespace, zone: tzinfo) -> ListFilter:
    """What the arguments ask for, days being those of `zone`; raises Stop."""
    for name, kinds in _HAVE.items():
        if getattr(args, name) and args.kind not in kinds:
            option = name.replace("_", "-")
            what = _(KIND_WORDS[args.kind])
            raise Stop(
                Exit.USAGE, _("--{option} is not for {what}: they have none.", option=option, what=what)
            )
    for name in ("order_id", "unique_id"):
        value = getattr(args, name)
        if value is not None and not 1 <= len(value) <= _LONGEST:
            option = name.replace("_", "-")
            raise Stop(
                Exit.USAGE,
                _("--{option} must have 1 to {most} characters.", option=option, most=_LONGEST),
            )
    since, until = bounds(args, zone)
    return ListFilter(
        kind=args.kind,
        since=since,
        until=until,
        order_id=args.order_id,
        unique_id=args.unique_id,
        statuses=frozenset(_status(each, args.kind) for each in args.status or ()),
        limit=args.limit,
    )


def bounds(args: argparse.Namespace, zone: tzinfo) -> tuple[int | None, int | None]:
    """From (included) and to (not included) of --since and --until, in Unix seconds; raises Stop."""
    today = in_zone(getattr(args, "now", None) or datetime.now(UTC), zone).date()
    first, last = _day_of(args.since, today), _day_of(args.until, today, args.since)
    since = None if first is None else _start(first, zone)
    until = None if last is None else _end(last, zone)
    if since is not None and until is not None and until <= since:
        raise Stop(Exit.USAGE, _("--until is before --since."))
    return since, until


def _status(word: str, kind: str) -> str:
    try:
        return judged_status(word, kind.removesuffix("s"))
    except Unclear as error:
        raise Stop(Exit.USAGE, _("--status: {reason}", reason=safe(error, 400))) from None


def moment(text: str) -> date | datetime | str:
    """A day or an instant that a person typed, a text where it counts from today; raises argparse's error."""
    try:
        if _MOMENT.fullmatch(text.strip()):
            return datetime.fromisoformat(text)
        day = read_day(text, today=_ANY_DAY)
        return day if day == read_day(text, today=_ANOTHER) else text
    except NotADay as error:
        said = _("{error} A moment is written as 2026-11-21T18:04.", error=error)
        raise argparse.ArgumentTypeError(said) from None
    except ValueError:
        said = _("There is no such moment: write one as 2026-11-21T18:04.")
        raise argparse.ArgumentTypeError(said) from None


def _day_of(
    given: date | datetime | str | None, today: date, first: date | datetime | str | None = None
) -> date | datetime | None:
    """The day of a text that counts from `today`; without its year it is the one after the `first` day."""
    if not isinstance(given, str):
        return given
    begin = _day_of(first, today)
    day = begin.date() if isinstance(begin, datetime) else begin
    return read_day(given, today=end_counted_from(given, day, today))


def _start(given: date | datetime, zone: tzinfo) -> int:
    if not isinstance(given, datetime):
        given = datetime.combine(given, time(), zone)
    return _seconds(given, zone)


def _end(given: date | datetime, zone: tzinfo) -> int:
    """A day is meant as a whole: it ends where the next begins."""
    if not isinstance(given, datetime):
        given = datetime.combine(given + timedelta(days=1), time(), zone)
    return _seconds(given, zone)


def _seconds(at: datetime, zone: tzinfo) -> int:
    seconds = (at if at.tzinfo else at.replace(tzinfo=zone)).timestamp()
    if seconds < 0:
        raise Stop(Exit.USAGE, _("The API knows no date before 1970."))
    return int(seconds)


def created_of(item: Listed | UnreadableRow) -> int | None:
    """When an item was created (Unix seconds), where the API said so."""
    return _created(item.raw) if isinstance(item, Listed) else item.created


def _created(raw: Mapping[str, Any]) -> int | None:
    created = raw.get("created")
    return int(created) if is_date(created) else None
