"""Every class of the tree of errors, and an error of each as the client makes it."""

from collections.abc import Iterator

from stancer_tui.api import errors
from stancer_tui.api.errors import ApiError, Effect
from stancer_tui.language.sentence import Sentence


def _kinds(kind: type[ApiError]) -> Iterator[type[ApiError]]:
    if kind.__module__.startswith("stancer_tui."):
        yield kind
    for each in kind.__subclasses__():
        yield from _kinds(each)


def every_kind() -> list[type[ApiError]]:
    """The classes that are loaded, by their names."""
    return sorted(set(_kinds(ApiError)), key=lambda kind: kind.__name__)


def an_error(kind: type[ApiError], message: str = "no") -> ApiError:
    """An error of a kind, of a request with an answer."""
    if kind is errors.InvalidField:
        return errors.InvalidField("amount", message)
    if kind is errors.ReadOnly:
        return errors.ReadOnly("GET", "/v1/checkout/")
    if kind is errors.BadEnvironment:
        return errors.BadEnvironment("SSL_CERT_FILE", message)
    error = kind(message, method="GET", path="/v1/checkout/", status=400)
    if isinstance(error, errors.Conflict):
        error.existing_id = "paym_" + "a" * 24
    error.retry_after, error.effect = 1.5, Effect.REFUSED
    return error


LATE = Sentence("no whole answer within {seconds} s", seconds="30")
"""A message of the client, which is said in French too."""
