"""The results of checks and scorings, and whom they were about: kept in memory, never journaled."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from stancer_tui.api.errors import ApiError, RateLimited, TokenInvalid, Unauthorized
from stancer_tui.models.base import ApiObject
from stancer_tui.store.pending_request import PendingRequest, RequestKind

AT_ONCE = 4
"""Results that are read at the same time."""


@dataclass(frozen=True, slots=True)
class CheckSubject:
    """Whom a check is about, as far as that is known: a name, and the account's country and last four."""

    name: str | None = None
    account: str | None = None

    def or_else(self, other: "CheckSubject") -> "CheckSubject":
        """This subject, with `other` filling in what is not known."""
        return CheckSubject(self.name or other.name, self.account or other.account)


NOBODY = CheckSubject()


def subject_of(item: object) -> CheckSubject:
    """Whom an answer, or what was sent, names: an object with a customer and an account, or their ids."""
    customer, account = _fields(_part(item, "customer")), _fields(_part(item, "sepa"))
    name = next(filter(None, map(customer.get, ("name", "email", "id"))), None) or account.get("name")
    return CheckSubject(name, _account(account))


def _account(account: dict[str, str]) -> str | None:
    iban = account.get("iban", "")
    last4 = account.get("last4") or iban[-4:]
    if not last4:
        return account.get("id")
    return f"{account.get('country') or iban[:2]}··{last4}"


def _part(item: object, name: str) -> object:
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)


def _fields(part: object) -> dict[str, str]:
    """The texts of an object; of an id alone, the id."""
    if isinstance(part, str):
        return {"id": part}
    if isinstance(part, ApiObject):
        part = part.raw
    names = ("id", "name", "email", "country", "last4", "iban")
    found = ((name, _part(part, name)) for name in names)
    return {name: value for name, value in found if isinstance(value, str) and value}


class CheckResults:
    """The answers of one desk by the id of their object; `get` reads one, `troubles` says why one is not.

    What is not `mine` may be another account's: this key does not ask for it.
    """

    def __init__(
        self,
        get: Callable[[RequestKind, str], Awaitable[Any]],
        *,
        mine: Callable[[PendingRequest], bool] = lambda _: True,
    ) -> None:
        self.troubles: dict[str, ApiError] = {}
        self.paused = False
        """Whether none are read, since the API does not accept the key or asks for fewer requests."""
        self._get = get
        self.mine = mine
        self._answers: dict[str, Any] = {}
        self._subjects: dict[str, CheckSubject] = {}

    def sent(self, pending: PendingRequest, about: CheckSubject) -> None:
        """Remember whom a request is about, for as long as the desk is open."""
        self._subjects[pending.id] = about

    def keep(self, object_id: str, answer: object) -> None:
        """Remember an answer that was read."""
        self._answers[object_id] = answer
        self.troubles.pop(object_id, None)

    def of(self, pending: PendingRequest) -> Any:
        """The answer to a request, where it was read."""
        return self._answers.get(pending.object_id or "")

    def subject(self, pending: PendingRequest) -> CheckSubject:
        """Whom a request is about, as far as that is known."""
        return subject_of(self.of(pending)).or_else(self._subjects.get(pending.id, NOBODY))

    def missing(self, requests: Iterable[PendingRequest]) -> list[PendingRequest]:
        """The requests whose answers are still to be read."""
        if self.paused:
            return []
        return [
            each
            for each in requests
            if each.object_id is not None
            and not each.lost
            and self.mine(each)
            and each.object_id not in self._answers
            and each.object_id not in self.troubles
        ]

    async def read(self, requests: Iterable[PendingRequest]) -> AsyncGenerator[None, None]:
        """Read answers, a few at a time; yields after each few. Why one cannot be read is in `troubles`."""
        wanted = tuple(requests)
        for start in range(0, len(wanted), AT_ONCE):
            await asyncio.gather(*(self._read(each) for each in wanted[start : start + AT_ONCE]))
            yield
            if self.paused:
                return

    def go_on(self) -> None:
        """Allow reading again what could not be read, since the agent asks for it."""
        self.paused = False
        self.troubles.clear()

    async def _read(self, pending: PendingRequest) -> None:
        object_id = pending.object_id or ""
        try:
            self.keep(object_id, await self._get(pending.kind, object_id))
        except (RateLimited, Unauthorized, TokenInvalid) as error:
            self.paused = True
            self.troubles[object_id] = error
        except ApiError as error:
            self.troubles[object_id] = error
