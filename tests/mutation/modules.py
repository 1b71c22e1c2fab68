"""Which modules are mutated, and the tests that judge each: those that are quick and mean it."""

JUDGES: dict[str, tuple[str, ...]] = {
    "models/mode": ("tests/unit/test_mode.py", "tests/unit/test_keys.py"),
    "services/payments/windows": ("tests/unit/test_windows.py",),
    "services/payments/window_walk": ("tests/unit/test_windows.py", "tests/unit/test_window_walk.py"),
    "api/retry": ("tests/unit/test_retry.py",),
    "api/answers": (
        "tests/unit/test_answer_meaning.py",
        "tests/unit/test_answers.py",
        "tests/api/test_errors.py",
    ),
    "api/lists": ("tests/api/test_listing.py",),
    "api/pages": ("tests/unit/test_pages.py",),
    "api/payment_link": ("tests/unit/test_payment_link.py",),
    "api/address": (
        "tests/api/test_secrets.py::test_a_key_goes_to_no_such_address",
        "tests/api/test_secrets.py::test_a_test_key_goes_to_safe_addresses",
        "tests/api/test_secrets.py::test_a_live_key_goes_to_stancer_only",
        "tests/api/test_secrets.py::test_another_place_for_a_live_key_is_never_taken_for_granted",
    ),
    "api/transport": (
        "tests/api/test_transport.py",
        "tests/api/test_tls.py",
        "tests/api/test_environment.py",
        "tests/api/test_hostile_answers.py::test_of_a_write_the_outcome_of_a_bomb_is_unknown",
        "tests/api/test_hostile_answers.py::test_no_other_encoding_is_unpacked",
        "tests/api/test_reads.py::test_a_payment_is_read_with_the_key_as_user_and_no_password",
        "tests/api/test_reads.py::test_no_more_requests_at_once_than_the_limit",
        "tests/api/test_refunds.py::test_a_proxy_that_refuses_proves_that_nothing_was_sent",
        "tests/api/test_secrets.py::test_a_proxy_of_the_environment_is_not_asked_for_this_machine",
        "tests/api/test_secrets.py::test_a_redirect_takes_the_key_nowhere",
        "tests/api/test_secrets.py::test_the_key_is_in_no_error_traceback_or_log[reset]",
    ),
    "api/pipeline": (
        "tests/api/test_pipeline.py",
        "tests/api/test_read_only.py",
        "tests/api/test_refunds.py::test_a_refund_names_payment_and_amount_and_is_sent_once",
        "tests/api/test_refunds.py::test_the_reads_around_a_refund_keep_no_connection",
        "tests/api/test_refunds.py::test_waiting_for_a_slot_is_not_sending",
        "tests/api/test_refunds.py::test_being_cancelled_under_way_stays_a_cancellation",
        "tests/api/test_secrets.py::test_the_log_says_what_was_asked_without_references",
        "tests/api/test_secrets.py::test_the_key_is_in_no_error_traceback_or_log[unreadable]",
        "tests/api/test_reads.py",
    ),
    "keys/__init__": ("tests/unit/test_keys.py",),
    "keys/system_keyring": ("tests/unit/test_keys.py",),
    "render/safe": ("tests/unit/test_safe.py",),
    "render/dates": ("tests/unit/test_dates.py", "tests/unit/test_dates_french.py"),
    "render/money": ("tests/unit/test_money.py",),
    "render/export": ("tests/unit/test_export.py",),
    "render/csv_text": ("tests/unit/test_csv_text.py",),
    "models/payment_batch": ("tests/unit/test_payment_batch.py",),
    "models/typed_amounts": ("tests/unit/test_money.py",),
    "models/characters": ("tests/unit/test_typed_text.py", "tests/unit/test_safe.py"),
    "models/moments": (
        "tests/unit/test_moments.py",
        "tests/unit/test_dates.py",
        "tests/unit/test_models.py",
    ),
    "services/payouts/sums": ("tests/unit/test_payout_sums.py",),
    "store/sqlite/ledger": ("tests/services/test_refund_stops.py", "tests/services/test_refunds.py"),
    "services/ledger_access": ("tests/services/test_refund_stops.py", "tests/services/test_refunds.py"),
    "services/listeners": ("tests/services/test_refunds.py",),
    "services/waiting/polling": ("tests/services/test_polling.py",),
    "services/refunds/evidence": (
        "tests/services/test_refund_evidence.py",
        "tests/services/test_refund_stops.py",
    ),
    "services/refunds/events": (
        "tests/services/test_refund_evidence.py",
        "tests/services/test_refund_audit.py",
    ),
    "services/refunds/offer": ("tests/services/test_refund_offer.py", "tests/services/test_refund_stops.py"),
    "services/refunds/ledger": ("tests/services/test_refund_stops.py", "tests/services/test_refunds.py"),
    "services/refunds/reconciler": ("tests/services/test_refund_stops.py", "tests/services/test_refunds.py"),
    "services/refunds/sender": ("tests/services/test_refund_stops.py", "tests/services/test_refunds.py"),
    "services/refunds/service": (
        "tests/services/test_refund_stops.py",
        "tests/services/test_refund_stale_reading.py",
        "tests/services/test_refunds.py",
    ),
    "services/refunds/offers": (
        "tests/services/test_refund_stops.py",
        "tests/services/test_refund_not_allowed.py",
        "tests/services/test_refunds.py",
    ),
    "store/intent": (
        "tests/unit/test_journal_guards.py",
        "tests/services/test_refund_evidence.py",
        "tests/services/test_refunds.py::test_a_long_ticket_is_refused_before_anything_is_sent",
        "tests/unit/test_journal.py",
    ),
    "store/journal_entry": ("tests/unit/test_journal.py", "tests/unit/test_journaled_requests.py"),
    "store/sqlite/journal": ("tests/unit/test_journal_guards.py", "tests/unit/test_journal.py"),
    "store/sqlite/schema": ("tests/unit/test_journal_guards.py", "tests/unit/test_journal.py"),
}


def judges_of(module: str) -> tuple[str, ...]:
    """What pytest is asked to run for a module's mutants, in this order."""
    values = f"tests/unit/test_values.py::test_a_value_keeps_what_it_was_made_of[{module}]"
    return (*JUDGES[module], values)
