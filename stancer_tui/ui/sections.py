"""The sections of the desk; their digits are fixed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its digit, the unshifted key of that digit on a French keyboard, and its title."""

    digit: str
    azerty: str
    name: str
    title: str


PAYMENTS = Section("2", "é", "payments", "Payments")

REFUNDS = Section("3", '"', "refunds", "Refunds")

REFERENCE = Section("7", "è", "reference", "Reference")

SECTIONS = (PAYMENTS, REFUNDS, REFERENCE)
