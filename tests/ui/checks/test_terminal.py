"""T9 in a real terminal: a check is sent, the program closed, and opened again when the bank has answered."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from stancer_tui.store.pending_request import PendingRequest, RequestState
from stancer_tui.store.sqlite import request_table
from stancer_tui.store.sqlite.journal import Journal
from tests.ui.driving import NOW
from tests.ui.terminal import terminal

pytestmark = pytest.mark.slow


def test_a_check_is_answered_after_a_restart(tmp_path: Path) -> None:
    kept = ("--demo", "--db", str(tmp_path / "demo"), "--payments", "50", "--check-delay", "60")
    with terminal(tmp_path, *kept, "--now", NOW.isoformat()) as desk:
        desk.see("read now")
        desk.press("6")
        desk.see("No account was checked from this desk yet.")
        desk.press("c")
        desk.see("Account check · TEST")
        desk.press("\x1bOQ")
        desk.see("Otto Normalverbraucher")
        desk.press("pierre\r")
        desk.see("LA BANQUE POSTALE")
        desk.press("\x13")
        desk.see("✓ The bank is asked.")
        desk.see("1 check waiting")
        desk.press("\x1b\x11")
        assert desk.ends() == 0
        assert b"Traceback" not in desk.received
    (pending,) = journaled(tmp_path)
    assert pending.state is RequestState.KNOWN
    content = (tmp_path / "demo" / "journal.db").read_bytes()
    assert b"FR142004" not in content
    assert b"Pierre" not in content

    later = (NOW + timedelta(seconds=61)).isoformat()
    with terminal(tmp_path, *kept, "--now", later) as desk:
        answered = (b"Account check answered", "✓ confirmed".encode())
        desk.waits_for(lambda: all(each in desk.left for each in answered))  # in either order
        desk.press("\r")  # the desk was left in Checks
        desk.see("✓ 100 of 100")
        desk.press("\x11")
        assert desk.ends() == 0
    (pending,) = journaled(tmp_path)
    assert (pending.state, pending.reason) == (RequestState.DONE, "checked")


def journaled(home: Path) -> tuple[PendingRequest, ...]:
    with closing(Journal(home / "demo" / "journal.db")) as journal:
        return request_table.history(journal, False)
