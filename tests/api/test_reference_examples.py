"""The examples of docs/api and of docs/client.md, run as they stand against a sandbox in this process."""

import re
from collections.abc import Iterator
from inspect import isawaitable, signature
from pathlib import Path

import pytest

from stancer_tui.api import StancerClient, SyncStancerClient
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_PUBLIC_TEST, DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.sandbox.wire.faults import Faults
from tests.api.conftest import NOON
from tests.api.examples import Example, examples

ROOT = Path(__file__).parents[2]
SHOP = Path(__file__).parent / "examples" / "shop.json"


@pytest.fixture
def example(request: pytest.FixtureRequest) -> Example | None:
    """The example that a test is of."""
    return getattr(request, "param", None)


@pytest.fixture(autouse=True)
def sandbox(example: Example | None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every client speaks to a new sandbox in this process, wherever it is told to go."""
    faults = Faults() if example is None else example.faults
    app = create_app(SandboxSettings(payments=0, data=SHOP, now=FixedClock(NOON), faults=faults))
    for client in (StancerClient, SyncStancerClient):
        defaults = client.__init__.__kwdefaults__
        assert defaults is not None
        monkeypatch.setitem(defaults, "app", app)
    monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_TEST)
    monkeypatch.setenv("STANCER_PUBLIC_KEY", DEMO_PUBLIC_TEST)
    yield
    app.state.sandbox.close()


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.name, indirect=True)
async def test_an_example_prints_what_it_says(example: Example, capsys: pytest.CaptureFixture[str]) -> None:
    async with StancerClient(DEMO_SECRET_LIVE if example.live else DEMO_SECRET_TEST) as stancer:
        running = example.body(*[stancer][: len(signature(example.body).parameters)])
        if isawaitable(running):
            await running
    assert capsys.readouterr().out.splitlines() == [line for line in example.printed if line]


def test_the_program_of_the_guide_runs(capsys: pytest.CaptureFixture[str]) -> None:
    guide = ROOT / "docs" / "client.md"
    (program,) = re.findall(r"```python\n(.*?)```", guide.read_text("utf-8"), re.DOTALL)
    exec(compile(program, guide.name, "exec"), {})
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "paym_oTwazegPIbxPnUWDntboWvyL",
        "paym_sS1sXwDuaqGTjuQ7DY4BBNaI",
        "paym_KIVaaHi7G8QAYMQpQOYBrUQE",
    ]
