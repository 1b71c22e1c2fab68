"""Turns errors of the API into messages: what happened, and what to do next."""

from enum import Enum, auto
from typing import NamedTuple

from stancer_tui.api import errors
from stancer_tui.api.errors import ApiError, Effect
from stancer_tui.language import N_, _
from stancer_tui.services.advice import advice_on

_TITLES: dict[type[ApiError], str] = {
    errors.BadEnvironment: N_("This machine's network settings cannot be used."),
    errors.NotSent: N_("The request could not be sent."),
    errors.Unreachable: N_("Stancer could not be reached."),
    errors.DeadlineExceeded: N_("Stancer did not answer in time."),
    errors.TlsFailure: N_("The connection is not trustworthy: its certificate was refused."),
    errors.UnreadableAnswer: N_("The answer could not be read."),
    errors.AnswerTooLarge: N_("The answer is too large to be Stancer's."),
    errors.EndlessList: N_("The list does not end."),
    errors.WrongObject: N_("The answer is about another object than the one asked for."),
    errors.WrongMode: N_("The answer belongs to the other mode."),
    errors.BadRequest: N_("Stancer did not accept the request."),
    errors.Unauthorized: N_("Stancer does not accept the key."),
    errors.NotFound: N_("Stancer knows no such object in this mode."),
    errors.Conflict: N_("Stancer refused: it conflicts with what exists."),
    errors.RateLimited: N_("Stancer asks to slow down."),
    errors.TokenInvalid: N_("Stancer says the key has expired or is invalid."),
    errors.ServerError: N_("Stancer has a problem of its own."),
    errors.NotImplementedByApi: N_("Stancer does not offer this."),
    errors.Unavailable: N_("Stancer is offline for maintenance."),
    errors.UnexpectedStatus: N_("The answer has an unexpected status."),
    errors.ReadOnly: N_("This desk is read-only."),
    errors.InvalidField: N_("A value is outside what Stancer accepts."),
}


class ErrorMessage(NamedTuple):
    """What happened in one sentence, the API's words with the request, and what to do next.

    `detail` holds foreign text, which passes render.safe before it is shown.
    """

    title: str
    detail: str
    advice: str


class Place(Enum):
    """Where an error is read, which decides what can be done about it there."""

    DESK = auto()
    COMMAND = auto()


_KEY = {
    Place.DESK: N_(
        "Check the key in your Stancer account; `stancer-tui keys set test` or `live` replaces it "
        "(with `--profile NAME`, unless the profile is default)."
    ),
    Place.COMMAND: N_(
        "Check the key in your Stancer account; `stancer-tui keys set test` or `live` replaces it "
        "(with `--profile NAME`, unless the profile is default), or the variable that it is in."
    ),
}
_WRITING = N_("To write, start without --read-only, and without read_only in the settings.")

_ADVICE: dict[type[ApiError], dict[Place, str]] = {
    errors.Unauthorized: _KEY,
    errors.TokenInvalid: _KEY,
    errors.ReadOnly: {Place.DESK: _WRITING, Place.COMMAND: _WRITING},
    errors.EndlessList: {
        Place.DESK: N_(
            "What came before is shown, and is not all. Choose shorter dates; if it persists, check "
            "the API's address and the proxy."
        ),
        Place.COMMAND: N_(
            "What came before was printed, and is not all. Narrow it with --since and --until; if "
            "it persists, check --api-url and the proxy."
        ),
    },
    errors.NotFound: {
        Place.COMMAND: N_(
            "Check the id, and the mode: test objects are unknown to a live key and the reverse; "
            "--live asks with the live key."
        )
    },
}
"""Advice for a place that replaces the general advice."""

_WORDS: dict[type[ApiError], str] = {errors.ReadOnly: N_("this desk is read-only, nothing was sent")}
"""Replaces messages of the client that speak of the client."""


def error_message(error: ApiError, place: Place = Place.DESK) -> ErrorMessage:
    """The message for an error of a read, with advice for the place where it is shown."""
    known = (_TITLES[kind] for kind in type(error).__mro__ if kind in _TITLES)
    title = next(known, N_("The request failed."))
    if isinstance(error, errors.NotImplementedByApi) and error.live_only:
        title = N_("Stancer does not offer this in this mode.")
    status = f" → {error.status}" if error.status is not None else ""
    request = f"\n{error.method} {error.path}{status}" if error.method else ""
    own = _ADVICE.get(type(error), {}).get(place) if error.effect is not Effect.UNKNOWN else None
    words = _WORDS.get(type(error))
    said = _(words) if words else error.said
    return ErrorMessage(_(title), f"{said}{request}", _(own) if own else advice_on(error))


EFFECTS: dict[Effect, str] = {
    Effect.NOT_SENT: N_("Nothing was sent."),
    Effect.REFUSED: N_("Stancer refused it."),
    Effect.UNKNOWN: N_("It is not known whether Stancer did it."),
}
"""What an error of a write means for the request."""


def write_error_message(error: ApiError, unknown: str = "") -> ErrorMessage:
    """The message for an error of a write; `unknown` is the advice where the outcome is not known."""
    words = error_message(error)
    if error.effect is Effect.UNKNOWN:
        advice = _(unknown) if unknown else _("Look whether it is there before you send it again.")
        title = _("It is not known whether this was done.")
        return ErrorMessage(title, f"{words.title} {words.detail}", advice)
    effect = _(EFFECTS.get(error.effect, ""))
    return ErrorMessage(f"{words.title} {effect}".strip(), words.detail, words.advice)
