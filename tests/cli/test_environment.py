"""A broken environment ends every command with a sentence that names the variable, and no traceback."""

import subprocess
from pathlib import Path

import pytest

from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from tests.cli.running import PROGRAM
from tests.ui.terminal import terminal

pytestmark = pytest.mark.slow

AWAY = "https://api.stancer.example"
"""Nothing is sent there: the environment is refused before."""

COMMANDS = {
    "list": ("list", "payments"),
    "show": ("show", "paym_123456789012345678901234"),
    "refund": ("refund", "paym_123456789012345678901234", "--yes"),
    "doctor": ("doctor",),
    "keys": ("keys", "set", "test"),
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("variable", "value"),
    [("SSL_CERT_FILE", "/nonexistent.pem"), ("ALL_PROXY", "socks5://127.0.0.1:1080")],
    ids=["certificates", "proxy"],
)
def test_every_command_names_the_variable(name: str, variable: str, value: str, tmp_path: Path) -> None:
    environment = {
        "PATH": "/usr/bin:/bin",
        "STANCER_TUI_HOME": str(tmp_path),
        "STANCER_API_KEY_TEST": DEMO_SECRET_TEST,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        variable: value,
    }
    ran = subprocess.run(
        [*PROGRAM, *COMMANDS[name], "--api-url", AWAY],
        env=environment,
        input=DEMO_SECRET_TEST,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    words = ran.stdout + ran.stderr
    assert ran.returncode == 1, words
    assert variable in words
    assert "Traceback" not in words
    assert len(ran.stderr.splitlines()) <= 2


def test_the_desk_opens_shows_the_trouble_and_tries_again(tmp_path: Path) -> None:
    bundle = tmp_path / "company.pem"
    with terminal(
        tmp_path,
        "--api-url",
        "https://localhost:1",
        SSL_CERT_FILE=str(bundle),
        STANCER_API_KEY_TEST=DEMO_SECRET_TEST,
    ) as desk:
        desk.see("network settings cannot be used")
        desk.see("SSL_CERT_FILE")
        bundle.write_text("not a certificate")
        desk.press("\x1b[15~")  # f5
        desk.see("holds no certificate")
        desk.press("q")
        assert desk.ends() == 0
