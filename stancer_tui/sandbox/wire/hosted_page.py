"""A payment page of the sandbox's own, at /{public key}/{payment}?lang= (reference: Payment webpage).

It tells its frame what the real one tells it (width, height, status, url) and lets the payer play the bank.
"""

import json
from collections.abc import Mapping
from html import escape
from string import Template
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from stancer_tui.reference.testdata import TEST_CARDS, TEST_IBANS
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.paris import month as paris_month
from stancer_tui.sandbox.rows import Object
from stancer_tui.sandbox.rules.page_payments import BankAnswer, Step, answer_bank, find, give_method, step_of
from stancer_tui.sandbox.wire.errors import Refused
from stancer_tui.sandbox.wire.page_words import words_for

_PAGE = Template("""<!doctype html>
<html lang="$lang"><head><meta charset="utf-8"><title>$title</title>
<meta name="viewport" content="width=device-width">
<style>body{font:16px sans-serif;max-width:30em;margin:2em auto;padding:0 1em}
label{display:block;margin:1em 0}input,select,button{font:inherit;padding:.4em;width:100%}
.sum{font-size:2em}.note{color:#666}</style></head><body>
<h1>$title</h1><p class="sum">$amount</p><p>$description</p>
$content
<p class="note">$note</p>
<script>
const tell = (message) => { if (window.parent !== window) window.parent.postMessage(message, "*"); };
const size = () => ({ width: document.body.scrollWidth, height: document.body.scrollHeight });
for (const status of $statuses) tell({ ...size(), status, url: $url });
if ($leave && $url) setTimeout(() => { window.location.href = $url; }, 3000);
</script></body></html>
""")

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

_LARGEST_FORM = 10_000
"""Bytes."""

_BANK_ANSWERS: dict[str, BankAnswer] = {"success": "success", "declined": "declined", "failed": "failed"}


def page_routes(sandbox: Sandbox) -> list[Route]:
    """The page's two routes."""

    async def show(request: Request) -> Response:
        return await _answer(sandbox, request, {})

    async def submit(request: Request) -> Response:
        raw = b""
        async for piece in request.stream():
            raw += piece
            if len(raw) > _LARGEST_FORM:
                return HTMLResponse("", 400)
        form = parse_qs(raw.decode("utf-8", errors="replace"), max_num_fields=20)
        return await _answer(sandbox, request, {name: values[0] for name, values in form.items()})

    path = "/{key:str}/{payment:str}"
    return [Route(path, show, methods=["GET"]), Route(path, submit, methods=["POST"])]


async def _answer(sandbox: Sandbox, request: Request, form: Mapping[str, str]) -> Response:
    words = words_for(request.query_params.get("lang"), request.headers.get("accept-language"))
    if not request.path_params["key"].startswith(("ptest_", "pprod_")):
        raise HTTPException(404)
    live = sandbox.keys.public_mode(request.path_params["key"])
    if live is None:
        return _page(words, {}, f"<p>{words['invalid']}</p>", ["init", "invalid"], status=404)
    await sandbox.ready(live)
    sandbox.move_time()
    payment: Object = {}
    try:
        payment = find(sandbox, live, request.path_params["payment"])
        before = step_of(payment)
        if form:
            with sandbox.store.transaction():
                payment = _step(sandbox, live, payment, form)
    except Refused as refusal:
        status = 404 if not payment else 400
        said = ["init", "error" if payment else "invalid"]
        return _page(words, payment, f"<p>{escape(_words_of(refusal))}</p>", said, status=status)
    return _after(words, payment, before, submitted=bool(form))


def _step(sandbox: Sandbox, live: bool, payment: Object, form: Mapping[str, str]) -> Object:
    answer = _BANK_ANSWERS.get(form.get("bank", ""))
    if answer is not None:
        return answer_bank(sandbox, live, payment, answer)
    if form.get("iban"):
        sepa = {"iban": form["iban"], "name": form.get("name") or None}
        return give_method(sandbox, live, payment, {"sepa": sepa})
    year, month = paris_month(sandbox.clock())
    card = {"number": form.get("number"), "exp_month": month, "exp_year": year + 2, "cvc": "123"}
    return give_method(sandbox, live, payment, {"card": card | {"name": form.get("name") or None}})


