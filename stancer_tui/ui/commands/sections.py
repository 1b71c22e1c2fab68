"""The sections of the desk; their digits are fixed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its digit, the unshifted key of that digit on a French keyboard, its name, title, screen.

    The class `screen` is in `section.py` of the folder of the section's name.
    """

    digit: str
    azerty: str
    name: str
    title: str
    screen: str


SECTIONS = (
    Section("1", "&", "overview", "Overview", "OverviewScreen"),
    Section("2", "é", "payments", "Payments", "PaymentsScreen"),
    Section("3", '"', "refunds", "Refunds", "RefundsScreen"),
    Section("4", "'", "disputes", "Disputes", "DisputesScreen"),
    Section("5", "(", "payouts", "Payouts", "PayoutsScreen"),
    Section("6", "-", "checks", "Checks", "ChecksScreen"),
    Section("7", "è", "reference", "Reference", "ReferenceScreen"),
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
