"""A search taken apart: its terms as typed, and what is said of one that has two readings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from stancer_tui.language import _
from stancer_tui.models.folding import fold
from stancer_tui.models.ids import Kind
from stancer_tui.models.typed_amounts import BLANKS, SIGNS, NotAnAmount, TwoReadings, one_blank, read_number
from stancer_tui.services.search import conditions as facets
from stancer_tui.services.search import phones
from stancer_tui.services.search.conditions import Holds
from stancer_tui.services.search.spoken_words import begun_fields, field_meant, flag_meant
from stancer_tui.services.search.values import is_day
from stancer_tui.services.typed_dates import MONTHS
from stancer_tui.store.query import Condition, Facet

FLAGS = ("refunded", "disputed", "3ds")
"""Fields that are also words of their own: `refunded` is `refunded:yes`."""

ID_PREFIX = f"{Kind.PAYMENT}_"
"""A word that begins so is looked for in the ids."""

_PLAIN = rf"[0-9]{{1,3}}(?:[{BLANKS}'\u2019][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,'\u2019][0-9]+)*"
_SIGN = f"[{''.join(SIGNS)}]"
_MONEY = rf"(?:{_SIGN}[{BLANKS}]?(?:{_PLAIN})|(?:{_PLAIN})(?:[{BLANKS}]?{_SIGN})?)"
_END = r"(?=\s|\Z)"
_AMOUNT_FIELD = re.compile(
    rf"(?P<sign>[!-])?(?P<field>amount|montant):(?P<value>(?:[<>]=?)?{_MONEY}(?:\.\.(?:{_MONEY})?)?|\.\.{_MONEY}){_END}",
    re.IGNORECASE,
)
_DATE_FIELD = re.compile(
    rf"(?P<sign>[!-])?(?P<field>date|jour|day):"
    rf"(?P<value>(?:[0-9]{{1,2}}(?:er|st|nd|rd|th)?[{BLANKS}])?(?P<month>[^\W\d_]+)\.?(?:[{BLANKS}][0-9]{{4}})?){_END}",
    re.IGNORECASE,
)
_PHONE = rf"(?:{phones.FRENCH}|{phones.BEGUN}|{phones.FOREIGN})"
_PHONE_TERM = re.compile(
    rf"(?P<sign>[!-])?(?P<field>(?:phone|t[eé]l|t[eé]l[eé]phone|mobile|portable|customer|client):)?(?P<value>{_PHONE}){_END}",
    re.IGNORECASE,
)
_WHOLE_PHONE = re.compile(_PHONE)
_WHOLE_AMOUNT = re.compile(
    rf"(?P<sign>!)?(?P<value>{_SIGN}[{BLANKS}]?(?:{_PLAIN})|(?:{_PLAIN})[{BLANKS}]?{_SIGN}"
    rf"|[0-9]{{1,3}}(?:[{BLANKS}][0-9]{{3}})+,[0-9]{{2}}|[0-9]{{1,3}}(?:[{BLANKS[1:]}][0-9]{{3}})+(?:[.,][0-9]+)?){_END}"
)
_TERM = re.compile(
    r"""(?P<sign>[!-])? (?:(?P<field>[^\W\d_]\w*|3ds):)? (?:"(?P<quoted>[^"]*)"?|(?P<plain>\S*))""",
    re.VERBOSE | re.IGNORECASE,
)
_DECIMAL_COMMA = re.compile(r"(?:[0-9]+|[1-9][0-9.,'\u2019]*),[0-9]{1,2}")
_GROUPED = re.compile(rf"[0-9]{{1,3}}(?:[{BLANKS}][0-9]{{3}})+(?:[.,][0-9]+)?")


@dataclass(frozen=True, slots=True)
class Note:
    """What a term is taken for, where the agent may have meant something else: its place, and a sentence."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term as typed, from `start` to `end`; `field` is None for a word, `value` keeps its case."""

    start: int
    end: int
    field: str | None
    value: str
    exclude: bool
    condition: Condition | None = None


