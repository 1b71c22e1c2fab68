"""Whatever TZ says, days and times are those of the C library, and a doubt is said once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from tests.sandbox.serving import serving

POSIX = "CET-1CEST,M3.5.0,M10.5.0/3"
FALL = 1_792_890_000
"""2026-10-25 01:00 UTC: clocks in Paris go from 03:00 back to 02:00."""

SPRING = 1_774_746_000
"""2026-03-29 01:00 UTC: clocks in Paris go from 02:00 on to 03:00."""

MOMENTS = (FALL - 3601, FALL - 1, FALL, FALL + 3599, FALL + 3600, SPRING - 1, SPRING, FALL + 30 * 86400)

PAYMENT = {"amount": 1000, "currency": "eur", "status": "captured", "created": 1_790_024_400}
"""Created on 2026-09-21 at 21:00 UTC: 23:00 in Paris."""


def environment(zone: str | None, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "TZ"}
    return kept | ({} if zone is None else {"TZ": zone}) | more


def found(zone: str) -> tuple[str, str, list[str], list[int]]:
    """The zone's name, the doubt, and for each moment its time and the second that it is read back as."""
    script = f"""
import json, os
from datetime import datetime
from stancer_tui.models.moments import in_zone, instant
from stancer_tui.ui.shell.zone import find_zone
found = find_zone(os.environ)
there = [in_zone(instant(each), found.zone) for each in {MOMENTS}]
days = [datetime.combine(at.date(), at.time(), found.zone).replace(fold=at.fold) for at in there]
back = [int(at.timestamp()) for at in days]
print(json.dumps([found.name, found.doubt, [f"{{at:%m-%d %H:%M %z}}" for at in there], back]))
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment(zone), capture_output=True, text=True, check=True
    )
    name, doubt, shown, back = json.loads(ran.stdout)
    return name, doubt, shown, back


IN_PARIS = [
    "10-25 01:59 +0200",
    "10-25 02:59 +0200",
    "10-25 02:00 +0100",
    "10-25 02:59 +0100",
    "10-25 03:00 +0100",
    "03-29 01:59 +0100",
    "03-29 03:00 +0200",
    "11-24 02:00 +0100",
]


@pytest.mark.parametrize("zone", ["Europe/Paris", ":Europe/Paris", "/usr/share/zoneinfo/Europe/Paris", POSIX])
def test_summer_time_begins_and_ends_where_it_does(zone: str) -> None:
    name, doubt, shown, back = found(zone)
    assert shown == IN_PARIS
    assert back == list(MOMENTS)
    assert (name, bool(doubt)) == (("local time", True) if zone == POSIX else ("Europe/Paris", False))


@pytest.mark.parametrize(
    ("zone", "offset", "named"),
    [
        ("<+01>-1", "+0100", True),
        ("europe/paris", "+0000", True),
        ("garbage", "+0000", True),
        ("Europe", "+0000", True),
        ("../x", "+0000", True),
        ("", "+0000", False),
        (":", "+0000", False),
    ],
)
def test_a_zone_without_a_name_is_local_time_and_says_so(zone: str, offset: str, named: bool) -> None:
    _, doubt, shown, back = found(zone)
    assert {each.split()[-1] for each in shown} == {offset}
    assert back == list(MOMENTS)
    assert doubt.startswith(f"TZ={zone} names no IANA zone") if named else not doubt


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("data") / "data.json"
    payment = PAYMENT | {"id": f"paym_{1:024d}", "order_id": "late"}
    data.write_text(json.dumps({"test": {"payments": [payment]}}), encoding="utf-8")
    with serving(SandboxSettings(payments=0, port=0, data=data)) as running:
        yield running.url


def run(url: str, home: Path, zone: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = environment(zone, STANCER_TUI_HOME=str(home), STANCER_API_KEY_TEST=DEMO_SECRET_TEST)
    command = [sys.executable, "-m", "stancer_tui", *arguments, "--api-url", url]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_a_payment_of_the_late_evening_stays_on_its_day(url: str, tmp_path: Path) -> None:
    listed = run(url, tmp_path, POSIX, "list", "payments", "--since", "2026-09-21", "--until", "2026-09-21")
    assert "2026-09-21 23:00:00" in listed.stdout
    assert listed.stderr.count("names no IANA zone") == 1
    after = run(url, tmp_path, POSIX, "list", "payments", "--since", "2026-09-22")
    assert after.stdout == ""
    east = run(url, tmp_path, "<+03>-3", "list", "payments", "--since", "2026-09-22")
    assert "2026-09-22 00:00:00" in east.stdout


def test_the_doctor_has_a_row_for_it(url: str, tmp_path: Path) -> None:
    def row(zone: str) -> dict[str, str]:
        rows = json.loads(run(url, tmp_path, zone, "doctor", "--json").stdout)["findings"]
        (found,) = (each for each in rows if each["what"] == "Time zone")
        return dict(found)

    assert (row("Europe/Paris")["state"], row("Europe/Paris")["found"]) == ("ok", "Europe/Paris (from TZ)")
    doubtful = row("europe/paris")
    assert doubtful["state"] == "note"
    assert "TZ=europe/paris names no IANA zone" in doubtful["advice"]
