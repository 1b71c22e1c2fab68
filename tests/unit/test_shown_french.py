"""Statuses, amounts, modes and fields as French lists and details show them; what is stored stays English."""

from datetime import UTC, datetime
from typing import Any

import pytest

from stancer_tui.keys import Slot
from stancer_tui.language import Language, using
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow, UnreadableRow, payment_row
from stancer_tui.render.clipboard import copy_entries
from stancer_tui.render.columns import Column, amount_text, cell, choose, payment_columns
from stancer_tui.render.disputes import dispute_columns
from stancer_tui.render.export import PAYMENT_COLUMNS, csv_lines
from stancer_tui.render.field_values import NEVER, NOT_REPORTED
from stancer_tui.render.fields import payment_sections
from stancer_tui.render.money import AmountError, parse_amount
from stancer_tui.render.payouts import PayoutLine, payout_columns
from stancer_tui.render.status import PAYMENT_WORDS, late, refund_status, row_status
from tests.unit.rows import row

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
COLUMNS = payment_columns(UTC, lambda: NOW)
STATUS = next(column for column in COLUMNS if column.key == "status")

WHOLE = {
    "id": "paym_000000000000000000000001",
    "amount": 103_445,
    "currency": "eur",
    "status": "captured",
    "created": 1_795_000_000,
    "order_id": "ORD-1",
    "live_mode": False,
    "refunds": [
        {"id": "refd_000000000000000000000001", "amount": 1000, "currency": "eur", "status": "failed"},
        {"id": "refd_000000000000000000000002", "amount": 2000, "currency": "eur", "status": "refunded"},
    ],
}


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("captured", "✓ encaissé"),
        ("refused", "✗ refusé"),
        ("to_capture", "→ à encaisser"),
        ("disputed", "⚑ contesté"),
        (None, "· sans statut"),
        ("brand_new", "? brand_new"),
    ],
)
def test_a_status_is_shown_in_french_and_keeps_its_english_word(status: str | None, shown: str) -> None:
    item = row(status=status)
    english = row_status(item)
    with using(Language.FR):
        assert row_status(item).text() == shown
        assert row_status(item) == english
        assert STATUS.sort_key(item) == (None if status is None else english.word)


def test_every_status_stands_whole_in_its_column_and_the_amount_is_never_dropped() -> None:
    with using(Language.FR):
        shown = dict(choose(COLUMNS, 74))
        assert [column.key for column in shown][:5] == ["created", "amount", "status", "method", "code"]
        for status in ("authorized", "canceled", "capture_sent", "to_capture", "disputed", None):
            assert "…" not in cell(STATUS, row(status=status), shown[STATUS])
        assert all(len(column.heading) <= column.cells for column in COLUMNS)
        assert STATUS.heading == "Statut"
    assert STATUS.cells == STATUS.width, "English needs what it always had"


def test_a_late_refund_is_called_so() -> None:
    with using(Language.FR):
        assert late(refund_status("refund_sent")).text() == "! remb. en retard"
    assert late(refund_status("refund_sent")).text() == "! refund sent late"


def test_french_amounts_stand_with_their_commas_under_each_other() -> None:
    with using(Language.FR):
        texts = [amount_text(row(amount=units)) for units in (103_445, 50, 1_000_000_00)]
        assert texts == ["1\u202f034,45 EUR", "0,50 EUR", "1\u202f000\u202f000,00 EUR"]
        yen = amount_text(row(amount=1250, currency="jpy"))
        assert yen == "1\u202f250    JPY"
        assert {len(text) - text.rindex(",") for text in texts} == {len(yen) - 5}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Saisir un montant, par exemple 12,50."),
        ("-5", "Saisir le montant sans signe."),
        ("1,2345", "EUR n’a que 2 décimales."),
        ("1,234", "1,234 peut se lire 1234 EUR ou 1,234\u202f: écrire 1234,00 pour le premier"),
        ("12a", "à la position 3"),
    ],
)
def test_what_is_wrong_with_an_amount_is_said_in_french(typed: str, said: str) -> None:
    with using(Language.FR), pytest.raises(AmountError) as error:
        parse_amount(typed, "eur")
    assert said in str(error.value)


def test_a_mode_is_named_in_french_and_its_variable_is_not() -> None:
    with using(Language.FR):
        assert [mode.word for mode in Mode] == ["TEST", "PRODUCTION"]
        assert Slot(Mode.LIVE).variable == "STANCER_API_KEY_LIVE"


def test_fields_and_their_silence_are_named_in_french() -> None:
    payment = Payment.read(WHOLE)
    with using(Language.FR):
        sections = payment_sections(payment, zone=UTC, now=NOW)
        titles = [section.title for section in sections]
        assert titles[:2] == ["Paiement", "Client"]
        assert titles[3] == "Remboursement 2 sur 2"
        fields = {field.key: field for field in sections[0].fields}
        assert (fields["amount"].label, fields["amount"].value) == ("Montant", "1\u202f034,45 EUR")
        assert (fields["live_mode"].value, fields["method"].value) == ("test", "non communiqué par l’API")
        assert fields["method"].silence == NOT_REPORTED
        assert fields["refunds"].value == "1 pour 20,00 EUR en tout · 1 échoué ou non honoré"
        card = next(section for section in sections if section.title == "Carte")
        assert {field.silence for field in card.fields} == {NOT_REPORTED, NEVER}


def test_copies_are_named_in_french_and_hold_what_was_received() -> None:
    payment = Payment.read(WHOLE)
    with using(Language.FR):
        labels = {entry.key: entry.label for entry in copy_entries(payment, Mode.TEST, zone=UTC)}
        text = {entry.key: entry.text for entry in copy_entries(payment, Mode.TEST, zone=UTC)}
    assert labels["o"] == "numéro de commande"
    assert labels["j"] == "JSON tel que reçu"
    assert '"status": "captured"' in text["j"]
    assert "STANCER_API_KEY_TEST" in text["c"]


def test_an_export_does_not_change_with_the_language() -> None:
    item = payment_row(WHOLE)
    assert isinstance(item, PaymentRow)
    written = []
    for language in Language:
        with using(language):
            written.append(list(csv_lines(PAYMENT_COLUMNS, [item])))
    assert written[0] == written[1]
    assert '"part refunded"' in written[0][1]
    assert PAYMENT_WORDS


def test_headings_change_with_the_language_after_the_columns_were_made() -> None:
    with using(Language.FR):
        columns: list[Column[Any]] = [*dispute_columns(UTC, lambda: NOW), *payout_columns(lambda: NOW)]
        assert [each.heading for each in columns] != [each.label for each in columns]
    with using(Language.EN):
        assert [each.heading for each in columns] == [each.label for each in columns]
        assert {"Order", "Payment", "On the statement"} <= {each.heading for each in columns}


def test_why_a_payout_cannot_be_read_is_said_in_french() -> None:
    line = PayoutLine(UnreadableRow(None, "it is not an object"))
    with using(Language.FR):
        column = next(each for each in payout_columns(lambda: NOW) if each.key == "statement")
        assert column.text(line) == "ce n’est pas un objet"
