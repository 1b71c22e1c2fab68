"""How a mode was left, across restarts: private, whole, and tolerant of a damaged file."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stancer_tui.models.mode import Mode
from stancer_tui.store.desk_state import DeskState, ListState, ModeState

LEFT = ModeState(
    section="disputes",
    disputes_seen=1_795_000_000,
    disputes_known=("dspt_a",),
    lists={
        "payments": ListState(
            window="2026-11-01/2026-11-07", sort="-amount", columns=("created", "amount"), preview=False
        ),
        "payouts": ListState(sort="paid"),
    },
)


def kept(path: Path, state: ModeState, mode: Mode = Mode.TEST, profile: str = "default") -> None:
    desk = DeskState(path, profile)
    desk.change(mode, **state._asdict())
    desk.save()


def test_a_mode_comes_back_as_it_was_left_and_the_other_knows_nothing_of_it(tmp_path: Path) -> None:
    kept(tmp_path / "new" / "desk.json", LEFT)
    again = DeskState(tmp_path / "new" / "desk.json")
    assert again[Mode.TEST] == LEFT
    assert again[Mode.LIVE] == ModeState()
    assert again.trouble is None


def test_the_file_has_the_list_of_payments_beside_the_values_of_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    kept(path, LEFT)
    assert json.loads(path.read_text(encoding="utf-8"))["profiles"]["default"]["test"] == {
        "section": "disputes",
        "window": "2026-11-01/2026-11-07",
        "sort": "-amount",
        "columns": ["created", "amount"],
        "preview": False,
        "disputes_seen": 1_795_000_000,
        "disputes_known": ["dspt_a"],
        "lists": {"payouts": {"sort": "paid"}},
    }


def test_profiles_keep_out_of_each_others_way(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    kept(path, LEFT)
    kept(path, ModeState(section="payouts"), Mode.LIVE, "second shop")
    assert DeskState(path)[Mode.TEST] == LEFT
    assert DeskState(path)[Mode.LIVE] == ModeState()
    assert DeskState(path, "second shop")[Mode.LIVE].section == "payouts"


def test_the_file_is_for_its_owner_only_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    kept(path, LEFT)
    kept(path, ModeState(section="payments"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    desk = DeskState(tmp_path / "desk.json")
    desk.change(Mode.TEST, section=None)
    desk.save()
    assert list(tmp_path.iterdir()) == []


def test_without_a_path_nothing_is_written() -> None:
    desk = DeskState()
    desk.change(Mode.TEST, section="refunds")
    desk.save()
    assert desk[Mode.TEST].section == "refunds"


def test_a_writing_that_fails_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "desk.json"
    kept(path, LEFT)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("stancer_tui.store.desk_state.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept(path, ModeState(section="payouts"))
    assert DeskState(path)[Mode.TEST] == LEFT
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_file_is_told_once_and_gives_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    path.write_text('{"version": 1, "profiles', encoding="utf-8")
    desk = DeskState(path)
    assert desk.trouble == "desk.json is damaged and will be written anew"
    assert desk[Mode.TEST] == ModeState()
    desk.save()
    assert DeskState(path).trouble is None


def test_a_file_of_a_newer_version_is_neither_used_nor_changed(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    path.write_text('{"version": 2, "shape": "unknown"}', encoding="utf-8")
    desk = DeskState(path)
    assert "newer version" in (desk.trouble or "")
    desk.change(Mode.TEST, section="refunds")
    desk.save()
    assert json.loads(path.read_text(encoding="utf-8")) == {"version": 2, "shape": "unknown"}


def test_values_of_the_wrong_kind_are_as_if_never_chosen(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    odd: dict[str, object] = {
        "section": 3,
        "window": "x" * 65,
        "sort": "\x1b[2J",
        "columns": [],
        "preview": 1,
        "disputes_seen": True,
    }
    path.write_text(json.dumps({"version": 1, "profiles": {"default": {"test": odd}}}), encoding="utf-8")
    desk = DeskState(path)
    assert desk.trouble is None
    assert desk[Mode.TEST] == ModeState()


def test_a_directory_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "desk.json").mkdir()
    assert "cannot be read" in (DeskState(tmp_path / "desk.json").trouble or "")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("version", "profiles", "default", "test", "columns", "sort", "x")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=40), json_values.map(lambda value: json.dumps(value).encode())))
def test_no_content_stops_the_desk(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.json"
    path.write_bytes(content)
    desk = DeskState(path)
    desk.change_list(Mode.LIVE, "payments", sort="amount")
    desk.save()
    if desk.trouble is None or "damaged" in desk.trouble:
        assert DeskState(path)[Mode.LIVE].list_of("payments").sort == "amount"
