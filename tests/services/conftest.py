"""The program that refunds, with nothing on its journal yet."""

from pathlib import Path

import pytest

from tests.services.refund_desk import Desk
from tests.services.refund_server import HandClock, ModelServer


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    clock = HandClock()
    return Desk(ModelServer(clock), clock, tmp_path / "journal.db", set(), [])
