"""The payment page: its URL and the frame that holds it (reference: Payment webpage)."""

import json
import re
from collections.abc import Collection
from html import escape
from urllib.parse import urlsplit

from stancer_tui.api.address import DEFAULT_BASE_URL, checked_base_url
from stancer_tui.api.errors import InvalidField
from stancer_tui.language import N_, _
from stancer_tui.models.ids import Kind, kind_of
from stancer_tui.models.mode import Mode
from stancer_tui.models.secret import Secret, hidden

_PAGE = "https://payment.stancer.com"
_PUBLIC = {Mode.TEST: "ptest_", Mode.LIVE: "pprod_"}
_OF_MODE = {
    Mode.TEST: N_("a key of test mode is needed, begins with {prefix}"),
    Mode.LIVE: N_("a key of live mode is needed, begins with {prefix}"),
}
_PORTS = {"https": 443, "http": 80}
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")


def payment_page_url(
    public_key: str | Secret,
    payment_id: str,
    *,
    mode: Mode,
    lang: str | None = None,
    base_url: str = DEFAULT_BASE_URL,
    http_hosts: Collection[str] = (),
) -> str:
    """The address at which a payer pays (reference: Payment webpage); nothing is sent.

    - `public_key`: ptest_ or pprod_, as a string or a `SecretStr` of pydantic; it stands in the address. A
      secret key is refused.
    - `payment_id`: a payment that was created with an amount and no method.
    - `mode`: the key must be of it.
    - `lang`: a BCP 47 tag in any case, with dashes or underscores; without one the page follows the browser.
    - `base_url`: where the API is; on one of your own, a sandbox, the page is served by that address.
    - `http_hosts`: hosts beside this machine that may be reached over http, as those of `StancerClient`.

    Raises `InvalidField`, and ValueError for an address at which no API can be.
    """
    if kind_of(payment_id) is not Kind.PAYMENT:
        raise InvalidField("payment", "a payment's id is needed")
    if lang is not None and (len(lang) > 35 or not _LANGUAGE.fullmatch(lang)):
        raise InvalidField("lang", _("a language tag such as fr-FR is needed"))
    # A public key may go anywhere.
    base = checked_base_url(base_url, mode, allow_custom_live_host=True, http_hosts=http_hosts)
    page = _PAGE if base == DEFAULT_BASE_URL else base
    query = f"?lang={lang}" if lang else ""
    return f"{page}/{_checked_key(public_key, mode).get_secret_value()}/{payment_id}{query}"


def _checked_key(public_key: str | Secret, mode: Mode) -> Secret:
    # Never a plain local string: it may turn out to be a secret key, and tracebacks can show local variables.
    key = hidden(public_key)
    prefix = key.get_secret_value()[:6]
    if prefix in {"stest_", "sprod_"}:
        raise InvalidField("public key", _("this is a secret key; it must never stand in an address"))
    if prefix not in _PUBLIC.values() or not re.fullmatch(r"\w{30}", key.get_secret_value(), re.ASCII):
        raise InvalidField("public key", _("ptest_ or pprod_ and 24 letters or digits"))
    if prefix != _PUBLIC[mode]:
        raise InvalidField("public key", _(_OF_MODE[mode], prefix=_PUBLIC[mode]))
    return key


def iframe_snippet(url: str) -> str:
    """HTML that frames the payment page `url`, with a script that believes only messages of its origin.

    The script follows the documented keys: `width` and `height` (pixels) size the frame, `status` is handed
    to a function of the merchant's, `url` is where the payer goes on to. Raises `InvalidField` for anything
    but an http or https address.
    """
    return _SNIPPET.replace("@SRC@", escape(url, quote=True)).replace("@ORIGIN@", json.dumps(_origin(url)))


def _origin(url: str) -> str:
    """The origin of a page as browsers write it: the host in lower-case ASCII, without the usual port."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:  # UnicodeError too
        raise InvalidField("url", "a payment page address is needed") from None
    if parts.scheme not in _PORTS or parts.username is not None or not _HOST.fullmatch(host):
        raise InvalidField("url", "a payment page address is needed")
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}" + ("" if port in {None, _PORTS[parts.scheme]} else f":{port}")


_SNIPPET = """\
<iframe id="stancer-payment" src="@SRC@" title="Payment" allow="payment"></iframe>
<script>
  (() => {
    const frame = document.getElementById("stancer-payment");
    const onStatus = (status) => {
      // init, pending, secure-auth-start, secure-auth-end, finished; secure-auth-error, invalid, error
      console.log("payment page:", status);
    };
    window.addEventListener("message", (event) => {
      if (event.origin !== @ORIGIN@ || event.source !== frame.contentWindow) return;
      const { width, height, status, url } = event.data || {};
      if (Number.isFinite(width)) frame.width = String(width);
      if (Number.isFinite(height)) frame.height = String(height);
      if (typeof status === "string") onStatus(status);
      if (typeof url === "string" && url.startsWith("https://")) window.location.assign(url);
    });
  })();
</script>
"""
