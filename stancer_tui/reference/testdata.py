"""Test cards and test IBANs: what each of them makes the API answer in test mode."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from stancer_tui.language import N_, _
from stancer_tui.reference.tables import table as packaged


class Outcome(StrEnum):
    """What a payment with the card or the account ends in."""

    OK = "ok"
    MUST_AUTHENTICATE = "must_authenticate"
    REFUSED = "refused"
    CAPTURED = "captured"
    DISPUTE = "dispute"
    DISPUTE_DUPLICATE = "dispute_duplicate"
    DISPUTE_FRAUD = "dispute_fraud"

    @property
    def words(self) -> str:
        """The outcome as a list shows it."""
        return _(_OUTCOME_WORDS[self])


class ThreeDS(StrEnum):
    """What the test card asks of 3-D Secure."""

    NOT_REQUIRED = "not_required"
    OPTIONAL = "optional"
    REQUIRED = "required"
    NOT_ENROLLED = "not_enrolled"

    @property
    def words(self) -> str:
        """What is asked, as a list shows it."""
        return _(_THREE_DS_WORDS[self])


_OUTCOME_WORDS = {
    Outcome.OK: N_("accepted"),
    Outcome.MUST_AUTHENTICATE: N_("3-D Secure needed"),
    Outcome.REFUSED: N_("refused"),
    Outcome.CAPTURED: N_("captured at once"),
    Outcome.DISPUTE: N_("accepted, then disputed"),
    Outcome.DISPUTE_DUPLICATE: N_("accepted, then disputed as charged twice"),
    Outcome.DISPUTE_FRAUD: N_("accepted, then disputed as fraud"),
}
_THREE_DS_WORDS = {
    ThreeDS.NOT_REQUIRED: N_("not required"),
    ThreeDS.OPTIONAL: N_("optional"),
    ThreeDS.REQUIRED: N_("required"),
    ThreeDS.NOT_ENROLLED: N_("not enrolled"),
}
_FUNDING_WORDS = {"credit": N_("credit"), "debit": N_("debit"), "prepaid": N_("prepaid")}


@dataclass(frozen=True, slots=True)
class TestCard:
    """A test card (reference: Test cards).

    `brand` is derived from the number, because the reference's text lacks it; `funding` is None where the
    reference gives none. `code` is the card response code that a payment answers, None when none is named.
    """

    __test__ = False  # a name that starts with Test is no test class

    number: str
    brand: str
    funding: str | None
    country: str
    three_ds: ThreeDS
    outcome: Outcome
    code: str | None
    source: str

    @property
    def funding_words(self) -> str:
        """How the card is funded, as a list shows it; nothing where the reference does not say."""
        return _(_FUNDING_WORDS[self.funding]) if self.funding else ""


@dataclass(frozen=True, slots=True)
class TestIban:
    """A test account (reference: Test IBANs).

    `birth_date` is the holder's, as YYYY-MM-DD. `code` is the SEPA reason of the refusal or of the dispute.
    """

    __test__ = False  # a name that starts with Test is no test class

    iban: str
    country: str
    name: str
    birth_date: str
    outcome: Outcome
    code: str | None
    source: str


def _cards() -> tuple[TestCard, ...]:
    file = packaged("test_data")
    return tuple(
        TestCard(
            number=row["number"],
            brand=row["brand"],
            funding=row.get("funding"),
            country=row["country"],
            three_ds=ThreeDS(row["three_ds"]),
            outcome=Outcome(row["outcome"]),
            code=row.get("code"),
            source=file["card_source"],
        )
        for row in file["card"]
    )


def _ibans() -> tuple[TestIban, ...]:
    file = packaged("test_data")
    return tuple(
        TestIban(
            iban=row["iban"],
            country=row["country"],
            name=row["name"],
            birth_date=row["birth_date"],
            outcome=Outcome(row["outcome"]),
            code=row.get("code"),
            source=file["iban_source"],
        )
        for row in file["iban"]
    )


TEST_CARDS: Final = _cards()
"""The 43 test cards, in the reference's order."""

TEST_IBANS: Final = _ibans()
"""The 30 test accounts, in the reference's order."""

_CARD_BY_NUMBER: Final = {each.number: each for each in TEST_CARDS}
_IBAN_BY_TEXT: Final = {each.iban: each for each in TEST_IBANS}


def card(number: str) -> TestCard | None:
    """The test card with this number, spaces left aside, or None."""
    return _CARD_BY_NUMBER.get(number.replace(" ", ""))


def account(iban: str) -> TestIban | None:
    """The test account with this IBAN, spaces and case left aside, or None."""
    return _IBAN_BY_TEXT.get(iban.replace(" ", "").upper())
