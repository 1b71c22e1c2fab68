"""Why the shop's payments fail: the codes banks answer, as often as they do."""

from stancer_tui.sandbox.shop.draw import weighted

DECLINES = weighted(
    ("51", 60), ("05", 46), ("54", 12), ("61", 10), ("65", 8), ("A1", 10), ("57", 8), ("14", 6), ("59", 6),
    ("75", 6), ("91", 6), ("N7", 7), ("7810", 5), ("43", 3), ("41", 3), ("62", 4), ("12", 2), ("96", 2),
    ("04", 1), ("07", 1), ("13", 1), ("15", 1), ("30", 1), ("55", 2), ("63", 1), ("68", 1), ("78", 1),
    ("82", 1), ("94", 1), ("R1", 2), ("7811", 2), ("7812", 2), ("7840", 2), ("7898", 2),
    ("01", 1), ("03", 1), ("17", 1),
)  # fmt: skip
"""Response codes of declined cards, each as often as it is drawn (reference: Card response codes)."""

EVERY_DECLINE = tuple(dict.fromkeys(DECLINES))
"""Each of them once; one a day is drawn in turn, so that none is missing for long."""

TEST_DECLINES = weighted(("51", 6), ("05", 6), ("A1", 3), ("41", 2), ("42", 2))
"""In test mode only what a test card can answer; the stolen one says 42."""

TECHNICAL = frozenset({"91", "96", "68", "7898", "30", "94"})
"""Codes that say the bank or the network failed: such a payment is `failed`, others `refused`. A guess."""

SEPA_FAILURES = weighted(("AM04", 7), ("AC04", 4), ("AC01", 3), ("AC06", 2), ("AG01", 2), ("MD01", 2))
EVERY_SEPA_FAILURE = tuple(dict.fromkeys(SEPA_FAILURES))
SEPA_DISPUTES = weighted(("MD06", 5), ("MS02", 3), ("AM04", 1), ("AC04", 1))

CARD_DISPUTES = {
    "national": ("45", "14", "45", "42"),
    "visa": ("1040", "1040", "1261"),
    "mastercard": ("4837", "4853", "4808", "4834", "4863"),
}
"""Dispute codes by the card's network (reference: Dispute response codes)."""
