"""What is said in French of a refund, a batch and the journal: as exact about the money as in English."""

from datetime import UTC, datetime

import pytest

from stancer_tui.models.past_refund import PastRefund
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import past_refund_text, twin_text
from stancer_tui.services.refunds import words
from stancer_tui.services.refunds.batch_plan import PlanTrouble
from stancer_tui.services.refunds.batch_run import Stop
from stancer_tui.services.refunds.batch_words import (
    counts,
    note_text,
    own_consent,
    skipped,
    stop_text,
    trouble_text,
)
from stancer_tui.services.refunds.errors import ConsentMissing
from stancer_tui.services.refunds.event_words import step_text
from stancer_tui.services.refunds.offer import Consent, Reason
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import State
from tests.services.refund_world import intent, offer, view
from tests.unit.test_batch_table import batch, item

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("french")


def plain(text: str) -> str:
    """Its narrow blanks as blanks."""
    return text.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("state", "refused", "said"),
    [
        (State.PREPARED, False, "Consigné, pas encore envoyé. Aucun mouvement d’argent."),
        (State.SENDING, False, "Envoyé, en attente de la réponse de Stancer."),
        (State.UNKNOWN, False, "Issue pas encore connue. Ne pas rembourser de nouveau. Vérification…"),
        (
            State.UNKNOWN,
            True,
            "Ne pas encore rembourser de nouveau. Pendant deux minutes, le paiement",
        ),
        (State.AMBIGUOUS, False, "Ne pas rembourser de nouveau : indiquer lequel est celui-ci."),
        (State.NOT_FOUND, False, "Il peut encore apparaître : il est surveillé pendant 24 heures."),
        (
            State.REJECTED,
            True,
            "Refusé par Stancer : refused. Aucun mouvement d’argent : le paiement a été relu",
        ),
        (State.NOT_SENT, False, "Non envoyé : cut short. Aucun mouvement d’argent."),
        (State.ABANDONED, False, "Arrêté avant l’envoi. Aucun mouvement d’argent."),
    ],
)
def test_every_outcome_says_what_happened_to_the_money(state: State, refused: bool, said: str) -> None:
    assert said in plain(
        words.outcome(intent(state, refused=refused, reason="refused" if refused else "cut short"))
    )


def test_a_reason_that_the_journal_keeps_in_english_is_said_in_french() -> None:
    kept = intent(State.NOT_SENT, reason="the program stopped before the answer came")
    assert words.reason_of(kept) == "le programme s’est arrêté avant la réponse"
    assert words.reason_of(intent(State.REJECTED, reason="refused", refused=True)) == "refused", (
        "Stancer's words"
    )


def test_what_can_be_refunded_is_said_in_french_amounts() -> None:
    told = words.why_not(Reason.OVER_AVAILABLE, offer(view(amount=103_445)), money)
    assert plain(told) == "Au plus 1 034,45 EUR peuvent encore être remboursés."


def test_what_a_batch_leaves_out_is_kept_in_english_and_said_in_french() -> None:
    both = frozenset({Consent.DISPUTED, Consent.AGAIN})
    kept = skipped(ConsentMissing(both))
    assert "The customer disputed it" in kept
    assert note_text(kept) == own_consent(both)
    assert plain(note_text(kept)).startswith(
        "Un remboursement antérieur n’a pas laissé de trace, mais peut encore"
    )
    assert "Le client l’a contesté : la banque rend peut-être déjà l’argent." in plain(note_text(kept))


def test_the_counts_of_a_batch_agree_with_their_numbers() -> None:
    made = intent(State.CONFIRMED)
    one = batch("stopped", item(1, intent=made), item(2, note="It changed."), item(3))
    two = batch("stopped", item(1, intent=made), item(2, intent=made), item(3), item(4))
    assert counts(one) == "1 effectué, 1 écarté, 1 non envoyé"
    assert counts(two) == "2 effectués, 2 non envoyés"


def test_troubles_and_stops_have_their_numbers() -> None:
    assert "Au plus 50 paiements" in trouble_text(PlanTrouble.TOO_MANY)
    assert "« un incident, plusieurs clients »" in plain(trouble_text(PlanTrouble.SEVERAL_PERSONS))
    assert "Stancer a refusé 3 remboursements de suite." in stop_text(Stop.REFUSALS)


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("confirmed by the agent", "fait · confirmé par l’agent"),
        ("Refused BadRequest 400", "fait · Refus BadRequest 400"),
        ("Settled", "fait · Recherche terminée"),
        ("Decided none by nadia", "fait · Décidé par nadia : aucun"),
        ("Decided refd_A by nadia", "fait · Décidé par nadia : refd_A"),
        ("Declined", "fait"),
        ("Declined d'abord la boutique", "fait · d'abord la boutique"),
    ],
)
def test_the_steps_of_the_journal_are_told(detail: str, said: str) -> None:
    assert plain(step_text("fait", detail)) == said


def test_why_the_journal_is_of_no_use() -> None:
    told = LedgerUnavailable(LedgerTrouble.NEWER)
    assert (
        str(told) == "le journal des remboursements a été écrit par une version plus récente de ce programme"
    )


def test_an_earlier_refund_is_told_with_its_colleague_and_its_ticket() -> None:
    past = PastRefund(
        payment="paym_A", order="A-7", twin=True, id=None, amount=3490, currency="eur", status=None,
        at=NOW, by="nadia", ticket="T-81", unresolved=True,
    )  # fmt: skip
    assert past_refund_text(past, now=NOW, zone=UTC) == (
        "34,90 EUR ? issue inconnue · aujourd’hui 12:00 · par nadia · ticket T-81"
    )
    assert twin_text(past, now=NOW, zone=UTC) == (
        "son doublon probable A-7 a peut-être été remboursé de 34,90 EUR aujourd’hui 12:00 par nadia "
        "(l’issue est inconnue, ticket T-81)"
    )
