"""Which modules are mutated, and the tests that judge each: those that are quick and mean it."""

JUDGES: dict[str, tuple[str, ...]] = {
    "models/mode": ("tests/unit/test_mode.py", "tests/unit/test_keys.py"),
    "services/windows": ("tests/unit/test_windows.py",),
    "services/window_walk": ("tests/unit/test_windows.py", "tests/unit/test_window_walk.py"),
    "api/retry": ("tests/unit/test_retry.py",),
    "api/answers": (
        "tests/unit/test_answer_meaning.py",
        "tests/unit/test_answers.py",
        "tests/api/test_errors.py",
    ),
    "api/lists": ("tests/api/test_listing.py",),
    "api/pages": ("tests/unit/test_pages.py",),
    "api/payment_page": ("tests/unit/test_payment_page_url.py",),
    "api/address": ("tests/api/test_secrets.py", "tests/api/test_tls.py"),
    "api/transport": (
        "tests/api/test_reads.py",
        "tests/api/test_lost_answers.py",
        "tests/api/test_errors.py",
    ),
    "keys": ("tests/unit/test_keys.py",),
    "render/safe": ("tests/unit/test_safe.py",),
    "render/dates": ("tests/unit/test_dates.py",),
    "render/money": ("tests/unit/test_money.py",),
    "render/export": ("tests/unit/test_export.py",),
    "render/csv_text": ("tests/unit/test_csv_text.py",),
    "models/payment_page": ("tests/unit/test_payment_page.py",),
    "models/characters": ("tests/unit/test_typed_text.py", "tests/unit/test_safe.py"),
    "models/moments": ("tests/unit/test_dates.py", "tests/unit/test_models.py"),
    "services/payout_sums": ("tests/unit/test_payout_sums.py",),
    "services/refund_core": ("tests/services/test_refund_core.py", "tests/services/test_refund_stops.py"),
    "services/refund_events": ("tests/services/test_refund_core.py", "tests/services/test_refund_audit.py"),
    "services/refund_offer": ("tests/services/test_refund_offer.py", "tests/services/test_refund_stops.py"),
    "services/refund_ledger": ("tests/services/test_refund_stops.py", "tests/services/test_refunds.py"),
    "services/refund_watch": ("tests/services/test_refund_stops.py", "tests/services/test_refunds.py"),
    "services/refunds": ("tests/services/test_refund_stops.py", "tests/services/test_refunds.py"),
    "store/intent": (
        "tests/unit/test_journal_guards.py",
        "tests/services/test_refund_core.py",
        "tests/services/test_refunds.py::test_a_long_ticket_is_refused_before_anything_is_sent",
        "tests/unit/test_journal.py",
    ),
    "store/journal": ("tests/unit/test_journal_guards.py", "tests/unit/test_journal.py"),
    "store/journal_schema": ("tests/unit/test_journal_guards.py", "tests/unit/test_journal.py"),
}


def judges_of(module: str) -> tuple[str, ...]:
    """What pytest is asked to run for a module's mutants, in this order."""
    values = f"tests/unit/test_values.py::test_a_value_keeps_what_it_was_made_of[{module}]"
    return (*JUDGES[module], values)
