"""An error is the same on the other side of a process, a queue, or a copy."""

import copy
import pickle
from collections.abc import Callable

import pytest

from stancer_tui.api.errors import ApiError, DeadlineExceeded
from stancer_tui.language import Language, using
from stancer_tui.language.sentence import Sentence
from tests.api.every_error import LATE, an_error, every_kind

Way = Callable[[ApiError], ApiError]


def pickled(protocol: int) -> Way:
    return lambda error: pickle.loads(pickle.dumps(error, protocol))


WAYS: dict[str, Way] = {"copied": copy.copy, "copied deeply": copy.deepcopy} | {
    f"pickled with protocol {protocol}": pickled(protocol)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", every_kind(), ids=lambda kind: kind.__name__)
def test_every_error_comes_back_whole(kind: type[ApiError], way: str) -> None:
    error = an_error(kind)
    error.add_note("while the list was read")
    again = WAYS[way](error)
    assert again is not error
    assert type(again) is kind
    assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))
    assert again.transient is error.transient


def test_a_message_of_the_client_is_still_said_in_the_language_that_is_spoken() -> None:
    whole = Sentence("{variable}: {reason}", variable="HTTPS_PROXY", reason=LATE)
    again = pickle.loads(pickle.dumps(DeadlineExceeded(whole)))
    assert isinstance(again.message, Sentence)
    assert again.said == "HTTPS_PROXY: no whole answer within 30 s"
    with using(Language.FR):
        assert again.said == "HTTPS_PROXY\u202f: pas de réponse complète en 30 s"


def test_an_error_of_an_integrators_own_comes_back_whole_too() -> None:
    again = pickle.loads(pickle.dumps(Declined("paym_a", code="51")))
    assert (type(again), again.payment, again.code) == (Declined, "paym_a", "51")
    assert str(again) == "paym_a was declined"


class Declined(ApiError):
    """Whose constructor takes other things than a message."""

    def __init__(self, payment: str, *, code: str) -> None:
        super().__init__(f"{payment} was declined")
        self.payment, self.code = payment, code
