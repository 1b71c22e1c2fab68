"""docs/settings.md says what the program does."""

import re
from pathlib import Path

from stancer_tui.api.address import checked_base_url
from stancer_tui.config import BUILT_IN_VIEWS, SavedView, Settings, UiSettings
from stancer_tui.models.mode import Mode
from stancer_tui.settings.file import load_settings
from stancer_tui.ui.shell.setting_names import known

TEXT = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `([\w.]+)` \| (.*) \|$", TEXT, re.MULTILINE))


def rows_of(name: str) -> str:
    """The lines of the table that begin with a setting."""
    return "\n".join(line for line in TEXT.splitlines() if line.startswith(f"| `{name}` |"))


def example(tmp_path: Path, profile: str) -> Settings:
    (text,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    return load_settings(
        tmp_path / "config.toml",
        profile,
        check_url=lambda url: checked_base_url(url, Mode.TEST),
        known=known,
    )


def test_the_example_is_read_without_a_mistake_and_names_every_setting(tmp_path: Path) -> None:
    settings = example(tmp_path, "default")
    assert settings.account == "Atelier Lune"
    assert settings.ui.keys == {"payments.refund": "x", "payments.search": "slash,ctrl+s"}
    assert SavedView("Large today", "amount:500.. date:today", "24h", "-amount") in settings.ui.views
    assert example(tmp_path, "sandbox").base_url == "http://127.0.0.1:8765"
    names = set(Settings._fields).union(UiSettings._fields, SavedView._fields)
    for name in names - {"profile", "profiles", "ui", "keys", "views"}:
        assert re.search(rf"^{name} = ", TEXT, re.MULTILINE), name
        assert name in ROWS, name


def test_the_defaults_are_those_of_the_program() -> None:
    ui = UiSettings()
    assert f'| `"{ui.sort}"` |' in rows_of("sort")
    assert f'| `"{ui.window}"` |' in rows_of("window")
    assert f"| `{ui.refresh_seconds}` |" in rows_of("refresh_seconds")
    for name in ("ascii", "mask", "mouse", "preview"):
        assert f"| `{str(getattr(ui, name)).lower()}` |" in rows_of(name)


def test_the_built_in_views_stand_there() -> None:
    for view in BUILT_IN_VIEWS:
        assert f"| {view.name} | `{view.query}` | `{view.window}` | `{view.sort}` |" in TEXT
