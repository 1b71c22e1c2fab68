"""What a payer does on the payment page, and the page that answers it.

A form that is sent twice pays once: the second is answered with the outcome of the first.
"""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from stancer_tui.language import _, current, using
from stancer_tui.reference.testdata import account as test_account
from stancer_tui.reference.testdata import card as test_card
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.paris import month as paris_month
from stancer_tui.sandbox.rows import Object
from stancer_tui.sandbox.rules.page_payments import (
    BankAnswer,
    answer_bank,
    find,
    give_method,
    offered_methods,
    step_of,
)
from stancer_tui.sandbox.wire import page_views
from stancer_tui.sandbox.wire.errors import Refused
from stancer_tui.sandbox.wire.html_page import source_hash
from stancer_tui.sandbox.wire.page_language import page_language
from stancer_tui.sandbox.wire.page_money import page_money
from stancer_tui.sandbox.wire.page_views import View
from stancer_tui.sandbox.wire.validation import https_url


def _file(kind: str) -> str:
    return Path(__file__).with_name(f"page.{kind}").read_text(encoding="utf-8")


_FRAME, _STYLE, _SCRIPT = Template(_file("html")), _file("css"), _file("js")


_HEADERS = {
    # A shop of any origin may frame the page; nothing is loaded, and only this script and this style count.
    "Content-Security-Policy": (
        f"default-src 'none'; style-src {source_hash(_STYLE)}; script-src {source_hash(_SCRIPT)}; "
        "form-action 'self'; base-uri 'none'; frame-ancestors *"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language",
}

_BANK_ANSWERS: dict[str, BankAnswer] = {"success": "success", "declined": "declined", "failed": "failed"}


class _Mistake(Exception):
    """What was sent cannot be used; the message tells the payer why."""


async def page_answer(sandbox: Sandbox, request: Request, form: Mapping[str, str] | None) -> Response:
    """The page for a request; `form` is what was sent, None where the page is only opened."""
    if not request.path_params["key"].startswith(("ptest_", "pprod_")):
        raise HTTPException(404)
    live = sandbox.keys.public_mode(request.path_params["key"])
    if live is not None:
        await sandbox.ready(live)
        if form is not None and sandbox.kept:
            # As every write: a build cut short is invented again, and would take this with it.
            await sandbox.ready(not live)
        sandbox.move_time()
    with using(page_language(request.query_params.get("lang"), request.headers.get("accept-language"))):
        try:
            payment = None if live is None else find(sandbox, live, request.path_params["payment"])
        except Refused:
            payment = None
        if live is None or payment is None:
            return _page(page_views.unknown_view(), {}, answered=form is not None)
        if form is None:
            return _page(_opened(payment), payment)
        payment, view = _submitted(sandbox, live, payment, form)
        return _page(view, payment, answered=True)


def _opened(payment: Object) -> View:
    step = step_of(payment)
    if step == "method":
        return page_views.method_view(payment, opened=True)
    return page_views.bank_view(opened=True) if step == "bank" else page_views.already_over_view(payment)


def _submitted(sandbox: Sandbox, live: bool, payment: Object, form: Mapping[str, str]) -> tuple[Object, View]:
    """The payment after a form, and the page for where it stands then.

    A form of a step that is past changes nothing: it was sent twice, from two windows, or after going back.
    """
    try:
        with sandbox.store.transaction():
            payment = _step(sandbox, live, payment, form)
    except _Mistake as mistake:
        return payment, page_views.method_view(payment, opened=False, mistake=str(mistake), sent=form)
    step = step_of(payment)
    if step == "method":
        return payment, page_views.method_view(payment, opened=False)
    return payment, page_views.bank_view(opened=False) if step == "bank" else page_views.ending_view(payment)


def _step(sandbox: Sandbox, live: bool, payment: Object, form: Mapping[str, str]) -> Object:
    step = step_of(payment)
    answer = _BANK_ANSWERS.get(form.get("bank", ""))
    if step == "bank" and answer is not None:
        return answer_bank(sandbox, live, payment, answer)
    if step != "method" or answer is not None:
        return payment
    method = _method(sandbox, form)
    if not method.keys() <= set(offered_methods(payment)):
        raise _Mistake(_("This payment is not made in that way. Choose another one."))
    try:
        return give_method(sandbox, live, payment, method)
    except Refused:
        # Its words are for whoever calls the API.
        raise _Mistake(_("This payment could not be made with that. Choose something else.")) from None


def _method(sandbox: Sandbox, form: Mapping[str, str]) -> Object:
    """The card or the account of a form: those of the tests, and no others."""
    name = form.get("name", "").strip() or None
    if name is not None and not 3 <= len(name) <= 64:
        raise _Mistake(_("A name has 3 to 64 characters."))
    if "iban" in form:
        account = test_account(form["iban"])
        if account is None:
            raise _Mistake(_("Choose one of the test accounts."))
        return {"sepa": {"iban": account.iban, "name": name}}
    card = test_card(form.get("number", ""))
    if card is None:
        raise _Mistake(_("Choose one of the test cards: never type a real one."))
    year, month = paris_month(sandbox.clock())
    dated = {"exp_month": month, "exp_year": year + 2, "cvc": "123"}
    return {"card": {"number": card.number, "name": name} | dated}


def _page(view: View, payment: Object, *, answered: bool = False) -> Response:
    url = _return_url(payment)
    leaves = view.leaves and url is not None
    amount = page_money(payment["amount"], payment["currency"]) if payment else ""
    told = {"statuses": view.statuses, "url": url, "leave": leaves, "answered": answered}
    refresh = (
        f'<noscript><meta http-equiv="refresh" content="3; url={escape(url)}"></noscript>\n'
        if leaves and url is not None
        else ""
    )
    text = _FRAME.substitute(
        lang=current().language,
        title=escape(f"{view.title} – {amount}" if amount else view.title),
        style=_STYLE,
        refresh=refresh,
        page=escape(json.dumps(told)),
        label=escape(_("Payment")),
        amount=escape(amount),
        description=escape(payment.get("description") or ""),
        content=view.content + (page_views.leaving(url) if leaves and url is not None else ""),
        note=escape(_("This is a sandbox: no money moves, and no real card is asked for.")),
        script=_SCRIPT,
    )
    return HTMLResponse(text, view.status, _HEADERS)


def _return_url(payment: Object) -> str | None:
    """Where the payer goes back to: what a file of data gives was not checked before."""
    auth = payment.get("auth")
    url = payment.get("return_url") or (auth.get("return_url") if isinstance(auth, dict) else None)
    try:
        return None if url is None else str(https_url("return_url", url))
    except Refused:
        return None
