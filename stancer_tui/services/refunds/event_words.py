"""The steps of a refund as the journal keeps them, in words that a person reads."""

from stancer_tui.language import N_, _

_STEPS = {
    "Send": N_("Send"),
    "Abandon": N_("Abandon"),
    "OwnerGone": N_("OwnerGone"),
    "NotSent": N_("NotSent"),
    "Refused": N_("Refused"),
    "Echoed": N_("Echoed"),
    "Lost": N_("Lost"),
    "Found": N_("Found"),
    "Several": N_("Several"),
    "Settled": N_("Settled"),
    "Summed": N_("Summed"),
}
"""The first word of what the audit says of a step; ids, errors and statuses follow it."""

_NONE = "none"


def step_text(detail: str) -> str:
    """What the audit says of a step, in the language that is spoken; not safe to show yet."""
    step, blank, rest = detail.partition(" ")
    if step == "Decided":
        refund, _by, user = rest.partition(" by ")
        if refund == _NONE:
            return _("Decided none by {user}", user=user)
        return _("Decided {refund} by {user}", refund=refund, user=user)
    if step in _STEPS:
        return f"{_(_STEPS[step])}{blank}{rest}"
    return _(detail)
