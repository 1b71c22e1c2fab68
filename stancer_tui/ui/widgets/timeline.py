"""What happened to a payment, and what is expected of it, as lines of a screen."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import _
from stancer_tui.render import dates
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.services.payments.timeline import Story, TimelineEvent
from stancer_tui.ui.widgets.fact_list import Fact, fact_lines

LABEL_WIDTH = 21
"""Cells of a moment and the blanks behind it."""

_UNBROKEN = 400


def happened_facts(story: Story, zone: tzinfo) -> list[Fact]:
    """A heading that names the zone, and a line for each moment; what has no date stands in one line."""
    heading = Fact(_("What happened · times in {zone}", zone=dates.zone_name(zone)))
    undated = [_words(event) for event in story.happened if event.at is None]
    return [
        heading,
        *_moments((event for event in story.happened if event.at is not None), zone),
        *([Fact(_("no date reported"), ", ".join(undated))] if undated else []),
    ]


def expected_facts(story: Story, zone: tzinfo, now: datetime) -> list[Fact]:
    """A heading and what is ahead, the next first; nothing where nothing is."""
    if not story.expected:
        return []
    lines = []
    for event in story.expected:
        words = _words(event)
        if event.at is None:
            lines.append(Fact(_("no date reported"), words))
            continue
        far = dates.day_age(event.at, now) if event.day else dates.age(event.at, now, zone)
        basis = f" ({_(event.source)})" if event.source.startswith("computed") else ""
        lines.append(Fact(_stamp(event, zone), f"{words} · {far}{basis}"))
    return [Fact(_("Expected")), *lines]


def timeline_content(story: Story, zone: tzinfo, now: datetime) -> Content:
    """Both parts as text, a line each."""
    facts = [*happened_facts(story, zone), *expected_facts(story, zone, now)]
    return Content("\n").join(fact_lines(facts, _UNBROKEN, LABEL_WIDTH))


def _moments(events: Iterable[TimelineEvent], zone: tzinfo) -> Sequence[Fact]:
    """A line for each moment, with all that happened then."""
    lines: dict[str, list[str]] = {}
    for event in events:
        lines.setdefault(_stamp(event, zone), []).append(_words(event))
    return [Fact(stamp, ", ".join(words)) for stamp, words in lines.items()]


def _stamp(event: TimelineEvent, zone: tzinfo) -> str:
    if event.at is None:
        return ""
    return dates.paris_date(event.at) if event.day else dates.stamp(event.at, zone=zone)


def _words(event: TimelineEvent) -> str:
    amount = f" {money(event.money)}" if event.money and event.source != "created" else ""
    return f"{safe(event.text)}{amount}"
