"""Imports the journal of one agent into a team's ledger, in one transaction."""

import json
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from stancer_tui import __version__
from stancer_tui.language import N_, _
from stancer_tui.models.ledger_address import LedgerAddress
from stancer_tui.store.batch import Batch
from stancer_tui.store.errors import NotAllowed
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.note import Note
from stancer_tui.store.pending_request import PendingRequest
from stancer_tui.store.postgres.connecting import PasswordOf, check_server, connect, driver_errors
from stancer_tui.store.postgres.rows import batch_documents, intent_document, request_document, storable
from stancer_tui.store.postgres.schema import check_version
from stancer_tui.store.postgres.troubles import sqlstate, unavailable

ALL = -1
_MODES = (False, True)
_UNDER_WAY = N_(
    "A refund of {payment} is under way in the journal. Close every desk that uses it, and try again: "
    "nothing was taken over."
)
_WHOSE = N_(
    "A refund of {payment} is open, and whose it is is not known. Nothing was taken over. Without the team's "
    "ledger, open the desk of the profile that made it and begin a refund of that payment; then try again."
)
_HELD = N_("A payment has an open refund in both: decide on it in one of them first. Nothing was taken over.")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many entries were imported.

    `left` counts entries of older versions that may be another account's; they stay in the file.
    """

    intents: int
    batches: int
    requests: int
    notes: int
    left: int = 0

    @property
    def nothing(self) -> bool:
        """Whether everything was in the ledger already."""
        return not (self.intents or self.batches or self.requests or self.notes)


async def import_journal(
    address: LedgerAddress, journal: Ledger, password: PasswordOf | None = None
) -> Imported:
    """Write the entries of the journal's account that the ledger lacks, as the ledger's owner.

    The audit marks them as imported, with the agents and times of the journal. Raises `LedgerUnavailable`,
    and `NotAllowed` where a refund is being sent, or is open and of an unknown account.
    """
    every = await _entries(journal)
    await _check(journal, every)
    mine = every.of(journal.serves)
    taken = await _documents(journal, mine)
    connection = await connect(address, password)
    try:
        await check_server(connection)
        await check_version(connection)
        said = await connection.fetchval(
            "SELECT stancer_tui.journal_import($1::jsonb, $2, $3)",
            json.dumps(taken),
            socket.gethostname(),
            __version__,
            timeout=None,
        )
    except driver_errors() as error:
        if sqlstate(error) == "23505":
            raise NotAllowed(_(_HELD)) from error
        raise unavailable(error) from error
    finally:
        connection.terminate()
    return Imported(**json.loads(said), left=len(every) - len(mine))


@dataclass(frozen=True, slots=True)
class _Entries:
    """What a journal has, oldest first."""

    intents: Sequence[Intent]
    batches: Sequence[Batch]
    requests: Sequence[PendingRequest]

    def __len__(self) -> int:
        return len(self.intents) + len(self.batches) + len(self.requests)

    def of(self, whose: Callable[[str], bool]) -> "_Entries":
        """Those of some accounts."""
        return _Entries(
            [each for each in self.intents if whose(each.account)],
            [each for each in self.batches if whose(each.account)],
            [each for each in self.requests if whose(each.account)],
        )


async def _entries(journal: Ledger) -> _Entries:
    requests = [await journal.requests.history(live, limit=ALL) for live in _MODES]
    return _Entries(
        (await journal.intents.history(limit=ALL))[::-1],
        (await journal.batches.history(limit=ALL))[::-1],
        [each for found in requests for each in found[::-1]],
    )


async def _check(journal: Ledger, every: _Entries) -> None:
    """Refuse refunds that a running desk is sending, and open ones that may be another account's."""
    for intent in every.intents:
        if not journal.serves(intent.account):
            if intent.open or intent.state is State.NOT_FOUND:
                raise NotAllowed(_(_WHOSE, payment=intent.payment))
        elif intent.state in {State.PREPARED, State.SENDING} and await journal.alive(intent.owner):
            raise NotAllowed(_(_UNDER_WAY, payment=intent.payment))


async def _documents(journal: Ledger, mine: _Entries) -> dict[str, list[dict[str, Any]]]:
    """The entries as JSON documents for the database."""
    known = {each.id for each in mine.intents}
    heads: list[dict[str, Any]] = []
    items: list[dict[str, Any]] = []
    for batch in mine.batches:
        head, of_batch = (json.loads(each) for each in batch_documents(batch))
        heads.append(head | _whose(batch) | {"revision": batch.revision})
        items.extend(item | {"batch": batch.id} for item in of_batch)
    return {
        "intents": [
            json.loads(intent_document(each))
            | _whose(each)
            | {
                "revision": each.revision,
                "sent_at": None if each.sent_at is None else each.sent_at.isoformat(),
            }
            for each in mine.intents
        ],
        "changes": [
            {
                "subject": each.intent,
                "at": each.at.isoformat(),
                "agent": each.os_user,
                "before_state": each.before,
                "after_state": each.after,
                "detail": storable(each.detail),
            }
            for each in await journal.intents.changes()
            if each.intent in known
        ],
        "batches": heads,
        "items": items,
        "requests": [json.loads(request_document(each)) | _whose(each) for each in mine.requests],
        "notes": [_note(each) for live in _MODES for each in await journal.notes.every(live, limit=ALL)],
    }


def _whose(entry: Any) -> dict[str, Any]:
    """Who made the entry, when and where, according to the journal."""
    owner = entry.owner
    return {
        "created_at": entry.created_at.isoformat(),
        "agent": entry.agent or owner.user,
        "account": entry.account,
        "host": owner.host,
        "pid": owner.pid,
        "pid_started": owner.started,
        "os_user": owner.user,
        "app_version": entry.app_version,
    }


def _note(note: Note) -> dict[str, Any]:
    return {
        "id": note.id,
        "live": note.live,
        "object": note.object_id,
        "text": storable(note.text),
        "agent": note.agent,
        "at": note.at.isoformat(),
        "struck_by": note.struck_by,
        "struck_at": None if note.struck_at is None else note.struck_at.isoformat(),
        "account": "",
    }
