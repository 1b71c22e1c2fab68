"""What this machine's environment says of the way to the API: trusted certificates and the proxy."""

import os
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from stancer_tui.api.errors import Misconfigured
from stancer_tui.api.lean_httpx import httpx

_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_SCHEMES = frozenset({"http", "https"})


def tls_context(env: Mapping[str, str] = os.environ) -> ssl.SSLContext:
    """Certificates that are trusted: those of SSL_CERT_FILE or SSL_CERT_DIR, else certifi's.

    Raises `Misconfigured`, which names the variable and the file.
    """
    try:
        return httpx.create_ssl_context()
    except (OSError, ssl.SSLError) as error:
        reason = error.strerror if isinstance(error, FileNotFoundError) else "it holds no certificate"
    for name in _CERTIFICATES:
        if named := env.get(name):
            raise Misconfigured(name, f"{named} cannot be used: {reason}")
    raise Misconfigured("", f"the trusted certificates cannot be read: {reason}")


def proxy_of(url: str, env: Mapping[str, str] = os.environ) -> httpx.Proxy | None:
    """The proxy on the way to `url`, with whatever stands in NO_PROXY left out of it.

    Raises `Misconfigured`, which names the variable; a proxy's password is in no message.
    """
    there = urlsplit(url)
    proxies = getproxies()
    named = proxies.get(there.scheme) or proxies.get("all")
    if not named or proxy_bypass(there.hostname or ""):
        return None
    name = _variable(f"{there.scheme}_proxy", env) or _variable("all_proxy", env) or "the system's proxy"
    proxy = named if "://" in named else f"http://{named}"
    scheme = proxy.partition("://")[0].lower()
    if scheme not in _SCHEMES:
        raise Misconfigured(name, f"a proxy by {scheme}:// is not supported, one by http:// is")
    try:
        if urlsplit(proxy).hostname and urlsplit(proxy).port != 0:
            return httpx.Proxy(proxy)
    except (httpx.InvalidURL, ValueError):
        pass
    raise Misconfigured(name, "it is not the address of a proxy, as in http://proxy.example:3128")


def _variable(wanted: str, env: Mapping[str, str]) -> str | None:
    return next((name for name in env if name.lower() == wanted and env[name]), None)
