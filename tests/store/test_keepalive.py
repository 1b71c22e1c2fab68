"""A desk that is cut off in the middle of a change does not hold the others up for long."""

import asyncio

import pytest

from stancer_tui.models.ledger_address import ledger_address
from stancer_tui.store.owner import this_process
from stancer_tui.store.postgres.link import Link
from tests.store import team
from tests.store.contract.stands import NADIA
from tests.store.server import require, running

pytestmark = pytest.mark.postgres_real

AFTER = (
    "SELECT current_setting('tcp_keepalives_idle')::integer + current_setting('tcp_keepalives_interval')"
    "::integer * current_setting('tcp_keepalives_count')::integer"
)


def test_the_server_notices_a_network_that_was_cut() -> None:
    """Within half a minute, and not after the two hours of the system."""
    require()

    async def seconds(url: str) -> int:
        link = Link(ledger_address(url), this_process(), None)
        try:
            return int(await link.read(lambda connection: connection.fetchval(AFTER)))
        finally:
            await link.aclose()

    with running(tcp=True) as server:
        team.prepare(server)
        url = server.url(team.new_ledger(server), NADIA, tcp=True)
        assert 0 < asyncio.run(seconds(url)) <= 30
