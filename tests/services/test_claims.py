"""Who works on what: taken, given, let go, faded, found, and told to every desk."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.desk.demo_team import TeamLedger
from stancer_tui.render.search_text import search_text
from stancer_tui.services.search.query import parse
from stancer_tui.services.team.claims import TeamClaims
from stancer_tui.services.team.marks import TeamMarks
from stancer_tui.services.team.notes import Notes
from stancer_tui.store.owner import this_process
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import hits_of
from stancer_tui.store.sqlite.journal import Journal
from tests.unit.rows import row

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
A, B, C = ("paym_" + letter * 24 for letter in "ABC")


@dataclass
class Team:
    """Nadia's and Karim's desks at one ledger, and the time."""

    nadia: TeamClaims
    karim: TeamClaims
    ledger: TeamLedger
    now: datetime = NOON


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    desks: list[TeamLedger] = []
    ledgers = [
        TeamLedger(Journal(tmp_path / "journal.db", owner=replace(this_process(), user=name)), desks)
        for name in ("nadia", "karim")
    ]
    made: list[Team] = []
    claims = [TeamClaims(each, live=False, now=lambda: made[0].now) for each in ledgers]
    made.append(Team(nadia=claims[0], karim=claims[1], ledger=ledgers[0]))
    for each in claims:
        await each.load()
    yield made[0]
    for each in claims:
        each.close()
    for ledger in ledgers:
        await ledger.aclose()


async def seen(claims: TeamClaims, object_id: str, holder: str) -> None:
    """Wait until a desk knows who works on an object."""
    async with asyncio.timeout(5):
        while claims.holder(object_id) != holder:  # noqa: ASYNC110 - what is awaited is in another thread
            await asyncio.sleep(0.001)


async def test_what_one_takes_is_on_the_other_desk(team: Team) -> None:
    await team.nadia.take(A)
    await seen(team.karim, A, "Nadia Perrin")
    assert [claim.object_id for claim in team.nadia.mine()] == [A]
    assert team.karim.mine() == ()


async def test_what_is_given_says_by_whom(team: Team) -> None:
    await team.nadia.take(A)
    await team.nadia.take(A, "karim")
    await seen(team.karim, A, "Karim Haddad")
    claim = team.karim.of(A)
    assert claim is not None
    assert (claim.given, claim.by) == (True, "nadia")
    assert team.nadia.mine() == ()


async def test_what_is_let_go_is_with_nobody(team: Team) -> None:
    await team.nadia.take(A)
    await seen(team.karim, A, "Nadia Perrin")
    await team.karim.let_go(A)
    await seen(team.nadia, A, "")


async def test_a_claim_fades_after_a_day(team: Team) -> None:
    await team.nadia.take(A)
    team.now = NOON + timedelta(hours=23, minutes=59)
    assert team.nadia.mine()
    team.now = NOON + timedelta(hours=24)
    assert (team.nadia.of(A), team.nadia.mine(), team.nadia.holder(A)) == (None, (), "")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("with:me", [A]),
        ("with:moi", [A]),
        ("with:karim", [B]),
        ("with:haddad", [B]),
        ('with:"karim haddad"', [B]),
        ("with:nobody", [C]),
        ("chez:personne", [C]),
        ("-with:nobody", [A, B]),
    ],
)
async def test_payments_are_found_by_who_works_on_them(team: Team, typed: str, found: list[str]) -> None:
    await team.nadia.take(A)
    await team.nadia.take(B, "karim")
    marks = TeamMarks(Notes(team.ledger, live=False, now=lambda: NOON), team.nadia)
    query = parse(typed, NOON, PARIS, marked=marks)
    assert not query.mistakes
    index = PaymentIndex(search_text)
    index.add([row(id=each) for each in (A, B, C)])
    rows = hits_of(index, query.query)
    assert sorted(str(each.id) for each in rows) == found


async def test_a_name_that_nobody_has_is_told_with_those_there_are(team: Team) -> None:
    marks = TeamMarks(Notes(team.ledger, live=False, now=lambda: NOON), team.nadia)
    query = parse("with:ivan", NOON, PARIS, marked=marks)
    assert "There is no colleague ivan" in query.mistakes[0].message
    assert "Karim Haddad" in query.mistakes[0].message
