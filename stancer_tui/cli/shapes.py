"""What `--json` prints: the shape of each object, with its name and version.

A shape keeps its version while fields are added; where one goes or changes its meaning, the version rises.
`docs/schemas` has the JSON Schema of each. Nothing heavy is imported here: `code` answers at once.
"""

from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, ClassVar, Literal, cast

from stancer_tui.cli.findings import State
from stancer_tui.cli.note_shapes import NoteShape
from stancer_tui.cli.person_shapes import PersonShape
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.moments import instant, utc_text
from stancer_tui.render.csv_text import decimal_amount
from stancer_tui.render.json_text import json_text

ModeName = Literal["test", "live"]
KindName = Literal[
    "payment", "refund", "dispute", "payout", "customer", "card", "sepa", "address", "check", "scoring"
]


@dataclass(frozen=True, slots=True)
class ObjectShape:
    """An object of the API: what all have in common, always there, and the object as it was received.

    `created` is in UTC, `amount` in minor units, `amount_decimal` in the currency's unit. A field is null
    where the API did not report it; an amount without a currency has no decimals. `notes` are the team's, and
    null where they were not read.
    """

    name: ClassVar[str] = "object"
    version: ClassVar[int] = 1

    kind: KindName
    mode: ModeName
    id: str
    created: str | None
    amount: int | None
    currency: str | None
    amount_decimal: str | None
    status: str | None
    received: dict[str, Any]
    notes: list[NoteShape] | None = None


@dataclass(frozen=True, slots=True)
class CodeShape:
    """What a response code of one family means, or a status of one object (`family` is then "status").

    `code` is the status there, and `object` carries it. `network` is a dispute's. Where `sensitive`, the
    customer is told no more than `say_en` or `say_fr`. `settable` statuses are sent, never answered.
    """

    name: ClassVar[str] = "code"
    version: ClassVar[int] = 1

    family: Literal["card", "sepa", "dispute", "http", "status"]
    code: str
    object: str | None
    network: str | None
    title: str
    meaning: str
    fixer: Literal["customer", "bank", "merchant", "stancer", "nobody"]
    retry: Literal["now", "later", "other_means", "never", "not_needed"]
    retry_note: str
    say_en: str
    say_fr: str
    sensitive: bool
    settable: bool
    source: str
    documented: bool


@dataclass(frozen=True, slots=True)
class JournalChangeShape:
    """One change of a refund's state; the first has no state before."""

    at: str
    before: str | None
    after: str
    detail: str
    user: str
    process: int
    app_version: str


@dataclass(frozen=True, slots=True)
class JournalEntryShape:
    """A refund that was confirmed on this machine, and what came of it; moments are in UTC.

    `amount`, `sum_before` and `sum_after` are minor units, `amount_decimal` is in the currency's unit.
    """

    name: ClassVar[str] = "journal-entry"
    version: ClassVar[int] = 1

    intent: str
    confirmed_at: str
    confirmed_by: str
    mode: ModeName
    key_fingerprint: str
    kind: str
    payment: str
    amount: int
    currency: str
    amount_decimal: str
    ticket: str | None
    refund_reason: str | None
    approved_by: str | None
    state: str
    refund: str | None
    sent_at: str | None
    server_date: str | None
    http_status: int | None
    error: str | None
    reason: str | None
    refunds_before: list[str]
    sum_before: int
    sum_after: int | None
    alarm: bool
    supersedes: str | None
    app_version: str
    changes: list[JournalChangeShape]


@dataclass(frozen=True, slots=True)
class BatchItemShape:
    """One payment of a batch; `state` is its intent's, else "waiting" or "skipped" with a `note`."""

    payment: str
    amount: int
    currency: str
    amount_decimal: str
    intent: str
    state: str
    refund: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class BatchChangeShape:
    """One change of a batch's state."""

    at: str
    state: str
    detail: str
    user: str
    process: int
    app_version: str


