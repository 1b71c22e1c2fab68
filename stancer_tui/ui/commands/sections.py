"""The sections of the desk; their digits are fixed."""

from typing import NamedTuple

from stancer_tui.language import N_


class Section(NamedTuple):
    """One section: its digit, the unshifted key of that digit on a French keyboard, its name, title, screen.

    `title` and `go`, what going there is called, are translated where they are shown. The class `screen` is
    in `section.py` of the folder of the section's name.
    """

    digit: str
    azerty: str
    name: str
    title: str
    go: str
    screen: str


SECTIONS = (
    Section("1", "&", "overview", N_("Overview"), N_("Go to Overview."), "OverviewScreen"),
    Section("2", "é", "payments", N_("Payments"), N_("Go to Payments."), "PaymentsScreen"),
    Section("3", '"', "refunds", N_("Refunds"), N_("Go to Refunds."), "RefundsScreen"),
    Section("4", "'", "disputes", N_("Disputes"), N_("Go to Disputes."), "DisputesScreen"),
    Section("5", "(", "payouts", N_("Payouts"), N_("Go to Payouts."), "PayoutsScreen"),
    Section("6", "-", "checks", N_("Checks"), N_("Go to Checks."), "ChecksScreen"),
    Section("7", "è", "reference", N_("Reference"), N_("Go to Reference."), "ReferenceScreen"),
)

_BY_NAME = {each.name: each for each in SECTIONS}

PAYMENTS = _BY_NAME["payments"]
REFUNDS = _BY_NAME["refunds"]
DISPUTES = _BY_NAME["disputes"]
PAYOUTS = _BY_NAME["payouts"]
REFERENCE = _BY_NAME["reference"]


def section_named(name: str | None) -> Section:
    """The section of a name; Payments where there is none."""
    return _BY_NAME.get(name or "", PAYMENTS)
