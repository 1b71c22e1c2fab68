"""What the rows of a list are called, by the noun that names them in the program."""

from collections.abc import Callable, Mapping

from stancer_tui.language import N_, grouped, ngettext

_COUNTED: Mapping[str, Callable[[int, str], str]] = {
    "payments": lambda n, count: ngettext("{count} payment", "{count} payments", n, count=count),
    "refunds": lambda n, count: ngettext("{count} refund", "{count} refunds", n, count=count),
    "disputes": lambda n, count: ngettext("{count} dispute", "{count} disputes", n, count=count),
    "payouts": lambda n, count: ngettext("{count} payout", "{count} payouts", n, count=count),
    "checks": lambda n, count: ngettext("{count} check", "{count} checks", n, count=count),
}

NEWER_MISSING: Mapping[str, str] = {
    "payments": N_("Newer payments are missing."),
    "disputes": N_("Newer disputes are missing."),
    "payouts": N_("Newer payouts are missing."),
}
NEWER_MAY_BE_MISSING: Mapping[str, str] = {
    "payments": N_("Newer payments may be missing."),
    "disputes": N_("Newer disputes may be missing."),
    "payouts": N_("Newer payouts may be missing."),
}
NONE: Mapping[str, str] = {
    "payments": N_("No payments · {dates}."),
    "disputes": N_("No disputes · {dates}."),
    "payouts": N_("No payouts · {dates}."),
}


def counted(noun: str, number: int) -> str:
    """So many of what a noun names; "lines" where it names no kind of object."""
    count = grouped(number)
    words = _COUNTED.get(noun)
    if words is None:
        return ngettext("{count} line", "{count} lines", number, count=count)
    return words(number, count)
