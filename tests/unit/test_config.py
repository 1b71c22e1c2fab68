"""The settings file with every mistake named, and the directories that hold private files."""

import os
import stat
from pathlib import Path

import pytest

from stancer_tui.api.address import checked_base_url
from stancer_tui.config import API_URL, ConfigError, Paths, Settings, UnsafeDirectory, load_settings, private
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money


def load(tmp_path: Path, text: str, profile: str = "default") -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, profile, check_url=lambda url: checked_base_url(url, Mode.TEST))


def mistakes(tmp_path: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert str(tmp_path / "config.toml") in str(caught.value)
    return caught.value.mistakes


FULL = """
[profiles.default]
account = "Atelier Lune"
base_url = "http://127.0.0.1:8765"
read_only = true
refund_ceiling = { EUR = "250.00", jpy = "30000", usd = "99.5" }

[profiles.second]
account = "Zoë & fils"
"""


class TestSettings:
    def test_a_profile_is_read_whole(self, tmp_path: Path) -> None:
        assert load(tmp_path, FULL) == Settings(
            profile="default",
            account="Atelier Lune",
            base_url="http://127.0.0.1:8765",
            read_only=True,
            refund_ceiling={
                "eur": Money(25000, "eur"),
                "jpy": Money(30000, "jpy"),
                "usd": Money(9950, "usd"),
            },
        )

    def test_profiles_share_nothing(self, tmp_path: Path) -> None:
        assert load(tmp_path, FULL, "second") == Settings("second", account="Zoë & fils")
        assert load(tmp_path, FULL, "third") == Settings("third")

    def test_no_file_gives_the_defaults_unless_it_was_named(self, tmp_path: Path) -> None:
        path = tmp_path / "none.toml"
        settings = load_settings(path, check_url=str)
        assert settings == Settings()
        assert settings.base_url == API_URL
        with pytest.raises(ConfigError, match="there is no such file"):
            load_settings(path, check_url=str, required=True)

    def test_every_mistake_is_named_with_its_line(self, tmp_path: Path) -> None:
        text = """# settings
colour = "red"
[profiles.default]
acount = "x"
base_url = "http://api.stancer.com"
read_only = "yes"
refund_ceiling = { eur = 250, xyz = "1.00", jpy = "1.5", gbp = "-1" }
[profiles]
second = "x"
"""
        found = mistakes(tmp_path, text)
        assert found[0] == "line 2: colour is not a setting; known here: profiles"
        assert found[1] == "line 4: acount is not a setting; did you mean account?"
        assert found[2].startswith("line 5: base_url: the API address must begin with https://")
        assert found[3] == "line 6: read_only is to be true or false"
        assert sum(each.startswith("line 7: ") for each in found) == 4
        assert found[-1] == "line 9: profiles.second is to be a table, like [profiles.second]"

    def test_a_mistake_in_a_value_of_several_lines_has_a_line_of_its_own(self, tmp_path: Path) -> None:
        text = '[profiles.default]\naccount = """\nread_only = 1\n"""\nread_only = 1\n'
        assert mistakes(tmp_path, text) == ("line 5: read_only is to be true or false",)

    def test_broken_toml_keeps_the_line(self, tmp_path: Path) -> None:
        (found,) = mistakes(tmp_path, "[profiles.default]\naccount = \n")
        assert "line 2" in found

    def test_a_number_is_no_truth_and_a_truth_no_text(self, tmp_path: Path) -> None:
        found = mistakes(tmp_path, "[profiles.default]\nread_only = 1\naccount = true\n")
        assert len(found) == 2

    def test_a_file_that_is_not_text(self, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_bytes(b"\xff\xfe")
        with pytest.raises(ConfigError, match="not UTF-8"):
            load_settings(path, check_url=str)


class TestDirectories:
    def test_one_variable_moves_everything(self, tmp_path: Path) -> None:
        paths = Paths.find({"STANCER_TUI_HOME": str(tmp_path)})
        assert {paths.config, paths.state, paths.runtime} == {
            tmp_path / n for n in ("config", "state", "runtime")
        }
        assert paths.config_file == tmp_path / "config" / "config.toml"
        assert list(tmp_path.iterdir()) == [], "finding makes nothing"

    def test_without_it_each_has_the_name_of_the_program(self) -> None:
        paths = Paths.find({})
        assert all("stancer-tui" in str(each) for each in (paths.config, paths.state, paths.runtime))
        assert paths.runtime.is_relative_to(paths.state), "never a shared directory"

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
