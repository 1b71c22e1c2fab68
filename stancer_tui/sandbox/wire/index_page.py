"""The page at /: what this is, how to speak to it, and what to pay with."""

from html import escape

from starlette.responses import JSONResponse, Response

from stancer_tui import __version__
from stancer_tui.reference.testdata import TEST_CARDS, TEST_IBANS
from stancer_tui.sandbox.keys import (
    DEMO_PUBLIC_LIVE,
    DEMO_PUBLIC_TEST,
    DEMO_SECRET_LIVE,
    DEMO_SECRET_TEST,
)
from stancer_tui.sandbox.wire.html_page import html_page, table
from stancer_tui.sandbox.wire.mounting import CONTROL

_ABOUT = (
    "An imitation of Stancer's API, version 1. No money moves, no bank is asked, and all data is invented."
)

_KEYS = {
    DEMO_SECRET_TEST: "secret, test mode",
    DEMO_SECRET_LIVE: "secret, live mode",
    DEMO_PUBLIC_TEST: "public, test mode (payment page)",
    DEMO_PUBLIC_LIVE: "public, live mode (payment page)",
}


def index(url: str, *, control: bool, as_page: bool) -> Response:
    """The page, or the same in short as JSON."""
    links = {
        "API": f"{url}/v1",
        "reference": f"{url}/docs",
        "OpenAPI description": f"{url}/openapi.json",
        "payment page": f"{url}/{DEMO_PUBLIC_TEST}/{{payment}}",
    }
    if control:
        links["control"] = f"{url}{CONTROL}/health"
    if as_page:
        return html_page("Stancer sandbox", _page(url, links))
    return JSONResponse({"about": _ABOUT, "version": __version__, "keys": _KEYS, "links": links})


def _page(url: str, links: dict[str, str]) -> str:
    nav = "".join(
        f'<a href="{escape(links[name])}">{name}</a>'
        for name in ("reference", "OpenAPI description", "control")
        if name in links
    )
    keys = table(("key", "opens"), list(_KEYS.items()), copied=0)
    return f"""<h1>Stancer sandbox</h1>
<p>{_ABOUT} It keeps what is sent to it, and answers as the documented API does; where nobody knows how that
answers, it guesses. It is not made by Stancer.</p>
<nav>{nav}</nav>
<h2>Keys</h2>
<p>The same in every sandbox; they open nothing else. A secret key is the user of HTTP Basic, without a
password.</p>
{keys}
<h2>A payment</h2>
<p>Click to take a whole line.</p>
<pre class="copy">{escape(_curl(url))}</pre>
<p>Its page, for a payment that was created without a card or an account:</p>
<pre class="copy">{escape(links["payment page"])}</pre>
<h2>Test cards</h2>
<p>Any date of expiry to come, any code of three digits.</p>
{_cards()}
<h2>Test accounts</h2>
{_accounts()}
<p class="dim">stancer-tui {escape(__version__)}</p>"""


def _curl(url: str) -> str:
    number = TEST_CARDS[0].number
    body = (
        f'{{"amount": 1000, "currency": "eur", "card": {{"number": "{number}", "exp_month": 12,'
        f' "exp_year": 2099, "cvc": "123"}}}}'
    )
    return f"curl -u {DEMO_SECRET_TEST}: -H 'Content-Type: application/json' -d '{body}' '{url}/v1/checkout/'"


def _cards() -> str:
    rows = [
        (
            each.number,
            each.brand,
            each.country,
            _plain(each.three_ds.value),
            _plain(each.outcome.value),
            each.code or "",
        )
        for each in TEST_CARDS
    ]
    return table(("number", "brand", "country", "3-D Secure", "outcome", "code"), rows, copied=0)


def _accounts() -> str:
    rows = [
        (each.iban, each.name, each.birth_date, _plain(each.outcome.value), each.code or "")
        for each in TEST_IBANS
    ]
    return table(("IBAN", "holder", "born", "outcome", "code"), rows, copied=0)


def _plain(word: str) -> str:
    return word.replace("_", " ")
