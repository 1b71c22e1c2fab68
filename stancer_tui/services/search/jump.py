"""What a text given to "go to", typed or pasted, may mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stancer_tui.language import N_, _
from stancer_tui.models.folding import fold
from stancer_tui.models.ids import Kind
from stancer_tui.models.typed_text import cleaned, packed
from stancer_tui.reference import codes, statuses
from stancer_tui.reference.codes import CodeEntry
from stancer_tui.reference.statuses import StatusEntry
from stancer_tui.services.iban import looks_like_iban
from stancer_tui.services.search.known_words import status_word
from stancer_tui.services.search.secret_numbers import luhn
from stancer_tui.services.search.spoken_words import field_meant
from stancer_tui.services.search.values import is_day
from stancer_tui.services.typed_dates import NotADay, read_day

ORDER_LIMIT = 36
"""Characters of an order number or unique id (reference: Payments)."""

KIND_WORDS = {
    Kind.PAYMENT: N_("payment"),
    Kind.CARD: N_("card"),
    Kind.SEPA: N_("SEPA account"),
    Kind.CUSTOMER: N_("customer"),
    Kind.ADDRESS: N_("address"),
    Kind.REFUND: N_("refund"),
    Kind.DISPUTE: N_("dispute"),
    Kind.PAYOUT: N_("payout"),
    Kind.SCORING: N_("scoring"),
    Kind.CHECK: N_("account check"),
}
"""How a sentence names each kind of object, in English."""

_PREFIXES = "|".join(kind.value for kind in Kind)
_ID = re.compile(rf"(?<![A-Za-z0-9])(?:{_PREFIXES})_[A-Za-z0-9]{{24}}(?![A-Za-z0-9])")
_BEGUN_ID = re.compile(rf"({_PREFIXES})_(\S*)", re.IGNORECASE)
_API_KEY = re.compile(r"(?:stest|sprod|ptest|pprod)_\w", re.IGNORECASE)
_AMOUNT = re.compile(
    r"[+\-]?[0-9][0-9 .,\u00a0\u202f']*(?:[.,][0-9]{2}|,[0-9])(?: ?(?:[A-Z]{3}|€))?", re.IGNORECASE
)
_CARD_NUMBER = re.compile(r"[3-6][0-9]{12,18}")
_EMAIL_PIECE = re.compile(r"[^\s<>()@,;:\"/]*@[^\s<>()@,;:\"/]*")
_EMAIL = re.compile(r"[^\s<>()@,;:\"]+@[^\s<>()@,;:\"]+\.[^\s<>()@,;:\".]{2,}")
_PHONE = re.compile(r"(?:\+|00)[0-9]{8,15}|0[1-9][0-9]{8}")
_IN_PHONE = re.compile(r"[\s().\-/]")
_FOUR_DIGITS = re.compile(r"(?:[*x•.·…]+ ?)?([0-9]{4})", re.IGNORECASE)
_LEAP_DAY = date(2024, 2, 29)
"""A year that has every day."""

_NAMED_REFERENCE = re.compile(r"(order|commande|unique):\s*(.+)", re.IGNORECASE)


class Field(StrEnum):
    """By which of its two filters the API is asked for a merchant's own reference."""

    ORDER = "order"
    UNIQUE = "unique"


class Clue(StrEnum):
    """What is known of a payment that the API cannot search for; the value ends "the loaded payments by"."""

    EMAIL = N_("e-mail")
    PHONE = N_("phone number")
    NAME = N_("name or words")
    LAST4 = N_("last four digits")
    IBAN = N_("bank account")
    AMOUNT = N_("amount")
    DATE = N_("date")
    STATUS = N_("status")
    CODE = N_("response code")


PERSONAL = frozenset({Clue.EMAIL, Clue.PHONE, Clue.NAME, Clue.LAST4, Clue.IBAN})
"""The clues that a person, a card or an account is known by."""


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
    """Show what a response code means: its entries, one a family."""

    code: str
    entries: tuple[CodeEntry, ...]


@dataclass(frozen=True, slots=True)
class OpenStatus:
    """Show what a status means: its entries, one for each object that has it."""

    status: str
    entries: tuple[StatusEntry, ...]