@dataclass(frozen=True, slots=True)
class JournalBatchShape:
    """Refunds that were confirmed together on this machine; moments are in UTC."""

    name: ClassVar[str] = "journal-batch"
    version: ClassVar[int] = 1

    batch: str
    confirmed_at: str
    confirmed_by: str
    mode: ModeName
    key_fingerprint: str
    reason: str
    ticket: str | None
    state: str
    stopped: str | None
    app_version: str
    items: list[BatchItemShape]
    changes: list[BatchChangeShape]


@dataclass(frozen=True, slots=True)
class FindingShape:
    """One thing that was looked at: what was found, and what to do where that helps."""

    what: str
    state: State
    found: str
    advice: str


@dataclass(frozen=True, slots=True)
class DoctorShape:
    """What the doctor found; `state` is "wrong" where one finding is."""

    name: ClassVar[str] = "doctor"
    version: ClassVar[int] = 1

    state: State
    findings: list[FindingShape]


@dataclass(frozen=True, slots=True)
class RefundShape:
    """How a refund command ended; `amount` is minor units, `amount_decimal` in the currency's unit.

    `state` is that of the journal, or "not_begun" with a `reason`. `resumed`: it was confirmed before.
    """

    name: ClassVar[str] = "refund-outcome"
    version: ClassVar[int] = 1

    state: str
    refund: str | None
    payment: str
    mode: ModeName
    kind: str | None
    amount: int | None
    currency: str | None
    amount_decimal: str | None
    status: str | None
    ticket: str | None
    intent: str | None
    resumed: bool
    alarm: bool
    reason: str | None
    sentence: str


Shape = (
    ObjectShape
    | CodeShape
    | JournalEntryShape
    | JournalBatchShape
    | DoctorShape
    | RefundShape
    | PersonShape
    | NoteShape
)

SHAPES: tuple[type[Shape], ...] = (
    ObjectShape,
    CodeShape,
    JournalEntryShape,
    JournalBatchShape,
    DoctorShape,
    RefundShape,
    PersonShape,
    NoteShape,
)
"""Every shape that a command prints."""


def schema_name(shape: type[Any]) -> str:
    """ "stancer-tui/object/1": what the field `schema` of every printed object says."""
    return f"stancer-tui/{shape.name}/{shape.version}"


def shape_line(shape: Any) -> str:
    """An object of a shape as one line of JSON, its schema first; safe for a terminal."""
    values = ((field.name, getattr(shape, field.name)) for field in fields(shape))
    plain = {name: _plain(value) for name, value in values}
    return json_text({"schema": schema_name(type(shape)), **plain}, indent=None)


def _plain(value: Any) -> Any:
    """Parts as dicts; what was received stays as it is."""
    if isinstance(value, list):
        return [asdict(each) if is_dataclass(each) and not isinstance(each, type) else each for each in value]
    return value


def object_shape(
    kind: Kind, object_id: str, raw: dict[str, Any], mode: Mode, notes: list[NoteShape] | None = None
) -> ObjectShape:
    """The shape of an object that was received."""
    created = instant(raw.get("created"))
    amount, currency, status = raw.get("amount"), raw.get("currency"), raw.get("status")
    return ObjectShape(
        kind=cast(KindName, kind.name.lower()),
        mode=mode.value,
        id=object_id,
        created=utc_text(created) if created else None,
        amount=amount if type(amount) is int else None,
        currency=currency.lower() if isinstance(currency, str) and currency else None,
        amount_decimal=decimal_words(amount, currency),
        status=status if isinstance(status, str) else None,
        received=raw,
        notes=notes,
    )


def decimal_words(amount: object, currency: object) -> str | None:
    """ "30.21" for 3021 cents; None where one of them is not known."""
    if type(amount) is not int or not isinstance(currency, str) or not currency:
        return None
    return str(decimal_amount(amount, currency.lower()))
