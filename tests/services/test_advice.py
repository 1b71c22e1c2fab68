"""What is advised about an error: by its class, and by what is known of its outcome."""

import pytest

from stancer_tui.api import errors
from stancer_tui.api.errors import ApiError, Effect
from stancer_tui.language import Language, using
from stancer_tui.services.advice import advice_on
from stancer_tui.services.error_messages import Place, error_message, write_error_message
from stancer_tui.services.waiting.errors import NotJournaled
from tests.api.every_error import an_error, every_kind

UNKNOWN = "The outcome is not known. Do not send it again: read the object first."


@pytest.mark.parametrize("kind", every_kind(), ids=lambda kind: kind.__name__)
def test_every_error_has_advice_in_both_languages(kind: type[ApiError]) -> None:
    english = advice_on(an_error(kind))
    with using(Language.FR):
        french = advice_on(an_error(kind))
    assert english.endswith(".")
    assert french.endswith(".")
    assert english != french


def test_each_class_has_its_own() -> None:
    every = [advice_on(an_error(kind)) for kind in every_kind()]
    assert len(set(every)) == len(every)


def test_a_kind_that_is_not_known_is_advised_as_the_nearest_that_is() -> None:
    class Elsewhere(NotJournaled):
        pass

    assert advice_on(Elsewhere("no")) == advice_on(NotJournaled("no"))
    assert "team's ledger" in advice_on(Elsewhere("no"))
    assert advice_on(errors.Unreachable("no")) == "Check the network connection, then try again."


@pytest.mark.parametrize(
    "kind",
    [kind for kind in every_kind() if not issubclass(kind, errors.BadEnvironment)],
    ids=lambda kind: kind.__name__,
)
def test_an_unknown_outcome_is_read_first_whatever_went_wrong(kind: type[ApiError]) -> None:
    error = an_error(kind)
    error.effect, error.path = Effect.UNKNOWN, "/v1/payouts/"
    assert advice_on(error) == UNKNOWN
    assert {error_message(error, place).advice for place in Place} == {UNKNOWN}


def test_the_variable_that_is_to_be_corrected_is_named() -> None:
    named, installed = errors.BadEnvironment("SSL_CERT_FILE", "no"), errors.BadEnvironment("", "no")
    assert advice_on(named) == "Correct or unset SSL_CERT_FILE, then try again."
    assert advice_on(installed) == "Install stancer-tui again, then try again."
    with using(Language.FR):
        assert advice_on(named) == "Corriger ou supprimer SSL_CERT_FILE, puis réessayer."
        assert advice_on(installed) == "Réinstaller stancer-tui, puis réessayer."


def test_the_wait_that_the_api_asks_is_said_where_it_said_one() -> None:
    asked, not_asked = errors.RateLimited("x", retry_after=1.2), errors.RateLimited("x")
    assert advice_on(asked) == "Wait 2 s as the API asks, then try again."
    assert advice_on(not_asked) == "Wait as long as the API asks, then try again."
    assert advice_on(errors.RateLimited("x", retry_after=0.0)) == "Wait 0 s as the API asks, then try again."
    with using(Language.FR):
        assert advice_on(asked) == "Attendre 2 s comme l’API le demande, puis réessayer."


def test_payouts_need_a_live_key() -> None:
    payouts = errors.NotImplementedByApi("no", path="/v1/payouts/?start=0")
    assert advice_on(payouts) == "Payouts exist in live mode only: use a live key."
    assert "live" not in advice_on(errors.NotImplementedByApi("no", path="/v1/checkout/"))


def test_the_desk_says_of_itself_that_it_is_read_only() -> None:
    refused = errors.ReadOnly("POST", "/v1/refunds/")
    for place in Place:
        message = error_message(refused, place)
        assert message.title == "This desk is read-only."
        assert message.detail == "this desk is read-only, nothing was sent\nPOST /v1/refunds/"
        assert message.advice == "To write, start without --read-only, and without read_only in the settings."
    with using(Language.FR):
        written = write_error_message(refused)
        assert written.title == "Ce poste est en lecture seule. Rien n’a été envoyé."
        assert written.detail.startswith("ce poste est en lecture seule, rien n’a été envoyé\n")
