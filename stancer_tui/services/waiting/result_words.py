"""What an account check and a scoring say, in words, and what they do not say."""

from dataclasses import dataclass
from enum import StrEnum

from stancer_tui.language import N_, _
from stancer_tui.models.check import Check
from stancer_tui.models.scoring import Scoring
from stancer_tui.reference import statuses

NOT_REPORTED = N_("not reported by the API")

NO_GUARANTEE = N_(
    "A check compares what was given with what the bank has on file. It is no guarantee that a debit will be "
    "paid, nor that the person is who they say."
)

FRENCH_BANKS = N_(
    "So far only French banks answer account checks, and not all of them. It says nothing against the "
    "account or its holder."
)

SCORING_NOTE = N_(
    "The score is the customer's solvency for this amount, duration and upfront payment, from 0 to 100. "
    "Whether to grant the credit remains your decision."
)


class Leaning(StrEnum):
    """Which way a result leans."""

    GOOD = "good"
    BAD = "bad"
    MIXED = "mixed"
    WAITING = "waiting"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A result in one or two sentences of ours."""

    text: str
    leaning: Leaning


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One field of a result: what it is called, its value in words, what it means, which way it leans."""

    label: str
    value: str
    meaning: str
    leaning: Leaning = Leaning.NONE


_WITHOUT_ANSWER = {
    None: (N_("waiting for the bank"), Leaning.WAITING),
    "check_sent": (N_("waiting for the bank"), Leaning.WAITING),
    "check_error": (N_("could not be checked"), Leaning.MIXED),
    "unavailable": (N_("cannot be checked"), Leaning.MIXED),
}


def check_outcome(check: Check) -> Verdict:
    """What a check came to, in the few words of a row."""
    without = _WITHOUT_ANSWER.get(check.status)
    if without is not None:
        words, leaning = without
        return Verdict(_(words), leaning)
    wrong = [_(each.short) for each in _wrong(check)]
    if check.verified is True and not wrong:
        return Verdict(_("confirmed"), Leaning.GOOD)
    if check.verified is not True and check.score_name is not None and check.score_name < 100:
        wrong.append(_name_words(check.score_name))
    if wrong:
        more = f" +{len(wrong) - 1}" if len(wrong) > 1 else ""
        return Verdict(f"{wrong[0]}{more}", Leaning.BAD)
    if check.verified is False:
        return Verdict(_("not confirmed"), Leaning.BAD)
    return Verdict(_("no verdict"), Leaning.MIXED)


def check_verdict(check: Check) -> Verdict:
    """What a check came to."""
    leaning = check_outcome(check).leaning
    if leaning is Leaning.GOOD:
        return Verdict(_("The bank confirms the account and its holder."), leaning)
    if leaning is Leaning.WAITING:
        return Verdict(_("The bank has not answered yet. It takes a few minutes."), leaning)
    if leaning is Leaning.BAD:
        wrong = [_(each.told) for each in _wrong(check)]
        if check.score_name is not None and check.score_name < 100:
            wrong.append(_("the name matches {score} of 100", score=check.score_name))
        if not wrong:
            return Verdict(_("The bank does not confirm the account and its holder."), leaning)
        reasons = ", ".join(wrong)
        return Verdict(
            _("The bank does not confirm the account and its holder: {reasons}.", reasons=reasons), leaning
        )
    text = {
        "check_error": N_("The check could not be carried out: nothing is known about the account."),
        "unavailable": N_("This account cannot be checked."),
    }.get(check.status or "", N_("The bank has answered, without a verdict. Read the fields one by one."))
    return Verdict(_(text), leaning)


_ALIKE = 50
"""The score from which on a name is said to match in part."""


