"""What a colleague gives is told at once; what follows shortly after is told together."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

from stancer_tui.store.claim import Claim
from stancer_tui.ui.notes.given import REST, GivenNotices

AT = datetime(2026, 11, 21, 17, tzinfo=UTC)


class Claims:
    """Who works on what, as far as a notice asks."""

    me = "karim"

    def __init__(self) -> None:
        self.known: dict[str, Claim] = {}

    def of(self, object_id: str) -> Claim | None:
        return self.known.get(object_id)

    def name(self, agent: str) -> str:
        return {"nadia": "Nadia Perrin", "luc": "Luc"}[agent]

    def give(self, object_id: str, by: str = "nadia") -> None:
        self.known[object_id] = Claim(live=False, object_id=object_id, agent=self.me, by=by, at=AT)


class Desk:
    """Notices, and a clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.claims = Claims()
        self.told: list[str] = []
        self.due: list[Callable[[], None]] = []
        self.notices = GivenNotices(
            cast("Any", self.claims), lambda text, _title: self.told.append(text), self._later, mask=False
        )

    def _later(self, seconds: float, call: Callable[[], None]) -> None:
        assert seconds == REST
        self.due.append(call)

    def gives(self, *ids: str, by: str = "nadia") -> None:
        for each in ids:
            self.claims.give(each, by)
            self.notices.changed([each])

    def rests(self) -> None:
        due, self.due = self.due, []
        for call in due:
            call()


def test_the_first_is_told_at_once_and_those_that_follow_together() -> None:
    desk = Desk()
    desk.gives("paym_1", "paym_2", "paym_3")
    assert desk.told == ["Nadia Perrin gave you paym_1."]
    desk.gives("paym_4", by="luc")
    desk.rests()
    assert desk.told[1:] == ["Nadia Perrin, Luc gave you 3 objects."]


def test_after_a_rest_without_anything_new_the_next_is_told_at_once_again() -> None:
    desk = Desk()
    desk.gives("paym_1")
    desk.rests()
    desk.gives("paym_2")
    assert desk.told == ["Nadia Perrin gave you paym_1.", "Nadia Perrin gave you paym_2."]


def test_what_was_taken_back_before_it_was_told_is_not_told() -> None:
    desk = Desk()
    desk.gives("paym_1", "paym_2")
    del desk.claims.known["paym_2"]
    desk.notices.changed(["paym_1", "paym_2"])
    desk.rests()
    assert desk.told == ["Nadia Perrin gave you paym_1."]
