"""What a text given to "go to", typed or pasted, may mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stancer_tui.models.folding import fold
from stancer_tui.models.ids import Kind
from stancer_tui.models.typed_text import cleaned
from stancer_tui.reference import codes
from stancer_tui.reference.codes import CodeEntry

ORDER_LIMIT = 36
"""Characters of an order number or unique id (reference: Payments)."""

KIND_WORDS = {
    Kind.PAYMENT: "payment",
    Kind.CARD: "card",
    Kind.SEPA: "SEPA account",
    Kind.CUSTOMER: "customer",
    Kind.ADDRESS: "address",
    Kind.REFUND: "refund",
    Kind.DISPUTE: "dispute",
    Kind.PAYOUT: "payout",
    Kind.SCORING: "scoring",
    Kind.CHECK: "account check",
}
"""How a sentence names each kind of object."""

_PREFIXES = "|".join(kind.value for kind in Kind)
_ID = re.compile(rf"(?<![A-Za-z0-9])(?:{_PREFIXES})_[A-Za-z0-9]{{24}}(?![A-Za-z0-9])")
_BEGUN_ID = re.compile(rf"({_PREFIXES})_(\S*)", re.IGNORECASE)
_API_KEY = re.compile(r"(?:stest|sprod|ptest|pprod)_\w", re.IGNORECASE)
_AMOUNT = re.compile(r"[+\-]?[0-9][0-9 .,\u00a0\u202f']*[.,][0-9]{2}(?: ?(?:[A-Z]{3}|€))?", re.IGNORECASE)
_CARD_NUMBER = re.compile(r"[3-6][0-9]{12,18}")


@dataclass(frozen=True, slots=True)
class OpenObject:
    """Open the object of this id."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class OpenSection:
    """Switch to the section of this name."""

    name: str


@dataclass(frozen=True, slots=True)
class OpenCode:
    """Open the panel of a response code: its entries, one a family."""

    code: str
    entries: tuple[CodeEntry, ...]


@dataclass(frozen=True, slots=True)
class AskOrder:
    """Ask the API for this order number, then for this unique id."""

    value: str


@dataclass(frozen=True, slots=True)
class SearchLast4:
    """The text looks like a whole card number, which goes nowhere: search the loaded rows by its end."""

    last4: str


@dataclass(frozen=True, slots=True)
class SearchPayouts:
    """The text is an amount with its decimals, as a bank statement has it: search the payouts for it."""

    amount: str


@dataclass(frozen=True, slots=True)
class Nowhere:
    """The text leads nowhere: a sentence with what to do, which does not repeat the text.

    `secret` says that the text itself must not stay on a screen.
    """

    message: str
    secret: bool = False


Target = OpenObject | OpenSection | OpenCode | AskOrder | SearchLast4 | SearchPayouts | Nowhere


def targets(text: str, sections: Iterable[str] = ()) -> tuple[Target, ...]:
    """What `text` may mean, the likeliest first; never empty.

    An id is also found within a pasted line or address, if it is the only one. `sections` are the names that
    can be switched to; their beginning is enough. A key or a card number is never handed on to be sent.
    """
    typed = cleaned(text)
    one_line = len([line for line in text.splitlines() if cleaned(line)]) == 1
    if not typed:
        return (Nowhere("Type an id, an order number, a response code or the name of a section."),)
    return (
        _not_to_be_sent(typed)
        or _ids(typed)
        or (*_section(typed, sections), *_code(typed), *_amount(typed), *(_order(typed) if one_line else ()))
        or (Nowhere(f"An order number or unique id has at most {ORDER_LIMIT} characters, on one line."),)
    )


def _not_to_be_sent(typed: str) -> tuple[Target, ...]:
    if _API_KEY.search(typed):
        told = "This looks like an API key. It was not sent or kept; clear it from the clipboard."
        return (Nowhere(told, secret=True),)
    digits = re.sub(r"[ -]", "", typed)
    return (SearchLast4(digits[-4:]),) if _CARD_NUMBER.fullmatch(digits) and _luhn(digits) else ()


def _ids(typed: str) -> tuple[Target, ...]:
    """The one id in a text; a broken one is named, and may still be an order number."""
    found = tuple(dict.fromkeys(_ID.findall(typed)))
    if len(found) > 1:
        return (Nowhere(f"There are {len(found)} ids in this text. Go to one of them."),)
    if found:
        return (OpenObject(Kind(found[0][:4]), found[0]),)
    begun = _BEGUN_ID.fullmatch(typed)
    return (_broken_id(begun), *_order(typed)) if begun else ()


def _broken_id(begun: re.Match[str]) -> Nowhere:
    kind = Kind(begun[1].lower())
    return Nowhere(
        f"The id of a {KIND_WORDS[kind]} is {kind}_ and 24 letters or digits; this one has {len(begun[2])}."
        if len(begun[2]) != 24
        else f"The id of a {KIND_WORDS[kind]} is {kind}_, in small letters, and 24 letters or digits."
    )


def _section(typed: str, sections: Iterable[str]) -> tuple[Target, ...]:
    word = fold(typed)
    beginning = [name for name in sections if len(word) > 1 and fold(name).startswith(word)]
    return (OpenSection(beginning[0]),) if len(beginning) == 1 else ()


def _code(typed: str) -> tuple[Target, ...]:
    entries = codes.find(typed)
    return (OpenCode(codes.normalise(typed), tuple(entries)),) if entries else ()


def _amount(typed: str) -> tuple[Target, ...]:
    return (SearchPayouts(typed),) if _AMOUNT.fullmatch(typed) else ()


def _order(typed: str) -> tuple[Target, ...]:
    return (AskOrder(typed),) if len(typed) <= ORDER_LIMIT and typed.isprintable() else ()


def _luhn(digits: str) -> bool:
    """Whether the last digit checks the others, as that of a card number does."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 * (number > 9) for number in doubled) % 10 == 0
