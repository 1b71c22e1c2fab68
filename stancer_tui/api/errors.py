"""One tree of errors: what went wrong, what it did to money, what the caller can do.

Importing this module imports neither httpx nor pydantic.
"""

from enum import StrEnum
from math import ceil
from typing import ClassVar

from stancer_tui.api.redaction import redacted
from stancer_tui.language import N_, _
from stancer_tui.language.sentence import Sentence, said


class Effect(StrEnum):
    """What a request that raised may have done at Stancer."""

    NONE = "none"
    """A read: nothing to do."""
    NOT_SENT = "not_sent"
    """Provably never left this machine."""
    REFUSED = "refused"
    """The API itself said no. A proxy before it may say so too: of money, read before believing it."""
    UNKNOWN = "unknown"
    """It may have been done: read before doing anything again."""


class ApiError(Exception):
    """A request that did not end well.

    `message` is the API's own words where it said some, else ours, as they are written down; `said` has ours
    in the language that is spoken. Both may hold foreign text and pass through the safe door before display.
    `path` has no values of references in it. `retry_after` is in seconds.
    """

    default_advice: ClassVar[str] = N_(
        "Try again; if it persists, contact Stancer with the request's time and path."
    )
    passes: ClassVar[bool] = False
    """Whether what is wrong is likely to pass by itself."""

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
        """Whether asking again may help; only reads are ever asked again."""
        return self.passes

    @property
    def advice(self) -> str:
        """What the caller can do."""
        if self.effect is Effect.UNKNOWN:
            return _("The outcome is not known. Do not send it again: read the object first.")
        return _(self.default_advice)

    @property
    def said(self) -> str:
        """The message as a person reads it."""
        return str(said(self.message))

    def in_full(self, message: str) -> str:
        """The message, or it in other words, with the request and the status, `redacted`."""
        request = f"{self.method} {self.path}".strip()
        status = f" ({self.status})" if self.status is not None else ""
        return redacted(f"{request}: {message}{status}" if request else f"{message}{status}")

    def __str__(self) -> str:
        return self.in_full(self.message)


class NotSent(ApiError):
    """The request never left: no free connection in time, a proxy that refused, an address of no use."""

    default_advice = N_(
        "Nothing was sent. Check the network, the proxy and the API's address, then try again."
    )


class BadEnvironment(NotSent):
    """A variable of the environment about certificates or proxies cannot be followed; nothing was sent.

    `variable` is its name, or a sentence for where else the setting comes from.
    """

    def __init__(self, variable: str, reason: str) -> None:
        named = Sentence(N_("{variable}: {reason}"), variable=variable, reason=reason)
        super().__init__(named if variable else reason)
        self.variable = variable

    @property
    def advice(self) -> str:
        """What to correct."""
        if not self.variable:
            return _("Install stancer-tui again, then try again.")
        return _("Correct or unset {variable}, then try again.", variable=said(self.variable))


class Unreachable(ApiError):
    """The network failed: no connection, a cut one, or no answer in time."""

    default_advice = N_("Check the network connection, then try again.")
    passes = True


class DeadlineExceeded(ApiError):
    """The whole operation took longer than its time."""

    default_advice = N_("The API is slow or the network is. Try again in a moment.")


class TlsFailure(ApiError):
    """The server's certificate or the TLS connection was refused; nothing was sent."""

    default_advice = N_(
        "Check the address and the clock; a company certificate is given through SSL_CERT_FILE."
    )


class UnreadableAnswer(ApiError):
    """The answer is not what the API says: not JSON, cut short, or without what it must hold."""

    default_advice = N_("Something between here and Stancer may have answered instead. Try again.")
    passes = True


class AnswerTooLarge(ApiError):
    """The answer passed the size cap; reading stopped there."""

    default_advice = N_("No answer of the API is this large: check the API's address and the proxy.")


class EndlessList(ApiError):
    """A list that has no end: a page that brings nothing new says that more follows, or too many pages do."""

    default_advice = N_(
        "What came before is not all. Ask for a shorter stretch of time; if it persists, check the API's "
        "address and the proxy."
    )


class WrongObject(ApiError):
    """The answer is about another object than the one asked for."""

    default_advice = N_("The answer was thrown away. Try again; if it persists, check the proxy.")
    passes = True


class WrongMode(ApiError):
    """The answer belongs to the other mode than the key's."""

    default_advice = N_(
        "Test and live never mix: the answer was thrown away. Check the key and the API's address."
    )


class BadRequest(ApiError):
    """The API found a parameter wrong (400, 422)."""

    default_advice = N_("Correct what the message names and try again.")


class Unauthorized(ApiError):
    """The API does not accept the key (401)."""

    default_advice = N_("Check the key in your Stancer account, and that it is one of this mode.")


class NotFound(ApiError):
    """No such object with this key (404)."""

    default_advice = N_("Check the id, and the mode: test objects are unknown to a live key and the reverse.")


class Conflict(ApiError):
    """It already exists, or its state does not allow this (409); `existing_id` names what exists."""

    default_advice = N_("Open what already exists, or check the object's state.")

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
    """Too many requests (429); `retry_after` seconds when the API said how long."""

    default_advice = N_("Wait as long as the API asks, then try again.")
    passes = True

    @property
    def advice(self) -> str:
        """How long to wait, where the API said it."""
        if self.retry_after is None or self.effect is Effect.UNKNOWN:
            return super().advice
        return _("Wait {seconds} s as the API asks, then try again.", seconds=ceil(self.retry_after))


class TokenInvalid(ApiError):
    """The token has expired or is invalid (498)."""

    default_advice = N_("Check the key in your Stancer account: it may have been replaced by another.")


class ServerError(ApiError):
    """The API failed (500, 502, 504 and their like)."""

    default_advice = N_("Stancer or the way to it has a problem. Try again in a moment.")

    @property
    def transient(self) -> bool:
        """Asking again may help after 500, 502 and 504."""
        return self.status in {500, 502, 504}


class NotImplementedByApi(ApiError):
    """The API does not offer this (501)."""

    default_advice = N_("The API does not offer this: if it did before, ask Stancer's support with the path.")

    @property
    def live_only(self) -> bool:
        """Whether this was about payouts, which exist in live mode only (reference: Payouts)."""
        return self.path.startswith("/v1/payouts/")

    @property
    def advice(self) -> str:
        """What the caller can do."""
        if self.live_only and self.effect is not Effect.UNKNOWN:
            return _("Payouts exist in live mode only: use a live key.")
        return super().advice


class Unavailable(ApiError):
    """The API is not available for now (503)."""

    default_advice = N_("Stancer is not available for now. Try again in a few minutes.")
    passes = True


class UnexpectedStatus(ApiError):
    """A status that the reference does not list, redirects included."""

    default_advice = N_(
        "Something between here and Stancer may have answered: check the API's address and the proxy."
    )


class InvalidField(ApiError):
    """A parameter outside the reference's limits, found before anything was sent."""

    default_advice = N_("Correct the field and try again.")

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}", effect=Effect.NOT_SENT)
        self.field = field
        self.reason = reason


class ReadOnly(ApiError):
    """A write on a client that was opened for reading only: stopped before anything was sent."""

    default_advice = N_("It was opened for reading only: open another one to write.")

    def __init__(self, method: str, path: str) -> None:
        super().__init__(
            Sentence(N_("this desk is read-only, nothing was sent")),
            method=method,
            path=path,
            effect=Effect.NOT_SENT,
        )
