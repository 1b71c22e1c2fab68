"""Advice about errors of the API, for the desk and for commands."""

from math import ceil

from stancer_tui.api import errors
from stancer_tui.api.errors import ApiError, Effect
from stancer_tui.language import N_, _
from stancer_tui.language.sentence import said
from stancer_tui.services.waiting.errors import NotJournaled

_ADVICE: dict[type[ApiError], str] = {
    ApiError: N_("Try again; if it persists, contact Stancer with the request's time and path."),
    errors.NotSent: N_(
        "Nothing was sent. Check the network, the proxy and the API's address, then try again."
    ),
    NotJournaled: N_("Nothing was sent. Without the team's ledger nothing that is written down there is."),
    errors.Unreachable: N_("Check the network connection, then try again."),
    errors.DeadlineExceeded: N_("The API is slow or the network is. Try again in a moment."),
    errors.TlsFailure: N_(
        "Check the address and the clock; a company certificate is given through SSL_CERT_FILE."
    ),
    errors.UnreadableAnswer: N_("Something between here and Stancer may have answered instead. Try again."),
    errors.AnswerTooLarge: N_("No answer of the API is this large: check the API's address and the proxy."),
    errors.EndlessList: N_(
        "What came before is not all. Ask for a shorter stretch of time; if it persists, check the API's "
        "address and the proxy."
    ),
    errors.WrongObject: N_("The answer was thrown away. Try again; if it persists, check the proxy."),
    errors.WrongMode: N_(
        "Test and live never mix: the answer was thrown away. Check the key and the API's address."
    ),
    errors.BadRequest: N_("Correct what the message names and try again."),
    errors.Unauthorized: N_("Check the key in your Stancer account, and that it is one of this mode."),
    errors.NotFound: N_(
        "Check the id, and the mode: test objects are unknown to a live key and the reverse."
    ),
    errors.Conflict: N_("Open what already exists, or check the object's state."),
    errors.RateLimited: N_("Wait as long as the API asks, then try again."),
    errors.TokenInvalid: N_("Check the key in your Stancer account: it may have been replaced by another."),
    errors.ServerError: N_("Stancer or the way to it has a problem. Try again in a moment."),
    errors.NotImplementedByApi: N_(
        "The API does not offer this: if it did before, ask Stancer's support with the path."
    ),
    errors.Unavailable: N_("Stancer is not available for now. Try again in a few minutes."),
    errors.UnexpectedStatus: N_(
        "Something between here and Stancer may have answered: check the API's address and the proxy."
    ),
    errors.InvalidField: N_("Correct the field and try again."),
    errors.ReadOnly: N_("It was opened for reading only: open another one to write."),
}
"""The advice by the class of an error; a class without one has that of its nearest base class."""


def advice_on(error: ApiError) -> str:
    """What to do next, translated; it may name a variable of the environment.

    Where the outcome is not known, the only advice is to read the object before sending anything again.
    """
    if isinstance(error, errors.BadEnvironment):
        return _of_the_environment(error)
    if error.effect is Effect.UNKNOWN:
        return _("The outcome is not known. Do not send it again: read the object first.")
    if isinstance(error, errors.RateLimited) and error.retry_after is not None:
        return _("Wait {seconds} s as the API asks, then try again.", seconds=ceil(error.retry_after))
    if isinstance(error, errors.NotImplementedByApi) and error.live_only:
        return _("Payouts exist in live mode only: use a live key.")
    return _(next(_ADVICE[kind] for kind in type(error).__mro__ if kind in _ADVICE))


def _of_the_environment(error: errors.BadEnvironment) -> str:
    if not error.variable:
        return _("Install stancer-tui again, then try again.")
    return _("Correct or unset {variable}, then try again.", variable=said(error.variable))