def _after(words: Mapping[str, str], payment: Object, before: Step, *, submitted: bool) -> Response:
    """The page for where the payment stands, with what the real page would have told its frame by now."""
    step = step_of(payment)
    if step == "method":
        return _page(words, payment, _method_form(words, payment), ["init", "pending"])
    if step == "bank":
        said = ["secure-auth-start"] if submitted else ["init", "secure-auth-start"]
        return _page(words, payment, _bank_form(words), said)
    if not submitted:
        return _page(words, payment, f"<p>{words['invalid']}</p>", ["init", "invalid"], leave=True)
    status = payment.get("status")
    if before == "bank" and status == "failed":
        return _page(
            words, payment, f"<p>{words['not_authenticated']}</p>", ["secure-auth-error"], leave=True
        )
    said = ["secure-auth-end"] if before == "bank" else []
    if status in {"refused", "failed"}:
        text = f"{words['refused']} ({payment.get('response')})"
        return _page(words, payment, f"<p>{escape(text)}</p>", [*said, "error"], leave=True)
    return _page(words, payment, f"<p>{words['finished']}</p>", [*said, "finished"], leave=True)


def _method_form(words: Mapping[str, str], payment: Object) -> str:
    allowed = payment.get("methods_allowed") or ["card", "sepa"]
    forms = []
    if "card" in allowed:
        cards = (
            f'<option value="{card.number}">{card.number} · {card.brand} {card.country} · '
            f"{escape(card.outcome.words)}</option>"
            for card in TEST_CARDS
        )
        forms.append(_form(words, "card", "number", "".join(cards)))
    if "sepa" in allowed and payment.get("currency") == "eur":
        accounts = (
            f'<option value="{each.iban}">{each.iban} · {escape(each.name)} · {escape(each.outcome.words)}'
            "</option>"
            for each in TEST_IBANS
        )
        forms.append(_form(words, "sepa", "iban", "".join(accounts)))
    return "".join(forms)


def _form(words: Mapping[str, str], label: str, field: str, options: str) -> str:
    return (
        f'<form method="post"><label>{words[label]}<select name="{field}">{options}</select></label>'
        f'<label>{words["name"]}<input name="name" maxlength="64" autocomplete="off"></label>'
        f"<button>{words['pay']}</button></form>"
    )


def _bank_form(words: Mapping[str, str]) -> str:
    buttons = (
        f'<button name="bank" value="{answer}">{words[answer]}</button>'
        for answer in ("success", "declined", "failed")
    )
    return f'<p>{words["bank"]}</p><form method="post">{"<br>".join(buttons)}</form>'


def _page(
    words: Mapping[str, str],
    payment: Object,
    content: str,
    statuses: list[str],
    *,
    leave: bool = False,
    status: int = 200,
) -> Response:
    auth = payment.get("auth")
    url = payment.get("return_url") or (auth.get("return_url") if isinstance(auth, dict) else None)
    amount = f"{payment['amount']} {payment['currency']}" if payment else ""
    text = _PAGE.substitute(
        lang=words["lang"],
        title=words["title"],
        amount=escape(amount and f"{amount} ({words['minor']})"),
        description=escape(payment.get("description") or ""),
        content=content,
        note=words["note"],
        statuses=json.dumps(statuses),
        url=_script_text(url),
        leave=json.dumps(leave),
    )
    return HTMLResponse(text, status, _HEADERS)


def _script_text(value: str | None) -> str:
    """A JSON text that cannot end the script it stands in."""
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _words_of(refusal: Refused) -> str:
    message = refusal.message
    return (
        message
        if isinstance(message, str)
        else "; ".join(f"{name}: {text}" for name, text in message.items())
    )
