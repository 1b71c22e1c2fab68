"""A key that no terminal can send is a mistake in the settings, with its line and what is sent instead."""

from pathlib import Path

import pytest

from stancer_tui.api.address import checked_base_url
from stancer_tui.models.mode import Mode
from stancer_tui.settings.file import ConfigError, load_settings
from stancer_tui.ui.shell.setting_names import known, read_keys


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("ctrl+m", "enter"),
        ("ctrl+j", "enter"),
        ("ctrl+i", "tab"),
        ("ctrl+h", "backspace"),
        ("ctrl+[", "escape"),
        ("ctrl+shift+x", "ctrl+x"),
        ("ctrl+X", "ctrl+x"),
        ("shift+enter", "enter"),
        ("ctrl+tab", "tab"),
        ("ctrl+space", "space"),
        ("super+c", "no super key"),
        ("cmd+k", "no cmd key"),
        ("hyper+a", "no hyper key"),
        ("ctrl+1", "no code of its own"),
        ("ctrl+/", "no code of its own"),
        ("ctrl++", "no code of its own"),
        ("ctrl+é", "no code of its own"),
    ],
)
def test_what_is_sent_instead_is_named(tmp_path: Path, written: str, sent: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'[ui]\nascii = true\n[keys]\n"payments.refund" = "{written}"\n', encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_settings(path, check_url=lambda url: checked_base_url(url, Mode.TEST), known=known)
    (mistake,) = error.value.mistakes
    assert mistake.startswith("line 4: payments.refund: terminals send ")
    assert f"send {sent}" in mistake


def test_a_shifted_digit_is_the_sign_on_it() -> None:
    with pytest.raises(ValueError, match="write the character that shift makes"):
        read_keys("shift+1")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ctrl+x", "ctrl+x"),
        ("ctrl+\\", "ctrl+backslash"),
        ("ctrl+]", "ctrl+right_square_bracket"),
        ("ctrl+_", "ctrl+underscore"),
        ("shift+tab", "shift+tab"),
        ("alt+enter", "alt+enter"),
        ("alt+x", "alt+x"),
        ("ctrl+shift+left", "ctrl+shift+left"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("ctrl+pgdn", "ctrl+pagedown"),
        ("shift+f3", "shift+f3"),
        ("ctrl+f5", "ctrl+f5"),
    ],
)
def test_keys_that_terminals_send_are_taken(written: str, name: str) -> None:
    assert read_keys(written) == (name,)
