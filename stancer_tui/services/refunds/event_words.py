"""The steps of a refund as the journal keeps them, in words that a person reads."""

from stancer_tui.language import N_, _

_STEPS = {
    "Send": N_("{state} · Send {what}"),
    "Abandon": N_("{state} · Abandon {what}"),
    "OwnerGone": N_("{state} · OwnerGone {what}"),
    "NotSent": N_("{state} · NotSent {what}"),
    "Refused": N_("{state} · Refused {what}"),
    "Echoed": N_("{state} · Echoed {what}"),
    "Lost": N_("{state} · Lost {what}"),
    "Found": N_("{state} · Found {what}"),
    "Several": N_("{state} · Several {what}"),
    "Settled": N_("{state} · Settled {what}"),
    "Summed": N_("{state} · Summed {what}"),
}
"""The steps by the first word of their detail in the audit; ids, errors and statuses follow it."""

_STATES_OWN = frozenset({"Declined", "Withdrawn", "Lapsed"})
"""First words that say no more than the state that the step led to."""

_NOBODY = "none"


def step_text(state: str, detail: str) -> str:
    """Where a step led (in words) and what the audit says of it; not safe to show yet."""
    step, _blank, rest = detail.partition(" ")
    if step == "Decided":
        refund, _by, user = rest.partition(" by ")
        if refund == _NOBODY:
            return _("{state} · Decided none by {user}", state=state, user=user)
        return _("{state} · Decided {refund} by {user}", state=state, refund=refund, user=user)
    if step in _STATES_OWN:
        return f"{state} · {rest}" if rest else state
    if step in _STEPS:
        return _(_STEPS[step], state=state, what=rest).rstrip()
    return f"{state} · {_(detail)}"
