"""The sandbox on a network: heads without an end, hosts of others, what is not HTTP, and who is told."""

import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.options import serve_from
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire import protocol
from stancer_tui.sandbox.wire.faults import Faults
from stancer_tui.sandbox.wire.host_check import HostCheck
from tests.sandbox.serving import Serving, serving
from tests.sandbox.test_command import parsed


@pytest.fixture
def running() -> Iterator[Serving]:
    settings = SandboxSettings(payments=0, port=0)
    with serving(settings, behind=lambda app: HostCheck(app, [settings.host])) as served:
        yield served


def asked(port: int, host: str) -> tuple[int, object]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/v1/checkout/paym_x", headers={"Host": host})
    answer = connection.getresponse()
    found = answer.status, json.loads(answer.read())
    connection.close()
    return found


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:99", "127.0.0.1:1", "[::1]:8765", "192.168.1.7"])
def test_an_address_of_this_machine_is_served(running: Serving, host: str) -> None:
    assert asked(running.port, host)[0] == 401


@pytest.mark.parametrize(
    "host",
    [
        "attacker.example",
        "localhost.attacker.example:8765",
        "127.0.0.1.example",
        "[::1].attacker.example",
        "",
    ],
)
def test_a_name_of_somebody_else_is_not(running: Serving, host: str) -> None:
    status, body = asked(running.port, host)
    assert (status, "not served here" in str(body)) == (400, True)


def test_a_head_without_an_end_is_hung_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.2)
    with serving(SandboxSettings(payments=0, port=0)) as served:
        with socket.create_connection(("127.0.0.1", served.port), timeout=20) as client:
            client.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
            assert client.recv(1) == b"", "it did not wait for the rest"
        assert asked(served.port, "localhost")[0] == 401


@pytest.mark.parametrize("line", ["X Name: 1", "X-Name : 1", "no colon"])
def test_what_is_not_http_gets_the_apis_own_error(running: Serving, line: str) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=20) as client:
        client.sendall(f"GET /v1/checkout/ HTTP/1.1\r\nHost: localhost\r\n{line}\r\n\r\n".encode())
        answer = http.client.HTTPResponse(client)
        answer.begin()
        body = json.loads(answer.read())
    assert (answer.status, answer.headers["content-type"]) == (400, "application/json")
    assert body["error"]["type"] == "invalid_request_error"


def test_a_429_that_was_asked_for_says_how_long_to_wait() -> None:
    with serving(SandboxSettings(payments=0, port=0, faults=Faults(answer=429))) as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
        connection.request("GET", "/v1/checkout/")
        answer = connection.getresponse()
        answer.read()
        assert (answer.status, answer.headers["retry-after"]) == (429, "1")
        connection.close()


def said_at_the_start(*arguments: str) -> list[str]:
    """The lines that the command prints before it serves."""
    command = [sys.executable, "-m", "stancer_tui", "sandbox", "--port", "0", "--payments", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Ctrl+C" in line:
                break
        process.terminate()
        process.communicate(timeout=20)
    return lines


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("0.0.0.0", True), ("::", True)])
def test_it_says_when_other_machines_reach_it(host: str, warned: bool) -> None:
    if ":" in host and not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    lines = said_at_the_start("--host", host)
    assert any("Other machines reach it too" in line for line in lines) is warned
    assert any(DEMO_SECRET_TEST in line for line in lines)


def test_who_may_control_it_is_said() -> None:
    (line,) = (each for each in said_at_the_start("--control") if "without a key" in each)
    assert "/_sandbox" in line
    assert not any("/_sandbox" in each for each in said_at_the_start())


def test_a_message_that_quotes_a_foreign_text_is_inert(capsys: pytest.CaptureFixture[str]) -> None:
    assert serve_from(parsed("--port", "0", "--host", "x\x1b]52;c;aGk=\x07\u202e")) == 2
    error = capsys.readouterr().err
    assert "cannot listen on x" in error
    assert not [each for each in error.rstrip("\n") if not each.isprintable()]


def test_a_test_is_not_served_without_the_tls_that_it_asks_for() -> None:
    with pytest.raises(ValueError, match="certfile"), serving(SandboxSettings(payments=0, port=0, tls=True)):
        pass
