"""The examples of the documentation are programs that run."""

import os
import re
import subprocess
import sys
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from stancer_tui.api import NewCard, NewPayment, SyncStancerClient
from stancer_tui.sandbox import (
    DEMO_SECRET_TEST,
    Faults,
    FixedClock,
    Sandbox,
    SandboxSettings,
    create_app,
)
from stancer_tui.testing import served

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
NOON = "2026-03-10T12:00:00+01:00"


def run(name: str, *arguments: str, url: str) -> list[str]:
    """The lines that an example prints."""
    env = os.environ | {"STANCER_API_KEY_TEST": DEMO_SECRET_TEST, "STANCER_API_URL": url}
    command = [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


class Scripted:
    """Another fault for each refund that is posted, in the order given; then none."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox, faults: list[Faults]) -> None:
        self._app = app
        self._sandbox = sandbox
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (scope["method"], scope["path"]) == ("POST", "/v1/refunds/"):
            self._sandbox.faults = self._faults.pop(0) if self._faults else Faults()
        await self._app(scope, receive, send)


def card(number: str) -> NewCard:
    return NewCard(number=number, exp_month=12, exp_year=2038, cvc="123")


def test_refunds_are_made_once_whatever_goes_wrong() -> None:
    """The first meets a 429, the second loses its answer, the third is refused: it is not captured yet."""
    settings = SandboxSettings(payments=0, port=0, now=FixedClock(NOON))
    app = create_app(settings)
    sandbox: Sandbox = app.state.sandbox
    with SyncStancerClient(DEMO_SECRET_TEST, app=app) as client:
        ids = [
            client.payments.create(NewPayment(amount=2000, currency="eur", card=card(number))).id
            for number in ("4000000000000077", "4000000000000077", "4242424242424242")
        ]
        spoiled = [Faults(answer=429, retry_after=0, times=1), Faults(), Faults(lose_answer=True)]
        with served(Scripted(app, sandbox, spoiled), settings) as url:
            lines = run("refund_safely.py", "2026-03-01", url=url)
        payments = [client.payments.get(each) for each in ids]
    sandbox.close()
    assert [line.split()[0] for line in lines] == ids
    first, second, third = lines
    assert re.fullmatch(r"\S+ refunded: refd_\w{24}", first)
    assert re.fullmatch(r"\S+ refunded: refd_\w{24}, though: .*the connection broke.*", second)
    assert "not refunded" in third
    assert "captured (409)" in third
    assert [[refund.amount for refund in each.refunds] for each in payments] == [[500], [500], []]
    posted = sandbox.journal.requests(method="POST", path="/v1/refunds")
    assert [each.fault for each in posted] == ["answer", None, "lose-answer", None]
