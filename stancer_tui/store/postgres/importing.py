"""Taking the journal of one agent over into a team's ledger: once, whole or not at all."""

import json
import socket
from dataclasses import dataclass
from typing import Any

from stancer_tui import __version__
from stancer_tui.language import N_, _
from stancer_tui.models.ledger_address import LedgerAddress
from stancer_tui.store.errors import NotAllowed
from stancer_tui.store.intent import State
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.note import Note
from stancer_tui.store.postgres.connecting import PasswordOf, check_server, connect, driver_errors
from stancer_tui.store.postgres.rows import batch_documents, intent_document, request_document, storable
from stancer_tui.store.postgres.schema import check_version
from stancer_tui.store.postgres.troubles import sqlstate, unavailable

ALL = -1
_UNDER_WAY = N_(
    "A refund of {payment} is under way in the journal. Close every desk that uses it, and try again: "
    "nothing was taken over."
)
_HELD = N_("A payment has an open refund in both: decide on it in one of them first. Nothing was taken over.")


@dataclass(frozen=True, slots=True)
class Imported:
    """How much of the journal was not in the ledger yet, and is now."""

    intents: int
    batches: int
    requests: int
    notes: int

    @property
    def nothing(self) -> bool:
        """Whether all of it was there."""
        return not (self.intents or self.batches or self.requests or self.notes)


async def import_journal(
    address: LedgerAddress, journal: Ledger, password: PasswordOf | None = None
) -> Imported:
    """Write what a journal has and the ledger has not, as the ledger's owner.

    What happened is in the audit as imported, with who did it and when as the journal has it. Raises
    `LedgerUnavailable`, and `NotAllowed` where a refund is under way.
    """
    taken = await _read(journal)
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
    return Imported(**json.loads(said))


async def _read(journal: Ledger) -> dict[str, list[dict[str, Any]]]:
    """Everything that the journal has, as documents for the database, oldest first."""
    intents = (await journal.intents.history(limit=ALL))[::-1]
    for intent in intents:
        if intent.state in {State.PREPARED, State.SENDING} and await journal.alive(intent.owner):
            raise NotAllowed(_(_UNDER_WAY, payment=intent.payment))
    batches = (await journal.batches.history(limit=ALL))[::-1]
    heads: list[dict[str, Any]] = []
    items: list[dict[str, Any]] = []
    for batch in batches:
        head, of_batch = (json.loads(each) for each in batch_documents(batch))
        heads.append(head | _whose(batch) | {"revision": batch.revision})
        items.extend(item | {"batch": batch.id} for item in of_batch)
    modes = (False, True)
    return {
        "intents": [
            json.loads(intent_document(each))
            | _whose(each)
            | {
                "revision": each.revision,
                "sent_at": None if each.sent_at is None else each.sent_at.isoformat(),
            }
            for each in intents
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
        ],
        "batches": heads,
        "items": items,
        "requests": [
            json.loads(request_document(each)) | _whose(each)
            for live in modes
            for each in (await journal.requests.history(live, limit=ALL))[::-1]
        ],
        "notes": [_note(each) for live in modes for each in await journal.notes.every(live, limit=ALL)],
    }


def _whose(entry: Any) -> dict[str, Any]:
    """Who asked, when and where, as the journal has it."""
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
