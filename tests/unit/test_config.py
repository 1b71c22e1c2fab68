"""The directories that hold private files."""

import os
import stat
from pathlib import Path

import pytest

from stancer_tui.config import Paths, UnsafeDirectory, private


class TestDirectories:
    def test_one_variable_moves_everything(self, tmp_path: Path) -> None:
        paths = Paths.find({"STANCER_TUI_HOME": str(tmp_path)})
        assert paths == (tmp_path / "config", tmp_path / "state")
        assert paths.config_file == tmp_path / "config" / "config.toml"
        assert list(tmp_path.iterdir()) == [], "finding makes nothing"

    def test_without_it_each_has_the_name_of_the_program(self) -> None:
        paths = Paths.find({})
        assert [each.name for each in paths] == ["stancer-tui"] * 2

    def test_a_private_directory_is_for_its_owner_only(self, tmp_path: Path) -> None:
        made = private(tmp_path / "a" / "b")
        assert stat.S_IMODE(made.stat().st_mode) == 0o700

        open_to_all = tmp_path / "open"
        open_to_all.mkdir(mode=0o755)
        open_to_all.chmod(0o755)
        assert stat.S_IMODE(private(open_to_all).stat().st_mode) == 0o700

    def test_a_link_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
        (tmp_path / "elsewhere").mkdir()
        with pytest.raises(UnsafeDirectory, match="is a link"):
            private(tmp_path / "link")

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give it away")
    def test_a_directory_of_another_user_is_refused(self, tmp_path: Path) -> None:
        foreign = tmp_path / "foreign"
        foreign.mkdir()
        os.chown(foreign, 65534, 65534)
        with pytest.raises(UnsafeDirectory, match="another user"):
            private(foreign)
