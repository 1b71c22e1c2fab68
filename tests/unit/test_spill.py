import os
import stat
from pathlib import Path

import pytest

from stancer_tui.store.spill import Spill, SpilledAnswer

ANSWER = SpilledAnswer(
    ledger="ledger.example/stancer", live=False, intent="a" * 32, event="NotSent", error_class="ConnectError",
    reason="refusé",
)  # fmt: skip

POSIX = pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "unrecorded"


def test_an_answer_is_kept_for_its_ledger_and_mode_until_it_is_removed(folder: Path) -> None:
    spill = Spill(folder)
    assert spill.read(ANSWER.ledger, False) == ()
    spill.write(ANSWER)
    assert Spill(folder).read(ANSWER.ledger, False) == (ANSWER,)
    assert spill.read(ANSWER.ledger, True) == spill.read("elsewhere/stancer", False) == ()
    spill.remove(ANSWER.intent)
    spill.remove(ANSWER.intent)
    assert spill.read(ANSWER.ledger, False) == ()
    assert list(folder.iterdir()) == []


def test_a_later_answer_takes_its_place(folder: Path) -> None:
    spill = Spill(folder)
    spill.write(ANSWER)
    later = SpilledAnswer(
        ledger=ANSWER.ledger, live=False, intent=ANSWER.intent, event="Echoed", refund_id="refd_1"
    )
    spill.write(later)
    assert spill.read(ANSWER.ledger, False) == (later,)


@POSIX
def test_it_is_its_owners_alone(folder: Path) -> None:
    mask = os.umask(0)
    try:
        Spill(folder).write(ANSWER)
    finally:
        os.umask(mask)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()] == [0o600]


@POSIX
def test_what_others_can_write_counts_for_nothing(folder: Path) -> None:
    spill = Spill(folder)
    spill.write(ANSWER)
    (path,) = folder.iterdir()
    path.chmod(0o666)
    assert spill.read(ANSWER.ledger, False) == ()
    path.chmod(0o600)
    folder.chmod(0o777)
    assert spill.read(ANSWER.ledger, False) == ()
    folder.chmod(0o700)
    assert spill.read(ANSWER.ledger, False) == (ANSWER,)
    path.rename(folder.parent / path.name)
    path.symlink_to(folder.parent / path.name)
    assert spill.read(ANSWER.ledger, False) == ()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"ledger": 1}', '{"secret": "x"}', "\xff", '{"ledger":"x"}', "[" * 9000],
    ids=range(9),
)
def test_what_is_not_read_is_left_where_it_is(folder: Path, text: str) -> None:
    spill = Spill(folder)
    spill.write(ANSWER)
    strange = folder / "strange.json"
    strange.write_bytes(text.encode("latin-1"))
    strange.chmod(0o600)
    assert spill.read(ANSWER.ledger, False) == (ANSWER,)
    assert strange.exists()


def test_an_intents_name_leads_nowhere_else(folder: Path) -> None:
    spill = Spill(folder)
    strange = SpilledAnswer(
        ledger="x", live=True, intent="../../up", event="Lost", error_class="E", reason=""
    )
    spill.write(strange)
    assert len(list(folder.iterdir())) == 1
    assert spill.read("x", True) == (strange,)
    spill.remove(strange.intent)
    assert spill.read("x", True) == ()


def test_what_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError, match=r"file|File"):
        Spill(tmp_path / "file" / "unrecorded").write(ANSWER)
