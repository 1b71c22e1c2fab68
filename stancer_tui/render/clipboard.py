"""What can be copied of a payment: the entries of the copy menu."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from shlex import quote
from urllib.parse import quote as quote_path

from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.reference.reasons import Entry
from stancer_tui.render.json_text import json_text
from stancer_tui.render.plain import without_persons
from stancer_tui.render.reasons import payment_reason
from stancer_tui.render.safe import safe
from stancer_tui.render.ticket import ticket_summary

API_URL = "https://api.stancer.com"

_LONGEST = 2048
_NOT_IN_A_NAME = re.compile(r"[^A-Z0-9]+")
"""Characters that the name of a shell variable cannot have."""


@dataclass(frozen=True, slots=True)
class CopyEntry:
    """One entry: the key that chooses it, its label, and the text that is copied."""

    key: str
    label: str
    text: str


def copy_entries(
    payment: Payment,
    mode: Mode,
    *,
    zone: tzinfo,
    base_url: str = API_URL,
    profile: str = "",
    mask: bool = False,
    twin: PaymentRow | None = None,
    notes: Sequence[str] = (),
) -> tuple[CopyEntry, ...]:
    """The entries for a payment, in order, without those that the payment has no text for.

    `profile` is the profile of its account, "" for the default one. The summary names its likely duplicate
    `twin` and the team's `notes` (safe). With `mask` the JSON and the summary name no person. Characters that
    are unsafe in a terminal are left out of a text, and its label says so; the JSON has them as escapes.
    """
    found = [CopyEntry("i", _("id"), safe(payment.id))]
    if payment.order_id:
        found.append(_reference("o", _("order number"), payment.order_id))
    if payment.unique_id:
        found.append(_reference("u", _("unique id"), payment.unique_id))
    found += sentences(payment_reason(payment).advice)
    label, answer = (
        (_("JSON persons hidden"), without_persons(payment.raw))
        if mask
        else (_("JSON as received"), payment.raw)
    )
    found.append(CopyEntry("j", label, json_text(answer)))
    found.append(
        CopyEntry("c", _("cURL command"), curl(payment.id, mode, base_url=base_url, profile=profile))
    )
    summary = ticket_summary(payment, mode, zone=zone, mask=mask, twin=twin, notes=notes)
    found.append(CopyEntry("t", _("ticket summary"), summary))
    return tuple(found)


def sentences(advice: Entry | None) -> list[CopyEntry]:
    """The sentences for the customer in both languages; none without an entry."""
    if advice is None:
        return []
    return [
        CopyEntry("e", _("for the customer, English"), advice.say_en),
        CopyEntry("f", _("pour le client, français"), advice.say_fr),
    ]


def curl(payment_id: str, mode: Mode, *, base_url: str = API_URL, profile: str = "") -> str:
    """A shell command that reads the payment; it takes the key from the shell's variable of this mode.

    Each named `profile` has a variable of its own.
    """
    whose = f"_{_NOT_IN_A_NAME.sub('_', profile.upper())}" if profile else ""
    # Quoted, so that an unexpected id cannot change the path.
    address = f"{base_url.rstrip('/')}/v1/checkout/{quote_path(payment_id, safe='', errors='replace')}"
    return f'curl --user "$STANCER_API_KEY_{mode.name}{whose}:" {quote(safe(address, _LONGEST))}'


def _reference(key: str, label: str, value: str) -> CopyEntry:
    text = safe(value, _LONGEST)
    changed = text != value
    return CopyEntry(
        key, _("{label} (without its control characters)", label=label) if changed else label, text
    )
