"""What `list people --json` prints: the shape of a person."""

from dataclasses import dataclass
from typing import ClassVar, Literal

TieName = Literal["customer", "e-mail", "phone", "card", "account", "name"]


@dataclass(frozen=True, slots=True)
class SeenShape:
    """A name, an e-mail, a number or an id as it was sent, and in how many payments."""

    value: str
    payments: int


@dataclass(frozen=True, slots=True)
class PersonInstrumentShape:
    """A card or an account, and how many payments were made with it."""

    id: str
    method: str | None
    brand: str | None
    last4: str | None
    payments: int


@dataclass(frozen=True, slots=True)
class TotalShape:
    """So many, and their sum: `amount` in minor units, `amount_decimal` in the currency's unit."""

    count: int
    amount: int
    amount_decimal: str | None


@dataclass(frozen=True, slots=True)
class PersonTotalsShape:
    """What one currency's payments come to; refunds that failed or were not honoured are not counted."""

    currency: str
    paid: TotalShape
    authorised: TotalShape
    given_back: TotalShape
    disputed: TotalShape


@dataclass(frozen=True, slots=True)
class DeclineShape:
    """How many payments were declined with a code; null is a decline without one."""

    code: str | None
    payments: int


@dataclass(frozen=True, slots=True)
class PersonPaymentShape:
    """A payment, and by what it is the person's; null where nothing ties it to others."""

    id: str
    tie: TieName | None


@dataclass(frozen=True, slots=True)
class SharedTieShape:
    """What others have in common with the person: `payments` and some `names` are theirs, not counted."""

    tie: TieName
    payments: int
    names: list[str]


@dataclass(frozen=True, slots=True)
class PersonShape:
    """A person as far as the payments that were read tell; moments are in UTC.

    `perhaps` are payments that may be theirs, counted nowhere; of those that only bear the same name the
    newest, and `perhaps_unlisted` says how many more there are. A `group` has more names than one person has.
    """

    name: ClassVar[str] = "person"
    version: ClassVar[int] = 1

    mode: Literal["test", "live"]
    group: bool
    names: list[SeenShape]
    emails: list[SeenShape]
    mobiles: list[SeenShape]
    customers: list[SeenShape]
    instruments: list[PersonInstrumentShape]
    first: str | None
    last: str | None
    totals: list[PersonTotalsShape]
    declined: list[DeclineShape]
    payments: list[PersonPaymentShape]
    perhaps: list[PersonPaymentShape]
    perhaps_unlisted: int
    shared: list[SharedTieShape]