@dataclass(frozen=True, slots=True)
class AskReference:
    """Ask the API for this reference of the merchant, by one filter after the other."""

    value: str
    fields: tuple[Field, ...] = (Field.ORDER, Field.UNIQUE)


@dataclass(frozen=True, slots=True)
class SearchLoaded:
    """Look among the loaded payments, without a request.

    `search` is what the search of Payments is given, `text` what a person is found by, `shown` how a sentence
    names it: a number that identifies an account or a card stands there shortened. `note` is a sentence.
    """

    clue: Clue
    search: str
    text: str
    shown: str
    note: str = ""


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


Target = (
    OpenObject | OpenSection | OpenCode | OpenStatus | AskReference | SearchLoaded | SearchPayouts | Nowhere
)


def targets(text: str, sections: Iterable[str] = ()) -> tuple[Target, ...]:
    """What `text` may mean, the likeliest first; never empty.

    An id is also found within a pasted line or address, if it is the only one. `sections` are the names that
    can be switched to; their beginning is enough. Only what can be an order number or a unique id is handed
    on to be sent: never a key, a card number, an IBAN or what is known of a person.
    """
    typed = cleaned(text)
    if not typed:
        return (
            Nowhere(_("Type an id, an order number, a person, a code, a status or the name of a section.")),
        )
    several = len([line for line in text.splitlines() if cleaned(line)]) > 1
    return (
        _not_to_be_sent(typed)
        or _ids(typed)
        or _reference_by_name(typed)
        or _known_of_a_person(typed)
        or ((Nowhere(_("Go to one line of this text: it has several.")),) if several else ())
        or _known_words(typed, sections)
        or _reference(typed)
        or (_words(typed),)
    )


def _not_to_be_sent(typed: str) -> tuple[Target, ...]:
    if _API_KEY.search(typed):
        told = _("This looks like an API key. It was not sent or kept; clear it from the clipboard.")
        return (Nowhere(told, secret=True),)
    digits = re.sub(r"[ -]", "", typed)
    if _CARD_NUMBER.fullmatch(digits) and luhn(digits):
        return (
            _card_or_account(
                digits[-4:], _("A card number is sent nowhere: its last four digits are looked for.")
            ),
        )
    number = packed(typed)
    if looks_like_iban(number):
        note = _("An IBAN is sent nowhere: its last four characters are looked for.")
        shown = _("the account {first} … {last}", first=number[:4], last=number[-4:])
        return (SearchLoaded(Clue.IBAN, f"last4:{number[-4:]} method:sepa", number[-4:], shown, note),)
    return ()


def _card_or_account(last4: str, note: str = "") -> SearchLoaded:
    return SearchLoaded(Clue.LAST4, f"last4:{last4}", last4, f"··{last4}", note)


def _ids(typed: str) -> tuple[Target, ...]:
    """The one id in a text; a broken one is named, and may still be an order number."""
    found = tuple(dict.fromkeys(_ID.findall(typed)))
    if len(found) > 1:
        return (Nowhere(_("There are {count} ids in this text. Go to one of them.", count=len(found))),)
    if found:
        return (OpenObject(Kind(found[0][:4]), found[0]),)
    begun = _BEGUN_ID.fullmatch(typed)
    return (_broken_id(begun), *_reference(typed)) if begun else ()


def _broken_id(begun: re.Match[str]) -> Nowhere:
    kind = Kind(begun[1].lower())
    names = {"object": _(KIND_WORDS[kind]), "begin": f"{kind}_"}
    return Nowhere(
        _(
            "The id of a {object} is {begin} and 24 letters or digits; this one has {count}.",
            **names,
            count=len(begun[2]),
        )
        if len(begun[2]) != 24
        else _("The id of a {object} is {begin}, in small letters, and 24 letters or digits.", **names)
    )


def _reference_by_name(typed: str) -> tuple[Target, ...]:
    """`order:` or `unique:` before it says what it is, whatever it looks like."""
    named = _NAMED_REFERENCE.fullmatch(typed)
    if named is None:
        return ()
    if len(named[2]) > ORDER_LIMIT:
        return (
            Nowhere(_("An order number or unique id has at most {count} characters.", count=ORDER_LIMIT)),
        )
    return (AskReference(named[2], (Field(field_meant(named[1], named[2], set(Field))),)),)