def read_terms(text: str, fields: Mapping[str, Facet]) -> Iterator[Term | Note]:
    """The terms of a text, not yet compiled, and notes on them; what has only begun is left out."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        end = place
        for part in _special(text, place, fields) or _general(text, place, fields):
            end = max(end, part.end)
            if part.field is not None or part.value:
                yield part
                yield from _notes(part, text[part.start : part.end])
        if end == place:
            return
        place = end


def _special(text: str, place: int, fields: Mapping[str, Facet]) -> list[Term]:
    """Phone numbers, amounts and dates, which may have blanks inside; none where none of them begins here."""
    first = text[place]
    if first in "\"'":
        return []
    if "phone" in fields and (found := _PHONE_TERM.match(text, place)) is not None:
        name = (found["field"] or "phone:")[:-1]
        if found["field"] or not phones.UNDIVIDED.fullmatch(found["value"]):
            field = field_meant(name, found["value"], fields)
            return [_at(found, field, phones.phone_digits(found["value"]))] if field in fields else []
    if "amount" in fields and (found := _AMOUNT_FIELD.match(text, place)) is not None:
        return [_at(found, "amount", found["value"]), *_currencies(found, fields)]
    if "date" in fields and (found := _DATE_FIELD.match(text, place)) is not None:
        return [_at(found, "date", found["value"])] if fold(found["month"]) in MONTHS else []
    if (found := _WHOLE_AMOUNT.match(text, place)) is not None:
        return _whole_amount(found, fields)
    return []


def _whole_amount(found: re.Match[str], fields: Mapping[str, Facet]) -> list[Term]:
    """An amount with the sign of its currency is that amount; one in groups is a word as lists show it."""
    typed = re.sub(_SIGN, "", found["value"])
    if typed != found["value"] and "amount" in fields:
        return [_at(found, "amount", found["value"]), *_currencies(found, fields)]
    try:
        return [_at(found, None, _as_shown(typed))]
    except NotAnAmount:
        return []


def _currencies(found: re.Match[str], fields: Mapping[str, Facet]) -> list[Term]:
    codes = [code for sign, known in SIGNS.items() if sign in found["value"] for code in known]
    if not codes or "currency" not in fields or found["sign"]:
        return []
    return [_at(found, "currency", ",".join(codes))]


def _at(found: re.Match[str], field: str | None, value: str) -> Term:
    return Term(found.start(), found.end(), field, value, found["sign"] is not None)


def _general(text: str, place: int, fields: Mapping[str, Facet]) -> list[Term]:
    match = _TERM.match(text, place)
    if match is None or match.end() == place:
        return []
    return [_term(match, fields) or Term(match.start(), match.end(), None, "", exclude=False)]


def _term(match: re.Match[str], fields: Mapping[str, Facet]) -> Term | None:
    sign, field, quoted = match["sign"], match["field"], match["quoted"]
    value = match["plain"] if quoted is None else quoted
    whole = match.group()
    if field is not None and quoted is None and value.startswith("//"):
        sign, field, value = None, None, whole  # an address is a word
    elif field is not None:
        field = field_meant(field, value, fields)
    elif value.lower().startswith(ID_PREFIX):
        field = "id"
    elif quoted is None and (flag := flag_meant(value, FLAGS)) is not None and flag in fields:
        field, value = flag, "yes"
    elif quoted is None and "date" in fields and is_day(value):
        field = "date"
    elif sign == "-":  # a dash excludes fields only: order numbers have dashes
        if quoted is None and next(begun_fields(value, fields), None) is not None:
            return None
        sign, value = None, whole.replace('"', "") if quoted is not None else whole
    if not fold(value).strip() and (
        field is None or (field in fields and match.string[match.end() :].strip())
    ):
        return None
    term = Term(match.start(), match.end(), field, value, sign is not None)
    return term if field is not None else _word(term, fields, quoted=quoted is not None)


def _word(term: Term, fields: Mapping[str, Facet], *, quoted: bool) -> Term:
    """What a word is looked for as: the digits of a phone number, an amount as lists show it, or itself."""
    value = term.value
    if "phone" in fields:
        whole = _WHOLE_PHONE.fullmatch(value)
        digits = phones.phone_digits(value) if whole else value
        if fields["phone"] is facets.phone and phones.UNDIVIDED.fullmatch(digits):
            return replace(term, value=digits, condition=Holds(facets.numbers, digits))
        if whole:
            return replace(term, field="phone", value=digits)
    french = not quoted and _DECIMAL_COMMA.fullmatch(value)
    return replace(term, value=_french(value)) if french else term


def _french(word: str) -> str:
    """A word that is an amount with a decimal comma, as lists show it; another one as it is."""
    if word.startswith("0") and not word.startswith("0,"):
        return word.replace(",", ".")
    try:
        return _as_shown(word)
    except NotAnAmount:
        return word


def _as_shown(typed: str) -> str:
    whole, fraction = read_number(one_blank(typed))
    return f"{whole:,}" if fraction is None else f"{whole:,}.{fraction}"


def _notes(term: Term, typed: str) -> Iterator[Note]:
    """What is said of a term that is taken for something that it does not say itself."""
    bare = typed.lstrip("!-")
    if term.field == "date" and ":" not in typed:
        told = _("{typed} is read as a day, date:{typed}; in quotes it is a word.", typed=bare)
        yield Note(term.start, term.end, told)
    elif term.field in {None, "amount"} and (grouped := _GROUPED.search(bare)) is not None:
        if '"' in bare or re.search(_SIGN, bare):
            return
        told = _("{typed} is read as one amount; in another order they are two words.", typed=grouped[0])
        yield Note(term.start, term.end, told)
    elif term.field is None and bare == term.value:
        try:
            read_number(bare)
        except TwoReadings as error:
            yield Note(term.start, term.end, _("{why} It is looked for as it is typed.", why=error))
        except NotAnAmount:
            return
