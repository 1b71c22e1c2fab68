"""What an error of the API means for an agent: what happened, and what to do next."""

from dataclasses import dataclass
from enum import Enum, auto

from stancer_tui.api import errors
from stancer_tui.api.errors import ApiError, Effect

_TITLES: dict[type[ApiError], str] = {
    errors.BadEnvironment: "This machine's network settings cannot be used.",
    errors.NotSent: "The request could not be sent.",
    errors.Unreachable: "Stancer could not be reached.",
    errors.DeadlineExceeded: "Stancer did not answer in time.",
    errors.TlsFailure: "The connection is not trustworthy: its certificate was refused.",
    errors.UnreadableAnswer: "The answer could not be read.",
    errors.AnswerTooLarge: "The answer is too large to be Stancer's.",
    errors.EndlessList: "The list does not end.",
    errors.WrongObject: "The answer is about another object than the one asked for.",
    errors.WrongMode: "The answer belongs to the other mode.",
    errors.BadRequest: "Stancer did not accept the request.",
    errors.Unauthorized: "Stancer does not accept the key.",
    errors.NotFound: "Stancer knows no such object in this mode.",
    errors.Conflict: "Stancer refused: it conflicts with what exists.",
    errors.RateLimited: "Stancer asks to slow down.",
    errors.TokenInvalid: "Stancer says the key has expired or is invalid.",
    errors.ServerError: "Stancer has a problem of its own.",
    errors.NotImplementedByApi: "Stancer does not offer this.",
    errors.Unavailable: "Stancer is offline for maintenance.",
    errors.UnexpectedStatus: "The answer has an unexpected status.",
    errors.ReadOnly: "This desk is read-only.",
    errors.InvalidField: "A value is outside what Stancer accepts.",
}


@dataclass(frozen=True, slots=True)
class ErrorMessage:
    """What happened in one sentence, the words and the request behind it, and what to do next.

    `detail` holds foreign text: it passes render.safe before it is shown.
    """

    title: str
    detail: str
    advice: str


class Place(Enum):
    """Where an error is read, which decides what can be done about it there."""

    DESK = auto()
    COMMAND = auto()


_KEY = "Check the key in your Stancer account; `stancer-tui keys set test` or `live` replaces it"
_WRITING = "To write, start without --read-only, and without read_only in the settings."

_ADVICE: dict[type[ApiError], dict[Place, str]] = {
    errors.Unauthorized: {Place.DESK: f"{_KEY}.", Place.COMMAND: f"{_KEY}, or the variable that it is in."},
    errors.TokenInvalid: {Place.DESK: f"{_KEY}.", Place.COMMAND: f"{_KEY}, or the variable that it is in."},
    errors.ReadOnly: {Place.DESK: _WRITING, Place.COMMAND: _WRITING},
    errors.EndlessList: {
        Place.DESK: "What came before is shown, and is not all. Choose shorter dates; if it persists, check "
        "the API's address and the proxy.",
        Place.COMMAND: "What came before was printed, and is not all. Narrow it with --since and --until; if "
        "it persists, check --api-url and the proxy.",
    },
    errors.NotFound: {
        Place.COMMAND: "Check the id, and the mode: test objects are unknown to a live key and the reverse; "
        "--live asks with the live key."
    },
}
"""What to do in a place, where the client's own words are not enough there."""


def error_message(error: ApiError, place: Place = Place.DESK) -> ErrorMessage:
    """What `error` means for somebody who was reading, and what to do about it where they are."""
    title = next((_TITLES[kind] for kind in type(error).__mro__ if kind in _TITLES), "The request failed.")
    if isinstance(error, errors.NotImplementedByApi) and error.live_only:
        title = "Stancer does not offer this in this mode."
    status = f" → {error.status}" if error.status is not None else ""
    request = f"\n{error.method} {error.path}{status}" if error.method else ""
    own = _ADVICE.get(type(error), {}).get(place) if error.effect is not Effect.UNKNOWN else None
    return ErrorMessage(title, f"{error.message}{request}", own or error.advice)


EFFECTS: dict[Effect, str] = {
    Effect.NOT_SENT: "Nothing was sent.",
    Effect.REFUSED: "Stancer refused it.",
    Effect.UNKNOWN: "It is not known whether Stancer did it.",
}
"""What an error of a write means for what was asked."""


def write_error_message(error: ApiError, unknown: str = "") -> ErrorMessage:
    """What `error` means for an agent who sent something; `unknown` says what to do in doubt."""
    words = error_message(error)
    if error.effect is Effect.UNKNOWN:
        advice = unknown or "Look whether it is there before you send it again."
        return ErrorMessage("It is not known whether this was done.", f"{words.title} {words.detail}", advice)
    return ErrorMessage(f"{words.title} {EFFECTS.get(error.effect, '')}".strip(), words.detail, words.advice)
