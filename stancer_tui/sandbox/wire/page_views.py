"""What the payment page shows at each step, in the language that is spoken, and what it tells its frame."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from stancer_tui.language import N_, _
from stancer_tui.reference.codes import Family, lookup
from stancer_tui.reference.customer_words import customer_sentence
from stancer_tui.sandbox.rows import Object
from stancer_tui.sandbox.rules.page_payments import Ending, ending_of, offered_methods, was_authenticated
from stancer_tui.sandbox.wire.page_choices import choices
from stancer_tui.sandbox.wire.page_money import page_money


@dataclass(frozen=True, slots=True)
class View:
    """What stands in the page; `content` is HTML, `statuses` are told in their order."""

    title: str
    content: str
    statuses: tuple[str, ...]
    leaves: bool = False
    """Whether the payer goes back to the shop by themselves."""
    status: int = 200
    """The HTTP status."""


_ANSWERS = {
    "success": N_("Yes, it is me"),
    "declined": N_("No, I decline"),
    "failed": N_("I cannot prove it"),
}
_OVER: Mapping[Ending, str] = {
    "paid": N_("Nothing is charged a second time."),
    "refused": N_("It was refused. Ask the shop for a new one."),
    "not_authenticated": N_("Your bank could not authenticate you. Nothing was charged."),
    "expired": N_("It has expired. Ask the shop for a new one."),
    "canceled": N_("It was canceled. Nothing is charged."),
}
_NOTHING_SENT: Mapping[str, str] = {}
_METHODS = {"card": N_("Card"), "sepa": N_("Bank account")}
_TICK = "M7.5 12.5l3 3 6-6.5"
_CROSS = "M8.5 8.5l7 7m0-7l-7 7"


def method_view(
    payment: Object, *, opened: bool, mistake: str | None = None, sent: Mapping[str, str] = _NOTHING_SENT
) -> View:
    """The test cards and accounts to choose from; `mistake` says what was wrong with the form `sent`."""
    methods = offered_methods(payment)
    if not methods:
        return over_view(_("It allows no way to pay that exists here."))
    pay = _("Pay {amount}", amount=page_money(payment["amount"], payment["currency"]))
    button = f"<button>{escape(pay)}</button>"
    tried = "sepa" if "iban" in sent else "card"
    shown = tried if tried in methods else methods[0]
    parts = [
        f'<details class="method" name="method"{" open" if each == shown else ""}>'
        f"<summary>{escape(_(_METHODS[each]))}</summary>"
        f'<form method="post">{choices(each, sent if each == tried else {})}{button}</form></details>'
        for each in methods
    ]
    title = _("How do you want to pay?")
    if mistake is not None:
        parts.insert(0, f'<p class="mistake" role="alert" tabindex="-1">{escape(mistake)}</p>')
    statuses = ("init", "pending") if opened else ("pending",)
    return View(title, _heading(title) + "".join(parts), statuses, status=200 if mistake is None else 400)


def bank_view(*, opened: bool) -> View:
    """The bank's question; `opened` when the page was opened at it, the card having been given before."""
    title = _("Your bank asks whether it is you")
    buttons = (
        f'<button name="bank" value="{answer}" class="{answer}">{escape(_(words))}</button>'
        for answer, words in _ANSWERS.items()
    )
    said = escape(_("3-D Secure: the sandbox plays your bank. Choose what it is told."))
    content = f'{_heading(title)}<p>{said}</p><form method="post">{"".join(buttons)}</form>'
    return View(title, content, ("init", "secure-auth-start") if opened else ("secure-auth-start",))


def ending_view(payment: Object) -> View:
    """The outcome of what the payer sent."""
    ending = ending_of(payment)
    before = ("secure-auth-end",) if was_authenticated(payment) else ()
    if ending == "paid":
        thanks = _("Thank you, the payment is made.")
        return _result(_("Payment accepted"), [thanks], (*before, "finished"), good=True)
    if ending == "refused":
        return _result(_("Payment not accepted"), _refusal(payment), (*before, "error"))
    if ending == "not_authenticated":
        said = [_(_OVER[ending])]
        return _result(_("Payment not accepted"), said, ("secure-auth-error",))
    return over_view(_(_OVER[ending]), opened=False)


def already_over_view(payment: Object) -> View:
    """A payment that was over before its page was opened."""
    ending = ending_of(payment)
    if ending == "paid":
        return _result(_("Already paid"), [_(_OVER[ending])], ("init", "invalid"), good=True)
    return over_view(_(_OVER[ending]))


def over_view(reason: str, *, status: int = 200, opened: bool = True) -> View:
    """A payment that this page cannot make."""
    statuses = ("init", "invalid") if opened else ("invalid",)
    return _result(_("This payment cannot be made"), [reason], statuses, status=status)


def unknown_view() -> View:
    """No such payment, or no such key."""
    return over_view(_("There is no such payment. Check the link that you were given."), status=404)


def leaving(url: str) -> str:
    """The way back to the shop, as HTML."""
    host = escape(urlsplit(url).hostname or "")
    said = escape(_("You go back to {host} in 3 seconds.")).format(host=f"<bdi>{host}</bdi>")
    now = escape(_("Go back now"))
    return f'<p class="leaving">{said}</p><a class="back" href="{escape(url)}" rel="noreferrer">{now}</a>'


def _heading(title: str) -> str:
    return f'<h1 tabindex="-1">{escape(title)}</h1>'


def _result(
    title: str, said: Iterable[str], statuses: tuple[str, ...], *, good: bool = False, status: int = 200
) -> View:
    sign = f'<circle cx="12" cy="12" r="10"/><path d="{_TICK if good else _CROSS}"/>'
    first, *more = (escape(each) for each in said)
    text = f"<p>{first}</p>" + "".join(f'<p class="code">{each}</p>' for each in more)
    content = (
        f'<div class="result{" good" if good else ""}">'
        f'<svg viewBox="0 0 24 24" aria-hidden="true">{sign}</svg>{_heading(title)}{text}</div>'
    )
    return View(title, content, statuses, leaves=True, status=status)


def _refusal(payment: Object) -> Iterator[str]:
    """What the payer may be told, then what the developer wants to know."""
    code = payment.get("response")
    entry = lookup(code, _family(payment)) if code else None
    yield customer_sentence(entry) if entry else _("Your bank did not accept this payment.")
    if code:
        title = entry.title if entry else _("unknown")
        yield _("Response {code}: {title}", code=code, title=title)


def _family(payment: Object) -> Family:
    return Family.SEPA if payment.get("method") == "sepa" else Family.CARD
