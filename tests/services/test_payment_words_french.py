"""What an agent is told of money in French: what was sent, what was not, what is not known."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.api import errors
from stancer_tui.api.errors import Effect
from stancer_tui.language import Language, _, change_to, using
from stancer_tui.models.check import Check
from stancer_tui.models.payment import Payment
from stancer_tui.render.money import money
from stancer_tui.services.error_messages import error_message, write_error_message
from stancer_tui.services.payments.actions import PaymentAction, standing, why_no_link, why_not
from stancer_tui.services.payments.timeline import story
from stancer_tui.services.payments.windows import DEFAULT, Window
from stancer_tui.services.payments.words import NO_TRACE, UNKNOWN, done_words
from stancer_tui.services.payments.writing import Written
from stancer_tui.services.waiting.result_words import check_outcome, check_verdict
from tests.api.every_error import an_error, every_kind

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)


def paid(status: str | None = None, **fields: Any) -> Payment:
    return Payment.read({"id": "paym_a", "amount": 103_021, "currency": "eur", "status": status, **fields})


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (Effect.NOT_SENT, "Stancer n’a pas pu être joint. Rien n’a été envoyé."),
        (Effect.REFUSED, "Stancer n’a pas pu être joint. Stancer l’a refusé."),
        (Effect.UNKNOWN, "On ne sait pas si cela a été fait."),
    ],
)
def test_each_effect_of_a_write_is_told_apart(effect: Effect, said: str) -> None:
    with using(Language.FR):
        assert write_error_message(errors.Unreachable("cut", effect=effect)).title == said


@pytest.mark.parametrize("action", PaymentAction)
def test_what_is_not_known_is_not_sent_again(action: PaymentAction) -> None:
    lost = errors.DeadlineExceeded("slow", effect=Effect.UNKNOWN)
    with using(Language.FR):
        advice = write_error_message(lost, UNKNOWN[action]).advice
    assert "deux minutes" in advice
    if action in {PaymentAction.CREATE, PaymentAction.CAPTURE, PaymentAction.AUTHORIZE}:
        assert "Ne pas l" in advice


def test_every_kind_of_error_has_a_french_title() -> None:
    every = [an_error(kind) for kind in every_kind()]
    english = [error_message(each).title for each in every]
    with using(Language.FR):
        french = [error_message(each).title for each in every]
    assert not set(english) & set(french)


def test_what_was_done_is_said_with_the_amount_as_it_is_written_in_french() -> None:
    with using(Language.FR):
        captured = done_words(PaymentAction.CAPTURE, Written(paid("to_capture")), money)
        found = done_words(PaymentAction.CAPTURE, Written(paid("to_capture"), found=True), money)
    assert captured.startswith("La capture de 1\u202f030,21 EUR a été demandée. La banque l’a autorisé")
    assert found.startswith("La relecture le montre\u202f: la capture de 1\u202f030,21 EUR a été demandée. ")


def test_a_refusal_takes_no_money_and_names_its_code() -> None:
    with using(Language.FR):
        text = done_words(PaymentAction.AUTHORIZE, Written(paid("refused", response="51")), money)
    assert text.endswith("Il a été refusé\u202f: rien n’a été débité. Le code réponse est 51.")


def test_why_something_cannot_be_done() -> None:
    captured = standing(paid("captured", card={"id": "card_1"}))
    lost = standing(paid(auth={"status": "expired"}, card={"id": "card_1"}))
    with using(Language.FR):
        assert why_not(PaymentAction.CAPTURE, captured, live=False, read_only=True) == (
            "Ce poste est en lecture seule\u202f: il ne modifie rien."
        )
        assert why_not(PaymentAction.CAPTURE, captured, live=False) == (
            "Il est déjà encaissé\u202f: l’argent a été crédité sur le compte du commerçant."
        )
        no_link = why_no_link(captured, live=False)
        assert no_link is not None
        assert no_link.endswith("Sa page n’accepte plus de paiement.")
        expired = why_no_link(lost, live=False)
        assert expired is not None
        assert expired.startswith("L’authentification du client a expiré au bout de 6 heures")


def test_no_trace_is_no_proof() -> None:
    with using(Language.FR):
        for action in PaymentAction:
            assert "peut encore apparaître" in _(NO_TRACE[action])


def test_what_is_ahead_of_a_payment() -> None:
    created = int(datetime(2026, 11, 20, tzinfo=UTC).timestamp())
    with using(Language.FR):
        told = story(paid("authorized", created=created, response="00"), NOW)
    assert [event.text for event in told.happened] == ["paiement créé", "réponse de la banque 00"]
    assert [event.text for event in told.expected] == ["l’autorisation expire"]


def test_dates_follow_a_change_of_the_language() -> None:
    paris = ZoneInfo("Europe/Paris")
    week = DEFAULT.window(NOW)
    days = Window.days(NOW.date(), datetime(2026, 11, 23, tzinfo=UTC).date(), paris)
    with using(Language.EN):
        assert (week.label, days.label) == ("last 7 days", "2026-11-21 to 2026-11-23")
        change_to(Language.FR)
        assert (week.label, days.label) == ("7 derniers jours", "2026-11-21 au 2026-11-23")
        assert days.before(NOW).label == "avant 2026-11-21 au 2026-11-23"


def test_a_check_names_what_is_wrong() -> None:
    wrong = Check.read({"id": "chck_1", "status": "checked", "iban_valid": False, "date_birth_valid": False})
    with using(Language.FR):
        assert check_outcome(wrong).text == "compte non valide +1"
        assert check_verdict(wrong).text == (
            "La banque ne confirme pas le compte et son titulaire\u202f: le compte n’est pas valide, "
            "la date de naissance ne concorde pas."
        )
