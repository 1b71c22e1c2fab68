"""Where the API is: the base URL, and which keys may go there."""

import re
from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from stancer_tui.language import _
from stancer_tui.models.mode import Mode

DEFAULT_BASE_URL = "https://api.stancer.com"
"""Where Stancer's API is; the client adds `/v1`."""
_STANCER_HOST = "api.stancer.com"


INVENTED = ("stest_SandboxDemoKey", "sprod_SandboxDemoKey")
"""The beginnings of the sandbox's own keys, which open nothing but a sandbox."""


def checked_base_url(
    base_url: str,
    mode: Mode,
    *,
    allow_custom_live_host: bool = False,
    invented: bool = False,
    http_hosts: Collection[str] = (),
) -> str:
    """The base URL without its last slash; raises ValueError with a reason that never repeats the URL.

    https, or http to this machine and to `http_hosts` only; no user, query or fragment. Live keys go to
    Stancer only, unless `allow_custom_live_host`, and never over http to another machine; the sandbox's
    `invented` one also goes to this machine and to `http_hosts`.
    """
    try:
        parts = urlsplit(base_url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(_("the API address is not a URL")) from None
    if not _can_be_host(host):
        raise ValueError(_("the API address has no host"))
    if parts.username is not None:  # "" where the URL has only a password
        raise ValueError(_("the API address must not hold a user or a password"))
    if "?" in base_url or "#" in base_url:
        raise ValueError(_("the API address must not hold a query or a fragment"))
    hosts = {http_hosts} if isinstance(http_hosts, str) else http_hosts
    named = host in {each.lower() for each in hosts} and (mode is Mode.TEST or invented)
    near = named or is_loopback(host)
    if parts.scheme != "https" and not (parts.scheme == "http" and near):
        raise ValueError(_("the API address must begin with https:// (http:// only for this machine)"))
    at_home = host == _STANCER_HOST or (invented and near)
    if mode is Mode.LIVE and not at_home and not allow_custom_live_host:
        raise ValueError(_("a live key goes to api.stancer.com only"))
    return base_url.rstrip("/")


def _can_be_host(host: str) -> bool:
    """Whether a name can be resolved: no blanks, and no label that is empty or too long."""
    if host == _STANCER_HOST:
        return True
    try:
        return bool(host) and not re.search(r"\s", host) and bool(host.encode("idna"))
    except UnicodeError:
        return False


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine: localhost, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
