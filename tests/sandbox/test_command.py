"""`stancer-tui sandbox`: its settings, and one sentence with exit code 2 when an option cannot be used."""

import argparse
import socket
from pathlib import Path

import pytest

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.commands import add_arguments, run
from stancer_tui.sandbox.options import settings_from
from stancer_tui.sandbox.store import Store
from stancer_tui.sandbox.wire.faults import Faults


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(arguments)


def test_options_become_settings() -> None:
    key = "stest_" + "a" * 24
    settings = settings_from(
        parsed(
            *("--port", "0", "--host", "::1", "--key", key, "--payments", "0", "--seed", "7", "--db", "x.db"),
            *("--now", "2026-03-10T12:00:00+01:00", "--check-delay", "3", "--latency", "5"),
            *("--rate-limit", "10/s", "--fault", "lose-answer", "--fault", "error-rate=0.1"),
            *("--allow-host", "sandbox", "--allow-host", "api.sandbox_1.local", "--control"),
            *("--tls", "--tls-dir", "tls"),
        )
    )
    assert (settings.port, settings.host, settings.keys) == (0, "::1", (key,))
    assert (settings.payments, settings.seed, settings.db) == (0, 7, Path("x.db"))
    assert isinstance(settings.now, FixedClock)
    assert settings.now() == 1773140400
    assert (settings.check_delay, settings.latency_ms, settings.rate_limit) == (3, 5, 10.0)
    assert (settings.allowed_hosts, settings.control) == (("sandbox", "api.sandbox_1.local"), True)
    assert (settings.tls, settings.tls_dir) == (True, Path("tls"))
    assert settings.faults == Faults(lose_answer=True, error_rate=0.1)


def one_sentence(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(parsed("--port", "0", *arguments)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("stancer-tui sandbox: ")
    return captured.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--now", "yesterday"), "--now"),
        (("--now", "2026-13-01"), "--now"),
        (("--now", "0001-01-01T00:00:00+14:00"), "1970"),
        (("--now", "9999-12-31"), "2099"),
        (("--key", "stest_short"), "a key is"),
        (("--fault", "earthquake"), "earthquake"),
        (("--payments", "-1"), "--payments"),
        (("--port", "70000"), "--port"),
        (("--port", "http"), "--port"),
        (("--latency", "fast"), "--latency"),
        (("--rate-limit", "0"), "--rate-limit"),
        (("--check-delay", "x"), "--check-delay"),
        (("--keyfile", "key.pem"), "--certfile"),
        (("--tls", "--certfile", "cert.pem"), "--certfile"),
        (("--tls-dir", "folder"), "--tls"),
        (("--allow-host", "sandbox:8765"), "--allow-host"),
        (("--allow-host", "*"), "--allow-host"),
        (("--allow-host", ""), "--allow-host"),
        (("--host", "no.such.host.invalid", "--payments", "0"), "cannot listen"),
    ],
)
def test_a_bad_option_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], named: str
) -> None:
    assert named in one_sentence(capsys, *arguments)


def test_a_port_in_use_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"port {port}" in one_sentence(capsys, "--port", port, "--payments", "0")


def test_a_file_that_cannot_be_used_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = tmp_path / "text.pem"
    text.write_text("no certificate")
    bad = tmp_path / "bad.json"
    bad.write_text('{"test": {"payments": [{"id": "paym_x"}]}}')
    other = tmp_path / "sandbox.db"
    Store(other).close()
    for arguments, named in (
        (("--certfile", str(tmp_path / "missing.pem")), "missing.pem"),
        (("--certfile", str(text)), "text.pem"),
        (("--data", str(bad)), "test.payments[0].id"),
        (("--data", str(tmp_path / "missing.json")), "missing.json"),
        (("--db", str(text)), "text.pem"),
        (("--db", str(tmp_path / "missing" / "x.db")), "missing"),
    ):
        assert named in one_sentence(capsys, "--port", "0", "--payments", "0", *arguments)