def _known_of_a_person(typed: str) -> tuple[Target, ...]:
    """An e-mail, also within a pasted line, a phone number, or the four digits that end a card's number."""
    if emails := tuple(dict.fromkeys(_EMAIL.findall(typed))):
        if len(emails) > 1:
            return (
                Nowhere(_("There are {count} e-mails in this text. Go to one of them.", count=len(emails))),
            )
        return (SearchLoaded(Clue.EMAIL, f'customer:"{emails[0]}"', emails[0], emails[0]),)
    if len(typed) > 1 and _EMAIL_PIECE.fullmatch(typed):
        return (SearchLoaded(Clue.EMAIL, f'customer:"{typed}"', typed, typed),)
    if _PHONE.fullmatch(_IN_PHONE.sub("", typed)):
        return (SearchLoaded(Clue.PHONE, f'phone:"{typed}"', typed, typed),)
    if four := _FOUR_DIGITS.fullmatch(typed):
        return (*_code(four[1]), _card_or_account(four[1]))
    return ()


def _known_words(typed: str, sections: Iterable[str]) -> tuple[Target, ...]:
    """What the program itself has a word for: sections, codes, statuses, amounts, days."""
    return (*_section(typed, sections), *_code(typed), *_status(typed), *_amount(typed)) or _day(typed)


def _section(typed: str, sections: Iterable[str]) -> tuple[Target, ...]:
    word = fold(typed)
    return tuple(OpenSection(name) for name in sections if len(word) > 1 and fold(name).startswith(word))


def _code(typed: str) -> tuple[Target, ...]:
    entries = codes.find(typed)
    if not entries:
        return ()
    code = codes.normalise(typed)
    return OpenCode(code, tuple(entries)), SearchLoaded(Clue.CODE, f"code:{code}", code, code)


def _status(typed: str) -> tuple[Target, ...]:
    entries = statuses.find(typed, fold) or statuses.find(status_word(typed))
    if not entries:
        return ()
    paid = next((entry for entry in entries if entry.object == "payment" and not entry.settable), None)
    word = (paid or entries[0]).status
    target = OpenStatus(word, tuple(entries))
    if paid is None:
        return (target,)
    return target, SearchLoaded(Clue.STATUS, f"status:{word}", word, paid.shown.replace("_", " "))


def _amount(typed: str) -> tuple[Target, ...]:
    if not _AMOUNT.fullmatch(typed):
        return ()
    figures = re.sub(r" ?(?:[A-Za-z]{3}|€)$", "", typed)
    return SearchPayouts(typed), SearchLoaded(Clue.AMOUNT, f'amount:"{figures}"', figures, figures)


def _day(typed: str) -> tuple[Target, ...]:
    if typed.isdecimal():  # digits alone are more likely the number of an order
        return ()
    found = SearchLoaded(Clue.DATE, f"date:{_quoted(typed)}", typed, typed)
    if is_day(typed):
        return (found,)
    return (found, *(_reference(typed) or (_words(typed),))) if _may_be_a_day(typed) else ()


def _may_be_a_day(typed: str) -> bool:
    """Whether it is a day without its year, which may as well be something else: lundi, 27/11, 27 nov."""
    if not re.search("[^0-9. -]", typed):
        return False
    try:
        return read_day(typed, today=_LEAP_DAY) is not None
    except NotADay:
        return False


def _quoted(typed: str) -> str:
    return f'"{typed}"' if " " in typed else typed


def _reference(typed: str) -> tuple[Target, ...]:
    """What can be a merchant's own reference: one word with a digit in it, as long as the API takes it."""
    fits = len(typed) <= ORDER_LIMIT and typed.isprintable() and " " not in typed
    return (AskReference(typed),) if fits and any(each.isdecimal() for each in typed) else ()


def _words(typed: str) -> SearchLoaded:
    return SearchLoaded(Clue.NAME, typed, typed, typed)