def _name_words(score: int) -> str:
    if score >= _ALIKE:
        return _("name matches {score} of 100", score=score)
    return _("name does not match")


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Something wrong with an account, as messages: for a row, and as a sentence."""

    short: str
    told: str


_IBAN = _Wrong(N_("account is not valid"), N_("the account is not valid"))
_BIRTH = _Wrong(N_("birth date does not match"), N_("the birth date does not match"))
_TYPE = _Wrong(N_("account type does not match"), N_("the account type does not match"))


def _wrong(check: Check) -> list[_Wrong]:
    """What the bank says is wrong of the account and the birth date, the gravest first."""
    answers = ((_IBAN, check.iban_valid), (_BIRTH, _born(check)), (_TYPE, check.iban_type))
    return [words for words, value in answers if value is False]


def _born(check: Check) -> bool | None:
    """Whether the birth date is correct; the older form of the answer says it in another field."""
    if check.date_birth_valid is None and isinstance(check.date_birth, bool):
        return check.date_birth
    return check.date_birth_valid


def check_lines(check: Check) -> tuple[ResultLine, ...]:
    """Each field of a check and what it means (reference: Account verification)."""
    waiting = check.status in {"check_sent", None}
    born = _born(check)
    return (
        ResultLine(
            _("Name"),
            _score(check.score_name, waiting),
            _("how similar the name given is to the bank's: 0 not at all, 100 identical"),
            _by_score(check.score_name),
        ),
        ResultLine(
            _("Birth date"),
            _flag(born, waiting, _("correct"), _("not correct")),
            _("as the bank has it"),
            _by(born),
        ),
        ResultLine(
            _("IBAN"),
            _flag(check.iban_valid, waiting, _("valid"), _("not valid")),
            _("whether the account exists and can be used"),
            _by(check.iban_valid),
        ),
        ResultLine(
            _("IBAN type"),
            _flag(check.iban_type, waiting, _("correct"), _("not correct")),
            _("whether it is the kind of account it was given as"),
            _by(check.iban_type),
        ),
        ResultLine(
            _("Verified"),
            _flag(check.verified, waiting, _("yes"), _("no")),
            _("customer and account are both correct"),
            _by(check.verified),
        ),
        ResultLine(
            _("Response"),
            check.response if check.response is not None else _absent(waiting),
            _("the code of the bank's answer; 00 is a success"),
            Leaning.GOOD if check.response == "00" else Leaning.NONE,
        ),
    )


def scoring_verdict(scoring: Scoring) -> Verdict:
    """What a scoring came to."""
    if scoring.status == "success":
        if scoring.score is None:
            return Verdict(_("The scoring is done, and the API reports no score."), Leaning.MIXED)
        return Verdict(_("The score is {score} of 100.", score=scoring.score), Leaning.NONE)
    known = statuses.status("scoring", scoring.status) if scoring.status is not None else None
    if known is None:
        return Verdict(_("The API reports no known status."), Leaning.MIXED)
    leaning = Leaning.WAITING if known.status in {"requested", "attempted"} else Leaning.BAD
    return Verdict(f"{known.title}. {known.meaning}", leaning)


def scoring_outcome(scoring: Scoring) -> Verdict:
    """What a scoring came to, in the few words of a row; a score is neither good nor bad by itself."""
    if scoring.status == "success":
        if scoring.score is None:
            return Verdict(_("no score reported"), Leaning.MIXED)
        return Verdict(_("score {score} of 100", score=scoring.score), Leaning.NONE)
    known = statuses.status("scoring", scoring.status) if scoring.status is not None else None
    if known is None:
        return Verdict(_("no known status"), Leaning.MIXED)
    leaning = scoring_verdict(scoring).leaning
    return Verdict(_(known.status.replace("_", " ")), leaning)


def _score(score: int | None, waiting: bool) -> str:
    return _absent(waiting) if score is None else _("{score} of 100", score=score)


def _flag(value: bool | None, waiting: bool, yes: str, no: str) -> str:
    return _absent(waiting) if value is None else (yes if value else no)


def _absent(waiting: bool) -> str:
    return _("awaited") if waiting else _(NOT_REPORTED)


def _by(value: bool | None) -> Leaning:
    return {True: Leaning.GOOD, False: Leaning.BAD, None: Leaning.NONE}[value]


def _by_score(score: int | None) -> Leaning:
    if score is None:
        return Leaning.NONE
    return Leaning.GOOD if score == 100 else Leaning.MIXED if score >= _ALIKE else Leaning.BAD
