"""Faults over real sockets: lost answers, delays, errors, limits; and the status line of HTTP/1.1."""

import http.client
import json
import ssl
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.faults import BadFault, Bucket, Faults
from tests.sandbox.conftest import NOON
from tests.sandbox.serving import Serving, certificate, serving

AUTHORIZED = {
    "Authorization": "Basic " + b64encode(f"{DEMO_SECRET_TEST}:".encode()).decode(),
    "Content-Type": "application/json",
}
PAYMENT = json.dumps({"amount": 1000, "currency": "eur", "unique_id": "u-1"})


def settings(**changes: Any) -> SandboxSettings:
    return SandboxSettings(payments=0, port=0, now=FixedClock(NOON), **changes)


def ask(
    served: Serving, method: str, path: str, body: str | None = None, timeout: float = 10
) -> tuple[int, str, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=timeout)
    try:
        connection.request(method, path, body, AUTHORIZED)
        answer = connection.getresponse()
        headers = {name.lower(): ", ".join(answer.headers.get_all(name, ())) for name in answer.headers}
        return answer.status, answer.reason, headers, answer.read()
    finally:
        connection.close()


def test_reason_phrases_stand_in_the_status_line() -> None:
    with serving(settings()) as served:
        assert ask(served, "GET", "/v1/checkout/paym_x")[:2] == (404, "Not Found")
        assert ask(served, "POST", "/v1/checkout/", PAYMENT)[:2] == (200, "OK")
        assert ask(served, "POST", "/v1/checkout/", PAYMENT)[:2] == (409, "Conflict")
        assert ask(served, "get", "/v1/cards/?start=1")[:2] == (404, "Not Found")
        assert ask(served, "GET", "/v1/checkout", "{not json")[:2] == (200, "OK")
        _, _, headers, _ = ask(served, "GET", "/v1/checkout")
        assert headers["date"] == "Tue, 10 Mar 2026 11:00:00 GMT"
        assert "server" not in headers


def test_a_lost_answer_is_done_and_never_arrives() -> None:
    with serving(settings(faults=Faults(lose_answer=True))) as served:
        with pytest.raises(http.client.RemoteDisconnected):
            ask(served, "POST", "/v1/checkout/", PAYMENT)
        status, _, _, body = ask(served, "GET", "/v1/checkout?unique_id=u-1")
        assert status == 200
        assert len(json.loads(body)["payments"]) == 1


def test_only_the_first_request_is_delayed() -> None:
    with serving(settings(faults=Faults(delay_first_ms=60_000))) as served:
        with pytest.raises(TimeoutError):
            ask(served, "GET", "/v1/checkout", timeout=0.2)
        assert ask(served, "GET", "/v1/checkout")[0] == 404


def test_errors_come_at_their_rate_and_nothing_is_done() -> None:
    with serving(settings(faults=Faults(error_rate=1.0))) as served:
        status, reason, _, body = ask(served, "POST", "/v1/checkout/", PAYMENT)
        assert (status, reason) == (500, "Internal Server Error")
        assert json.loads(body)["error"]["type"] == "invalid_request_error"
        assert served.sandbox.store.payment_with(False, "u-1") is None


@pytest.mark.parametrize("status", [498, 501, 503])
def test_any_status_can_be_asked_for(status: int) -> None:
    with serving(settings(faults=Faults(answer=status))) as served:
        assert ask(served, "GET", "/v1/checkout")[0] == status


def test_above_the_rate_comes_429_with_retry_after() -> None:
    with serving(settings(rate_limit=0.01)) as served:
        assert ask(served, "GET", "/v1/checkout")[0] == 404
        status, reason, headers, body = ask(served, "GET", "/v1/checkout")
        assert (status, reason) == (429, "Too Many Requests")
        assert 1 <= int(headers["retry-after"]) <= 100
        assert json.loads(body)["error"]["type"] == "invalid_request_error"


def test_a_bucket_fills_again() -> None:
    now = 100.0
    bucket = Bucket(4.0, clock=lambda: now)
    assert [bucket.take() for _ in range(5)] == [0, 0, 0, 0, 0.25]
    now += 0.25
    assert [bucket.take(), bucket.take()] == [0, 0.25]


def test_it_is_served_over_tls(tmp_path: Path) -> None:
    ca, cert, key = certificate(tmp_path)
    with serving(settings(certfile=cert, keyfile=key)) as served:
        context = ssl.create_default_context(cafile=str(ca))
        connection = http.client.HTTPSConnection("localhost", served.port, timeout=60, context=context)
        connection.request("GET", "/v1/checkout", headers=AUTHORIZED)
        assert connection.getresponse().status == 404
        connection.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lose",
        "lose-answer=1",
        "delay-first",
        "delay-first=-1",
        "delay-first=" + "1" * 5000,
        "answer=" + "1" * 5000,
        "error-rate=2",
        "error-rate=x",
        "answer=200",
    ],
)
def test_an_unknown_fault_is_refused(text: str) -> None:
    with pytest.raises(BadFault, match="unknown fault"):
        Faults.parse([text])


def test_faults_are_read_together() -> None:
    faults = Faults.parse(["lose-answer", "delay-first=250", "error-rate=0.5", "answer=503"])
    assert faults == Faults(lose_answer=True, delay_first_ms=250, error_rate=0.5, answer=503)
