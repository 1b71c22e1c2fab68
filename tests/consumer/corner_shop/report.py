"""The shop's report, written by a script that is not async."""

from collections import Counter
from datetime import datetime
from typing import assert_type

from stancer_tui.api import Money, Page, Payment, SyncStancerClient, UnreadableRow


def by_status(client: SyncStancerClient, since: datetime) -> dict[str, int]:
    """How many payments stand where."""
    return dict(Counter(each.status or "open" for each in client.payments.all(created=since)))


def taken(client: SyncStancerClient, since: datetime) -> list[Money]:
    """What was captured."""
    return [each.money for each in client.payments.all(created=since) if each.status == "captured"]


def first_page(client: SyncStancerClient) -> tuple[list[Payment], list[UnreadableRow]]:
    """A page as it is: what cannot be read stands among the others."""
    page = client.payments.page(limit=10)
    assert_type(page, Page[Payment])
    good = [each for each in page.items if isinstance(each, Payment)]
    return good, [each for each in page.items if isinstance(each, UnreadableRow)]
