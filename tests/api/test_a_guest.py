"""The client is a guest in its process: what it finds it leaves as it was, and it says nothing unasked."""

import logging
import subprocess
import sys

import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from tests.api.stub import KEY, QUICK, http, in_turn, refusal, talking
from tests.api.things import PAYMENT_ID, envelope, payment
from tests.sandbox.serving import Serving

PROGRAM = """
import asyncio, locale, logging, os, signal, socket, sys, threading, warnings

def state():
    loggers = {name: (one.level, one.handlers, one.disabled, one.propagate)
               for name, one in logging.root.manager.loggerDict.items() if isinstance(one, logging.Logger)}
    return {
        "levels set": {name: each for name, each in loggers.items() if each != (0, [], False, True)},
        "root": (logging.root.level, logging.root.handlers[:], logging.root.manager.disable),
        "modules that cannot be imported": [name for name, module in sys.modules.items() if module is None],
        "filters": [each for each in warnings.filters if "stancer" in str(each)],
        "signals": {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)},
        "hooks": (sys.excepthook, sys.unraisablehook, threading.excepthook, sys.displayhook),
        "timeout": socket.getdefaulttimeout(),
        "locale": locale.setlocale(locale.LC_ALL),
        "policy": sys.version_info < (3, 14) and type(asyncio.get_event_loop_policy()),
        "environment": dict(os.environ),
        "umask": (os.umask(0o22), os.umask(0o22))[0],
        "encodings": (sys.stdout.encoding, sys.stdout.errors),
    }

before = state()
from stancer_tui.api import *
from stancer_tui.api import NotFound, StancerClient, SyncStancerClient

async def ask():
    async with StancerClient(sys.argv[1], base_url=sys.argv[2]) as client:
        try:
            await client.payments.get("paym_" + "a" * 24)
        except NotFound:
            pass
asyncio.run(ask())
asyncio.run(StancerClient(sys.argv[1], base_url="http://127.0.0.1:9").aclose())
with SyncStancerClient(sys.argv[1], base_url=sys.argv[2]) as client:
    client.payments.page(limit=1)
after = state()
for name in before:
    assert before[name] == after[name], (name, before[name], after[name])
assert threading.active_count() == 1
import httpx
assert hasattr(httpx, "main")
"""


def test_a_process_is_left_as_it_was_found(shop: Serving) -> None:
    command = [sys.executable, "-c", PROGRAM, DEMO_SECRET_TEST, shop.url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


async def test_the_log_of_a_program_that_logs_everything_holds_no_key_and_no_reference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    later = http(503, refusal("later"))
    answers = in_turn(http(200, envelope([payment()])), later, http(200, payment()), http(200, payment()))
    async with talking(answers) as (client, _):
        await client.payments.page(order_id="Mme-Dupont-42")
        await client.payments.get(PAYMENT_ID)
        await client.payments.capture(PAYMENT_ID)
    assert caplog.records  # httpcore's own, which the program asked for
    for secret in ("Dupont", KEY, "Basic", PAYMENT_ID):
        assert secret not in caplog.text


def test_a_key_is_a_string_or_a_secret() -> None:
    for key in (KEY, SecretStr(KEY)):
        client = StancerClient(key, limits=QUICK)
        assert KEY not in repr(vars(client)) + repr(client)
        assert client.mode.value == "test"
    with pytest.raises(ValueError, match="not a secret key") as caught:
        StancerClient(KEY + "\n")
    assert KEY not in str(caught.value)
