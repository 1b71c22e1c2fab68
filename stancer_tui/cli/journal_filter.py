"""Which refunds `stancer-tui journal` prints: by agent, ticket, reason and date."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass

from stancer_tui.cli.agent_zone import local_zone
from stancer_tui.cli.list_filter import bounds
from stancer_tui.models.folding import fold
from stancer_tui.store.intent import Intent


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What the journal is narrowed to; `since` is inclusive, `until` is not, in Unix seconds."""

    agent: str | None = None
    ticket: str | None = None
    reason: str | None = None
    since: int | None = None
    until: int | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self != JournalFilter()

    def takes(self, intent: Intent, user: str, names: Mapping[str, str]) -> bool:
        """Whether a refund that `user` confirmed matches; `names` are those that agents are shown by."""
        at = intent.created_at.timestamp()
        return (
            (self.agent is None or fold(self.agent) in {fold(user), fold(names.get(user, user))})
            and (self.ticket is None or fold(self.ticket) == fold(intent.ticket or ""))
            and (self.reason is None or self.reason == intent.refund_reason)
            and (self.since is None or at >= self.since)
            and (self.until is None or at < self.until)
        )


def journal_filter_of(args: argparse.Namespace) -> JournalFilter:
    """What the arguments ask for, days being those of this machine; raises Stop."""
    since, until = bounds(args, local_zone())
    return JournalFilter(agent=args.agent, ticket=args.ticket, reason=args.reason, since=since, until=until)
