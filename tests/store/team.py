"""A team on a server: the roles of its agents, and new databases with an empty ledger."""

import asyncio
from itertools import count

from stancer_tui.models.ledger_address import ledger_address
from stancer_tui.store.postgres import schema
from tests.store.contract.stands import AMELIE, KARIM, NADIA
from tests.store.server import PostgresServer

AUDITOR = "auguste"
STRANGER = "ivan"
"""Who may log in to the server, and has no part in the ledger."""

_TEMPLATE = "ledger_template"
_NUMBERS = count(1)


def prepare(server: PostgresServer) -> None:
    """Create the roles, and the ledger from which new ones are copied."""
    server.sql(f"CREATE DATABASE {_TEMPLATE}")
    asyncio.run(schema.create(ledger_address(server.url(_TEMPLATE))))
    server.sql(
        *(f"CREATE ROLE {name} LOGIN" for name in (NADIA, KARIM, AMELIE, AUDITOR, STRANGER)),
        f"GRANT stancer_agent TO {NADIA}, {KARIM}",
        f"GRANT stancer_approver TO {AMELIE}",
        f"GRANT stancer_auditor TO {AUDITOR}",
        f"COMMENT ON ROLE {NADIA} IS 'Nadia Perrin'",
        "DO $$ BEGIN WHILE EXISTS (SELECT FROM pg_stat_activity WHERE datname = "
        f"'{_TEMPLATE}') LOOP PERFORM pg_sleep(0.01), pg_stat_clear_snapshot(); END LOOP; END $$",
    )


def new_ledger(server: PostgresServer) -> str:
    """The name of a new database with an empty ledger."""
    name = f"ledger_{next(_NUMBERS)}"
    server.sql(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    return name
