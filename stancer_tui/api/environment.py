"""What the environment says about the network: certificates to trust, and the proxy to go through.

What cannot be used is one `BadEnvironment` that names the variable, raised before anything is sent. httpx is
not asked to read it: it raises whatever it meets, and takes an IPv6 network in NO_PROXY for a URL.
"""

import os
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from stancer_tui.api.address import is_loopback
from stancer_tui.api.errors import BadEnvironment
from stancer_tui.language import N_, _
from stancer_tui.language.sentence import Sentence

CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
"""The variables that name certificates, the one that wins first (as httpx and OpenSSL read them)."""

_INSTALLED = N_("the list that came with this installation")

_PROXIES = frozenset({"http", "https"})


def trust_source() -> str:
    """Where the trusted certificates come from: a variable and what it names, or what was installed."""
    variable = _certificates_variable()
    return f"{variable}: {os.environ[variable]}" if variable else _(_INSTALLED)


def tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """What connections are checked against: the certificates of `ca_file` alone, else the environment's.

    Raises `BadEnvironment` where a variable names certificates that cannot be read, and for a `ca_file` that
    cannot: it may have gone since the client was made.
    """
    reason: str
    if ca_file is not None:
        try:
            return ssl.create_default_context(cafile=ca_file)
        except OSError as error:
            reason = _no_certificates(error)
        raise BadEnvironment("ca_file", Sentence(N_("{name}: {reason}"), name=str(ca_file), reason=reason))
    variable = _certificates_variable()
    named = os.environ.get(variable, "")
    if variable == "SSL_CERT_DIR" and not Path(named).is_dir():
        no_directory = N_("{name} is not a directory that can be read")
        raise BadEnvironment(variable, Sentence(no_directory, name=named))
    try:
        return httpx.create_ssl_context()
    except (OSError, ValueError) as error:
        log = os.environ.get("SSLKEYLOGFILE")
        if log and getattr(error, "filename", None) == log:
            variable, named = "SSLKEYLOGFILE", log
        reason = _no_certificates(error)
    what = Sentence(N_("{name}: {reason}"), name=named or Sentence(_INSTALLED), reason=reason)
    raise BadEnvironment(variable, what)


def _certificates_variable() -> str:
    return next((name for name in CERTIFICATES if os.environ.get(name)), "")


def _no_certificates(error: Exception) -> str:
    return Sentence(N_("holds no certificate")) if isinstance(error, ssl.SSLError) else _reason(error)


def _reason(error: Exception) -> str:
    system: str | None = getattr(error, "strerror", None)
    return system.lower() if system else Sentence(N_("cannot be read"))


@dataclass(frozen=True, slots=True)
class ProxySetting:
    """A proxy to go through; `url` may hold its password and is not to be shown."""

    url: str = field(repr=False)
    variable: str

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname}{port} ({self.variable})"


def proxy_for(base_url: str) -> ProxySetting | None:
    """The proxy to `base_url`, None for a direct connection, as always to this machine.

    Raises `BadEnvironment`.
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if is_loopback(host):
        return None
    proxies = getproxies()
    scheme = next((name for name in (parts.scheme, "all") if proxies.get(name)), None)
    if scheme is None or proxy_bypass(host):
        return None
    url, variable = proxies[scheme], _proxy_variable(scheme)
    url = url if "://" in url else f"http://{url}"
    _check(url, variable)
    return ProxySetting(url, variable)


def _proxy_variable(scheme: str) -> str:
    names = (f"{scheme}_proxy", f"{scheme}_proxy".upper())
    return next((name for name in names if os.environ.get(name)), Sentence(N_("the system's proxy setting")))


def _check(proxy: str, variable: str) -> None:
    try:
        parts = urlsplit(proxy)
        host, scheme, _port = parts.hostname, parts.scheme.lower(), parts.port
        if scheme in _PROXIES and host and not any(each.isspace() for each in host):
            httpx.Proxy(proxy)
            return
    except (ValueError, httpx.InvalidURL):
        scheme = None
    if scheme and scheme.startswith("socks"):
        socks = Sentence(N_("it names a SOCKS proxy; only http:// and https:// proxies are spoken"))
        raise BadEnvironment(variable, socks)
    if scheme and scheme not in _PROXIES:
        kind = N_("it names a proxy of the kind {scheme}://; http:// is expected")
        raise BadEnvironment(variable, Sentence(kind, scheme=scheme))
    bad = Sentence(N_("the proxy's address is not one: http://host:port is expected"))
    raise BadEnvironment(variable, bad)
