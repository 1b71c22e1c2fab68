"""What happened to a payment, as lines of a screen."""

from collections.abc import Iterable
from datetime import tzinfo

from textual.content import Content

from stancer_tui.render import dates
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.services.payments.timeline import TimelineEvent


def timeline_content(happened: Iterable[TimelineEvent], zone: tzinfo) -> Content:
    """A heading that names the zone, and a line an event."""
    name = dates.zone_name(zone)
    lines = [Content.assemble(("What happened", "bold $text-primary"), (f"  times in {name}", "$muted"))]
    return Content("\n").join([*lines, *(_event(event, zone) for event in happened)])


def _event(event: TimelineEvent, zone: tzinfo) -> Content:
    if event.at is None:
        at = "no date"
    elif event.day:
        at = dates.paris_date(event.at)
    else:
        at = dates.stamp(event.at, zone=zone)
    amount = f" {money(event.money)}" if event.money and event.source != "created" else ""
    return Content.assemble(
        (f"{at:<20}", "$muted"), safe(event.text), amount, (f"  {event.source}", "$muted")
    )
