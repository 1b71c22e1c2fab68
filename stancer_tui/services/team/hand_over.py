"""The end of a shift: what an agent works on goes to a colleague, each with the same note."""

from collections.abc import Iterable
from dataclasses import dataclass

from stancer_tui.services.team.claims import TeamClaims
from stancer_tui.services.team.notes import NoteRefused, Notes, checked
from stancer_tui.store.claim import Claim
from stancer_tui.store.errors import LedgerUnavailable, NotAllowed
from stancer_tui.store.note import Note


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The outcome: the ids of the objects given, and of those that were somebody else's by then.

    `refusal` is why it ended early: the rest was not given, or that is not known.
    """

    given: tuple[str, ...]
    taken: tuple[str, ...]
    refusal: LedgerUnavailable | NotAllowed | NoteRefused | None = None


async def hand_over(claims: TeamClaims, notes: Notes, agent: str, note: str) -> HandedOver:
    """Give everything that this agent works on to `agent`, one object after another, `note` first.

    Only what is still this agent's at that moment is given. A note that stands there from an earlier try is
    not written again.
    """
    given: list[str] = []
    taken: list[str] = []
    try:
        for claim in claims.mine():
            if await _give(claims, notes, claim.object_id, agent, note):
                given.append(claim.object_id)
            else:
                taken.append(claim.object_id)
    except (LedgerUnavailable, NotAllowed, NoteRefused) as refusal:
        return HandedOver(tuple(given), tuple(taken), refusal)
    return HandedOver(tuple(given), tuple(taken))


async def _give(claims: TeamClaims, notes: Notes, object_id: str, agent: str, note: str) -> bool:
    """Note it and give it; False where it is not this agent's any more."""
    held = claims.of(object_id)
    if held is None or held.agent != claims.me:
        return False
    if note and not _stands(await notes.read(object_id), held, checked(note)):
        await notes.write(object_id, note)
    return await claims.give(object_id, agent) is not None


def _stands(notes: Iterable[Note], held: Claim, text: str) -> bool:
    """Whether the agent wrote this note since they took the object: a write's answer may have been lost."""
    return any(
        each.agent == held.agent and each.text == text and not each.struck and each.at >= held.at
        for each in notes
    )
