"""The sections of the desk; their digits are fixed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its digit, the unshifted key of that digit on a French keyboard, its title, its screen.

    `screen` is where its class is found: the module below `ui.screens`, a colon, the class.
    """

    digit: str
    azerty: str
    name: str
    title: str
    screen: str


OVERVIEW = Section("1", "&", "overview", "Overview", "overview:OverviewScreen")

PAYMENTS = Section("2", "é", "payments", "Payments", "payments:PaymentsScreen")

REFUNDS = Section("3", '"', "refunds", "Refunds", "refunds:RefundsScreen")

DISPUTES = Section("4", "'", "disputes", "Disputes", "disputes:DisputesScreen")

PAYOUTS = Section("5", "(", "payouts", "Payouts", "payouts:PayoutsScreen")

CHECKS = Section("6", "-", "checks", "Checks", "checks:ChecksScreen")

REFERENCE = Section("7", "è", "reference", "Reference", "reference:ReferenceScreen")

SECTIONS = (
    OVERVIEW,
    PAYMENTS,
    REFUNDS,
    DISPUTES,
    PAYOUTS,
    CHECKS,
    REFERENCE,
)
