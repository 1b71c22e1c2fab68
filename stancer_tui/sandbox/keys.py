"""The keys that the sandbox knows, and which mode each opens."""

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Literal

from stancer_tui.language import _

DEMO_SECRET_TEST = "stest_SandboxDemoKeyForTest123"  # noqa: S105 - invented
DEMO_SECRET_LIVE = "sprod_SandboxDemoKeyForLive123"  # noqa: S105 - invented
DEMO_PUBLIC_TEST = "ptest_SandboxDemoKeyForTest123"
DEMO_PUBLIC_LIVE = "pprod_SandboxDemoKeyForLive123"

DEMO_KEYS = (DEMO_SECRET_TEST, DEMO_SECRET_LIVE, DEMO_PUBLIC_TEST, DEMO_PUBLIC_LIVE)
"""Invented keys, the same in every sandbox. They open nothing but a sandbox."""

_KEY = re.compile(r"(stest|sprod|ptest|pprod)_[0-9A-Za-z_]{24}", re.ASCII)


class BadKey(ValueError):
    """A key given to the sandbox is not of the form that the API uses."""


class KnownKeys:
    """The demo keys and those added: who may ask, and for which mode."""

    def __init__(self, added: Iterable[str] = ()) -> None:
        added = tuple(added)
        for key in added:
            if not _KEY.fullmatch(key):
                raise BadKey(
                    _("a key is stest_, sprod_, ptest_ or pprod_ and 24 letters, digits or underscores")
                )
        self._keys = frozenset((*DEMO_KEYS, *added))

    def live_mode(self, authorization: str | None) -> bool | None:
        """True for live, False for test, None when the header names no known secret key."""
        key = _basic_user(authorization)
        if key is None or key not in self._keys:
            return None
        return {"stest": False, "sprod": True}.get(key[:5])

    def public_mode(self, key: str) -> bool | None:
        """The mode of a known public key (the payment page's), or None."""
        return {"ptest": False, "pprod": True}.get(key[:5]) if key in self._keys else None


def mode_named(authorization: str | None) -> Literal["test", "live"] | None:
    """The mode that the prefix of a header's key names, whether or not the key is known."""
    prefix = (_basic_user(authorization) or "")[:6]
    if prefix in {"stest_", "ptest_"}:
        return "test"
    return "live" if prefix in {"sprod_", "pprod_"} else None


def _basic_user(authorization: str | None) -> str | None:
    scheme, _blank, encoded = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(encoded.strip(), validate=True).decode("ascii").partition(":")[0]
    except (binascii.Error, ValueError):
        return None
