"""The sections of the desk; their digits are fixed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its digit, the unshifted key of that digit on a French keyboard, its title, its screen.

    The class `screen` stands in `section.py` of the folder of the section's name, its style beside it.
    """

    digit: str
    azerty: str
    name: str
    title: str
    screen: str


OVERVIEW = Section("1", "&", "overview", "Overview", "OverviewScreen")

PAYMENTS = Section("2", "é", "payments", "Payments", "PaymentsScreen")

REFUNDS = Section("3", '"', "refunds", "Refunds", "RefundsScreen")

DISPUTES = Section("4", "'", "disputes", "Disputes", "DisputesScreen")

PAYOUTS = Section("5", "(", "payouts", "Payouts", "PayoutsScreen")

CHECKS = Section("6", "-", "checks", "Checks", "ChecksScreen")

REFERENCE = Section("7", "è", "reference", "Reference", "ReferenceScreen")

SECTIONS = (
    OVERVIEW,
    PAYMENTS,
    REFUNDS,
    DISPUTES,
    PAYOUTS,
    CHECKS,
    REFERENCE,
)
