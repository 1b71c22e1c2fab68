"""The tree of errors: what happened to a request, what it did at Stancer, whether a retry may help.

Catch `ApiError` for all of them, or the class of one; then read `effect` before sending anything again.
Importing this module imports neither httpx nor pydantic.
"""

from enum import StrEnum
from typing import Any, ClassVar

from stancer_tui.api.redaction import redacted
from stancer_tui.language import N_
from stancer_tui.language.sentence import Sentence, said


class Effect(StrEnum):
    """What a request that raised may have done at Stancer."""

    NONE = "none"
    """It was a read: nothing was changed, whatever went wrong."""
    NOT_SENT = "not_sent"
    """Provably never left this machine: nothing was done, and sending it again is safe."""
    REFUSED = "refused"
    """The API itself said no: nothing was done. A proxy before it can answer the same: where money is
    concerned, read the object before you rely on it."""
    UNKNOWN = "unknown"
    """It may have been done: read the object before sending anything again."""


class ApiError(Exception):
    """A request that failed; every error of the client is one.

    `message` says what happened: the API's own words where it sent some (at most 500 characters, without keys
    and numbers of cards and accounts), else the client's, in English. It may hold foreign text: escape it
    before it is displayed. `said` is the same with the client's words in the current language.
    `method` and `path` are those of the request, without the values of its parameters, and empty where no
    single request failed; `status` is the answer's, None where there was none. `effect` is `NONE` for a read;
    each class says what it can be for a write. `retry_after` is the wait that the API asked, in seconds, or
    None. `transient` says whether asking again may help.

    Errors can be copied and pickled: a worker of another process raises what it caught.
    """

    passes: ClassVar[bool] = False
    """Whether the cause is likely to pass by itself."""

    def __init__(
        self,
        message: str,
        *,
        method: str = "",
        path: str = "",
        status: int | None = None,
        effect: Effect = Effect.NONE,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.method = method
        self.path = path
        self.status = status
        self.effect = effect
        self.retry_after = retry_after

    @property
    def transient(self) -> bool:
        """Whether asking again may help; the client does so itself, of reads only, before it raises."""
        return self.passes

    @property
    def said(self) -> str:
        """The message as a person reads it."""
        return str(said(self.message))

    def in_full(self, message: str) -> str:
        """`message`, which is this error's or says the same, with the request and the status, `redacted`."""
        request = f"{self.method} {self.path}".strip()
        status = f" ({self.status})" if self.status is not None else ""
        return redacted(f"{request}: {message}{status}" if request else f"{message}{status}")

    def __str__(self) -> str:
        return self.in_full(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        # By default an exception is rebuilt from its message alone, which not every constructor here takes.
        return _made_again, (type(self), self.args), vars(self)


def _made_again(kind: type[ApiError], args: tuple[object, ...]) -> ApiError:
    return kind.__new__(kind, *args)


class NotSent(ApiError):
    """The request never left: no free connection in time, a proxy that refused, an address of no use.

    Of a write: `NOT_SENT`.
    """


class BadEnvironment(NotSent):
    """A setting about certificates or proxies cannot be used; nothing was sent.

    `variable` is the name of the environment variable, "ca_file" for one that is gone since the client was
    made, or words for where else the setting comes from; it is empty where the certificates came with the
    installation. Of a write: `NOT_SENT`.
    """

    def __init__(self, variable: str, reason: str) -> None:
        named = Sentence(N_("{variable}: {reason}"), variable=variable, reason=reason)
        super().__init__(named if variable else reason)
        self.variable = variable


class Unreachable(ApiError):
    """The network failed: no connection, a cut one, or no answer in time.

    Of a write: `NOT_SENT` where no connection was made, else `UNKNOWN`.
    """

    passes = True


class DeadlineExceeded(ApiError):
    """The whole operation, with its waits and repetitions, took longer than its time.

    Of a write: `NOT_SENT` where it was still waiting for its turn, else `UNKNOWN`.
    """


class TlsFailure(ApiError):
    """The server's certificate or the TLS connection was refused; nothing was sent.

    Of a write: `NOT_SENT`.
    """


class UnreadableAnswer(ApiError):
    """The answer is not what the API says: not JSON, cut short, or without what it must hold.

    `status` is the answer's. Of a write: `UNKNOWN`.
    """

    passes = True


class AnswerTooLarge(ApiError):
    """The answer passed the size cap; reading stopped there.

    `status` is the answer's. Of a write: `UNKNOWN`.
    """


class EndlessList(ApiError):
    """A list that has no end: a page that brings nothing new says that more follows, or too many pages do.

    The pages before it were given out, and are not all. It has neither `method` nor `path`, and its effect is
    `NONE`.
    """


class WrongObject(ApiError):
    """The answer is about another object than the one asked for, and was thrown away.

    `status` is the answer's. Of a write: `UNKNOWN`.
    """

    passes = True


class WrongMode(ApiError):
    """The answer belongs to the other mode than the key's, and was thrown away.

    `status` is the answer's. Of a write: `UNKNOWN`.
    """


class BadRequest(ApiError):
    """The API found a parameter wrong (400, 422), and its words say which.

    Of a write: `REFUSED`, or `UNKNOWN` where the answer is not in the API's own words.
    """


class Unauthorized(ApiError):
    """The API does not accept the key (401).

    Of a write: `REFUSED`, or `UNKNOWN` where the answer is not in the API's own words.
    """


class NotFound(ApiError):
    """No such object with this key (404, in the API's own words): keys of test mode see no live object.

    Of a write: `REFUSED`.
    """


class Conflict(ApiError):
    """It already exists, or its state does not allow this (409).

    `existing_id` is the id of what exists, or None where the API named none. Of a write: `REFUSED`, or
    `UNKNOWN` where the answer is not in the API's own words.
    """

    def __init__(
        self,
        message: str,
        *,
        method: str = "",
        path: str = "",
        status: int | None = None,
        effect: Effect = Effect.NONE,
        retry_after: float | None = None,
        existing_id: str | None = None,
    ) -> None:
        super().__init__(
            message, method=method, path=path, status=status, effect=effect, retry_after=retry_after
        )
        self.existing_id = existing_id


class RateLimited(ApiError):
    """Too many requests (429); `retry_after` seconds when the API said how long.

    Of a write: `REFUSED`, or `UNKNOWN` where the answer is not in the API's own words.
    """

    passes = True


class TokenInvalid(ApiError):
    """The token has expired or is invalid (498). Of a write: `UNKNOWN`."""


class ServerError(ApiError):
    """The API failed (500, 502, 504 and their like); `status` is which. Of a write: `UNKNOWN`."""

    @property
    def transient(self) -> bool:
        """Asking again may help after 500, 502 and 504."""
        return self.status in {500, 502, 504}


class NotImplementedByApi(ApiError):
    """The API does not offer this (501), or not to a key of test mode: `live_only`. Of a write: `UNKNOWN`."""

    @property
    def live_only(self) -> bool:
        """Whether this was about payouts, which exist in live mode only (reference: Payouts)."""
        return self.path.startswith("/v1/payouts/")


class Unavailable(ApiError):
    """The API is not available for now (503). Of a write: `UNKNOWN`."""

    passes = True


class UnexpectedStatus(ApiError):
    """A status that the reference does not list, redirects included, or a 404 that is not the API's own.

    `status` is the answer's. Of a write: `UNKNOWN`.
    """


class InvalidField(ApiError):
    """A parameter outside the reference's limits, found before anything was sent.

    `field` is its name, with those of the objects around it, and `reason` says what is needed; neither
    holds the value. Of a read as of a write: `NOT_SENT`.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}", effect=Effect.NOT_SENT)
        self.field = field
        self.reason = reason


class ReadOnly(ApiError):
    """A write on a client that was opened for reading only: stopped before anything was sent (`NOT_SENT`)."""

    def __init__(self, method: str, path: str) -> None:
        super().__init__(
            Sentence(N_("this client is read-only, nothing was sent")),
            method=method,
            path=path,
            effect=Effect.NOT_SENT,
        )
