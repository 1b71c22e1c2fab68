"""Creating and changing a SEPA account, and a new one with a new mandate from an old one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from stancer_tui.language import N_, _
from stancer_tui.models.ids import Kind
from stancer_tui.models.moments import paris
from stancer_tui.models.sepa import Sepa
from stancer_tui.render.dates import paris_date
from stancer_tui.ui.forms import parties, value_checks
from stancer_tui.ui.forms.form import FieldKind, FormField, Remark, Values
from stancer_tui.ui.stored.changing import prefilled
from stancer_tui.ui.stored.form import Changed, ObjectChange, ObjectCreation, Parts, hidden_fields
from stancer_tui.ui.stored.testdata import iban_suggestions

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.ui.forms.submissions import Submissions
    from stancer_tui.ui.stored.host import StoredHost

_SIGNS = N_("With it the mandate is signed: the account cannot be changed afterwards.")

_NAME = FormField(name="name", label=N_("Holder"), rule=("sepa", "name"), required=True)
_BIC = FormField(name="bic", label=N_("BIC"), rule=("sepa", "bic"), also=value_checks.bic)
_MANDATE = FormField(name="mandate", label=N_("Mandate"), rule=("sepa", "mandate"))
_SIGNED = FormField(
    name="date_mandate",
    label=N_("Signed on"),
    kind=FieldKind.DATE,
    rule=("sepa", "date_mandate"),
    also=value_checks.signature,
    recent=True,
    remark=lambda _day: Remark(_(_SIGNS)),
)
_BORN = replace(parties.BIRTH, rule=("sepa", "date_birth"))
_PARTS = (parties.IBAN, _NAME, _BIC, _MANDATE, _SIGNED, _BORN)

_KNOWN = N_(
    "The API has no list of SEPA accounts. Send it again: if it was created, Stancer answers with the id of "
    "the one it has instead of creating a second."
)


def open_sepa(submissions: "Submissions", desk: "Desk") -> None:
    """Open the form that creates a SEPA account."""
    _open(submissions, desk, _PARTS, N_("A debit needs a mandate and the day it was signed."))


def renew_sepa(host: "StoredHost", desk: "Desk", account: Sepa) -> None:
    """Open the form of a new account and mandate, filled in from an old one except for the IBAN."""
    filled = prefilled(_PARTS, account, hidden=hidden_fields(host, Kind.SEPA))
    signed = paris_date(account.date_mandate) if account.date_mandate is not None else ""
    parts = tuple(
        replace(each, initial=signed, also=value_checks.signature)
        if isinstance(each, FormField) and each.name == _SIGNED.name
        else each
        for each in filled
    )
    intro = _(
        "Filled in from {account}, except for the IBAN, which Stancer never returns. A new mandate has a "
        "reference and a date of its own.",
        account=account.id,
    )
    _open(host.submissions, desk, parts, intro, f"renew {account.id}")


def change_sepa(host: "StoredHost", desk: "Desk", account: Sepa) -> None:
    """Open the form that changes an account whose mandate is not signed."""
    change = ObjectChange(
        kind=Kind.SEPA,
        item=account,
        parts=(_NAME, _MANDATE, _SIGNED),
        update=lambda changed: desk.client.sepa.update(account.id, **changed),
        intro=N_("IBAN, BIC and birth date cannot be changed."),
        check=lambda changed: _mandate_errors(changed, known=account.mandate),
        fitted=_sent,
    )
    change.open(host, desk)


def _open(submissions: "Submissions", desk: "Desk", parts: Parts, intro: str, name: str = "") -> None:
    from stancer_tui.api.resources.sepa import NewSepa

    creation = ObjectCreation(
        kind=Kind.SEPA,
        parts=parts,
        create=lambda values: desk.client.sepa.create(NewSepa(**_sent(values))),
        name=name,
        intro=intro,
        check=_errors,
        suggestions=iban_suggestions(),
        unknown=_KNOWN,
    )
    creation.open(submissions, desk)


def _errors(values: Values) -> Mapping[str, str]:
    if values.get("mandate") is not None and values.get("date_mandate") is None:
        return {"date_mandate": _("A mandate needs the day on which it was signed.")}
    return _mandate_errors(values, known=None)


def _mandate_errors(values: Values, *, known: str | None) -> Mapping[str, str]:
    """A signature needs what was signed."""
    if values.get("date_mandate") is not None and not (values.get("mandate") or known):
        return {"mandate": _("A signed mandate needs its reference.")}
    return {}


def _sent(values: Values) -> Changed:
    """The day of signature as the moment at which it begins in Paris, as the API's other days."""
    day = values.get("date_mandate")
    if not isinstance(day, date):
        return dict(values)
    return dict(values) | {"date_mandate": datetime(day.year, day.month, day.day, tzinfo=paris())}
