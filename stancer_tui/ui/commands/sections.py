"""The sections of the desk; their digits are fixed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its digit, the unshifted key of that digit on a French keyboard, its name and title."""

    digit: str
    azerty: str
    name: str
    title: str


OVERVIEW = Section("1", "&", "overview", "Overview")

PAYMENTS = Section("2", "é", "payments", "Payments")

REFUNDS = Section("3", '"', "refunds", "Refunds")

DISPUTES = Section("4", "'", "disputes", "Disputes")

PAYOUTS = Section("5", "(", "payouts", "Payouts")

CHECKS = Section("6", "-", "checks", "Checks")

REFERENCE = Section("7", "è", "reference", "Reference")

SECTIONS = (
    OVERVIEW,
    PAYMENTS,
    REFUNDS,
    DISPUTES,
    PAYOUTS,
    CHECKS,
    REFERENCE,
)
