"""The Stancer API v1: a client on asyncio, its twin for code that is not async, and their types.

Everything public is imported from here, as in `from stancer_tui.api import StancerClient, NotFound`; the
modules below may change. A name is loaded when it is first used, so what is not used costs nothing. No other
package imports httpx.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stancer_tui.api.address import DEFAULT_BASE_URL
    from stancer_tui.api.client import StancerClient
    from stancer_tui.api.errors import (
        AnswerTooLarge,
        ApiError,
        BadEnvironment,
        BadRequest,
        Conflict,
        DeadlineExceeded,
        Effect,
        EndlessList,
        InvalidField,
        NotFound,
        NotImplementedByApi,
        NotSent,
        RateLimited,
        ReadOnly,
        ServerError,
        TlsFailure,
        TokenInvalid,
        Unauthorized,
        Unavailable,
        UnexpectedStatus,
        Unreachable,
        UnreadableAnswer,
        WrongMode,
        WrongObject,
    )
    from stancer_tui.api.in_process import AsgiApp
    from stancer_tui.api.limits import Limits, Timeouts
    from stancer_tui.api.lists import ReadsPages, WholePage
    from stancer_tui.api.pages import Page
    from stancer_tui.api.payment_link import iframe_snippet, payment_page_url
    from stancer_tui.api.request_log import RequestLog, RequestRecord
    from stancer_tui.api.resources.addresses import Addresses, NewAddress
    from stancer_tui.api.resources.cards import Cards, NewCard
    from stancer_tui.api.resources.checks import Checks
    from stancer_tui.api.resources.customers import Customers, NewCustomer
    from stancer_tui.api.resources.disputes import Disputes
    from stancer_tui.api.resources.new_payment import AuthRequest, NewDevice, NewPayment, PaymentChange
    from stancer_tui.api.resources.payments import Payments
    from stancer_tui.api.resources.payouts import Payouts
    from stancer_tui.api.resources.refunds import PaymentReading, Refunds
    from stancer_tui.api.resources.scoring import Scorings
    from stancer_tui.api.resources.sepa import NewSepa, SepaAccounts
    from stancer_tui.api.sync.addresses import SyncAddresses
    from stancer_tui.api.sync.cards import SyncCards
    from stancer_tui.api.sync.checks import SyncChecks
    from stancer_tui.api.sync.client import SyncStancerClient
    from stancer_tui.api.sync.customers import SyncCustomers
    from stancer_tui.api.sync.disputes import SyncDisputes
    from stancer_tui.api.sync.payments import SyncPayments
    from stancer_tui.api.sync.payouts import SyncPayouts
    from stancer_tui.api.sync.refunds import SyncRefunds
    from stancer_tui.api.sync.scoring import SyncScorings
    from stancer_tui.api.sync.sepa import SyncSepaAccounts
    from stancer_tui.models.address import Address
    from stancer_tui.models.auth import Auth
    from stancer_tui.models.base import StancerObject
    from stancer_tui.models.card import Card
    from stancer_tui.models.check import Check
    from stancer_tui.models.customer import Customer
    from stancer_tui.models.device import Device
    from stancer_tui.models.dispute import Dispute
    from stancer_tui.models.ids import Kind, kind_of
    from stancer_tui.models.mode import Mode
    from stancer_tui.models.money import Money
    from stancer_tui.models.payment import Payment
    from stancer_tui.models.payment_row import ListedRefund, PaymentRow, UnreadableRow, payment_row
    from stancer_tui.models.payout import Payout, PayoutPart
    from stancer_tui.models.refund import Refund
    from stancer_tui.models.scoring import Scoring
    from stancer_tui.models.secret import Secret
    from stancer_tui.models.sepa import Sepa

__all__ = [
    "DEFAULT_BASE_URL",
    "Address",
    "Addresses",
    "AnswerTooLarge",
    "ApiError",
    "AsgiApp",
    "Auth",
    "AuthRequest",
    "BadEnvironment",
    "BadRequest",
    "Card",
    "Cards",
    "Check",
    "Checks",
    "Conflict",
    "Customer",
    "Customers",
    "DeadlineExceeded",
    "Device",
    "Dispute",
    "Disputes",
    "Effect",
    "EndlessList",
    "InvalidField",
    "Kind",
    "Limits",
    "ListedRefund",
    "Mode",
    "Money",
    "NewAddress",
    "NewCard",
    "NewCustomer",
    "NewDevice",
    "NewPayment",
    "NewSepa",
    "NotFound",
    "NotImplementedByApi",
    "NotSent",
    "Page",
    "Payment",
    "PaymentChange",
    "PaymentReading",
    "PaymentRow",
    "Payments",
    "Payout",
    "PayoutPart",
    "Payouts",
    "RateLimited",
    "ReadOnly",
    "ReadsPages",
    "Refund",
    "Refunds",
    "RequestLog",
    "RequestRecord",
    "Scoring",
    "Scorings",
    "Secret",
    "Sepa",
    "SepaAccounts",
    "ServerError",
    "StancerClient",
    "StancerObject",
    "SyncAddresses",
    "SyncCards",
    "SyncChecks",
    "SyncCustomers",
    "SyncDisputes",
    "SyncPayments",
    "SyncPayouts",
    "SyncRefunds",
    "SyncScorings",
    "SyncSepaAccounts",
    "SyncStancerClient",
    "Timeouts",
    "TlsFailure",
    "TokenInvalid",
    "Unauthorized",
    "Unavailable",
    "UnexpectedStatus",
    "Unreachable",
    "UnreadableAnswer",
    "UnreadableRow",
    "WholePage",
    "WrongMode",
    "WrongObject",
    "iframe_snippet",
    "kind_of",
    "payment_page_url",
    "payment_row",
]

_HOMES = {
    "stancer_tui.api.address": ("DEFAULT_BASE_URL",),
    "stancer_tui.api.client": ("StancerClient",),
    "stancer_tui.api.errors": (
        "AnswerTooLarge",
        "ApiError",
        "BadEnvironment",
        "BadRequest",
        "Conflict",
        "DeadlineExceeded",
        "Effect",
        "EndlessList",
        "InvalidField",
        "NotFound",
        "NotImplementedByApi",
        "NotSent",
        "RateLimited",
        "ReadOnly",
        "ServerError",
        "TlsFailure",
        "TokenInvalid",
        "Unauthorized",
        "Unavailable",
        "UnexpectedStatus",
        "UnreadableAnswer",
        "Unreachable",
        "WrongMode",
        "WrongObject",
    ),
    "stancer_tui.api.in_process": ("AsgiApp",),
    "stancer_tui.api.limits": ("Limits", "Timeouts"),
    "stancer_tui.api.lists": ("ReadsPages", "WholePage"),
    "stancer_tui.api.pages": ("Page",),
    "stancer_tui.api.payment_link": ("iframe_snippet", "payment_page_url"),
    "stancer_tui.api.request_log": ("RequestLog", "RequestRecord"),
    "stancer_tui.api.resources.addresses": ("Addresses", "NewAddress"),
    "stancer_tui.api.resources.cards": ("Cards", "NewCard"),
    "stancer_tui.api.resources.checks": ("Checks",),
    "stancer_tui.api.resources.customers": ("Customers", "NewCustomer"),
    "stancer_tui.api.resources.disputes": ("Disputes",),
    "stancer_tui.api.resources.new_payment": ("AuthRequest", "NewDevice", "NewPayment", "PaymentChange"),
    "stancer_tui.api.resources.payments": ("Payments",),
    "stancer_tui.api.resources.payouts": ("Payouts",),
    "stancer_tui.api.resources.refunds": ("PaymentReading", "Refunds"),
    "stancer_tui.api.resources.scoring": ("Scorings",),
    "stancer_tui.api.resources.sepa": ("NewSepa", "SepaAccounts"),
    "stancer_tui.api.sync.client": ("SyncStancerClient",),
    "stancer_tui.api.sync.addresses": ("SyncAddresses",),
    "stancer_tui.api.sync.cards": ("SyncCards",),
    "stancer_tui.api.sync.checks": ("SyncChecks",),
    "stancer_tui.api.sync.customers": ("SyncCustomers",),
    "stancer_tui.api.sync.disputes": ("SyncDisputes",),
    "stancer_tui.api.sync.payments": ("SyncPayments",),
    "stancer_tui.api.sync.payouts": ("SyncPayouts",),
    "stancer_tui.api.sync.refunds": ("SyncRefunds",),
    "stancer_tui.api.sync.scoring": ("SyncScorings",),
    "stancer_tui.api.sync.sepa": ("SyncSepaAccounts",),
    "stancer_tui.models.address": ("Address",),
    "stancer_tui.models.auth": ("Auth",),
    "stancer_tui.models.base": ("StancerObject",),
    "stancer_tui.models.card": ("Card",),
    "stancer_tui.models.check": ("Check",),
    "stancer_tui.models.customer": ("Customer",),
    "stancer_tui.models.device": ("Device",),
    "stancer_tui.models.dispute": ("Dispute",),
    "stancer_tui.models.ids": ("Kind", "kind_of"),
    "stancer_tui.models.mode": ("Mode",),
    "stancer_tui.models.money": ("Money",),
    "stancer_tui.models.payment": ("Payment",),
    "stancer_tui.models.payment_row": ("ListedRefund", "PaymentRow", "UnreadableRow", "payment_row"),
    "stancer_tui.models.payout": ("Payout", "PayoutPart"),
    "stancer_tui.models.refund": ("Refund",),
    "stancer_tui.models.scoring": ("Scoring",),
    "stancer_tui.models.secret": ("Secret",),
    "stancer_tui.models.sepa": ("Sepa",),
}
"""The module that each name is loaded from."""

_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
