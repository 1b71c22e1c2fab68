"""What a form is, as data: its fields and their limits, what it sends, the outcome."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from stancer_tui.api.errors import ApiError
from stancer_tui.language import N_
from stancer_tui.models.ids import Kind
from stancer_tui.ui.shell import quit_warnings

Raw = str | bool
"""The value of a field, as typed: text, the value of a choice, or a flag."""

Raws = Mapping[str, Raw]

Values = Mapping[str, Any]
"""What was read out of the fields, by name; None where an optional field is empty or not shown."""


class FieldKind(StrEnum):
    """How a field is typed, and what is read out of it."""

    TEXT = "text"
    """str, without outer blanks."""
    NUMBER = "number"
    """int."""
    AMOUNT = "amount"
    """int of minor units, in the field's `currency` or in that of the field `currency_from`."""
    CHOICE = "choice"
    """The value of one of the field's `choices`."""
    FLAG = "flag"
    """bool."""
    DATE = "date"
    """datetime.date; typed as YYYY-MM-DD, or day first as DD/MM/YYYY."""
    IBAN = "iban"
    """str without blanks, grouped in fours as it is typed, its checksum checked."""
    ID = "id"
    """str, the id of an object of the field's `of`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice; `label` is a constant of ours, in English."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class When:
    """A field is there only while the field `name` holds one of `values`."""

    name: str
    values: tuple[Raw, ...]

    def __call__(self, raws: Raws) -> bool:
        """Whether it holds."""
        return raws.get(self.name) in self.values


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said under a field that is filled in correctly; safe to show."""

    text: str
    warns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field.

    `rule` names its limit in `api.fields.FIELDS` (object, name); `limit` is said instead of the rule's words.
    `also` is what the form checks beyond the rule: it raises ValueError with a sentence. `remark` says what
    a valid value means. `api_name` is how the API's errors name the field, such as "customer.email".
    `when` says when it is there at all: what is not there is neither checked nor sent. A `recent` date may be
    typed as "hier", "lundi" or 21/11.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    rule: tuple[str, str] | None = None
    required: bool = False
    limit: str | None = None
    placeholder: str = ""
    masked: bool = False
    initial: Raw = ""
    choices: tuple[Choice, ...] = ()
    of: Kind | None = None
    currency: str = "eur"
    currency_from: str | None = None
    recent: bool = False
    also: Callable[[Any], object] | None = None
    remark: Callable[[Any], Remark | None] | None = None
    api_name: str | None = None
    when: Callable[[Raws], bool] | None = None

    def there(self, raws: Raws) -> bool:
        """Whether the field is shown, checked and sent with the values of the others."""
        return self.when is None or self.when(raws)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of words between fields; a constant of ours."""

    text: str
    when: Callable[[Raws], bool] | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Test data that fills some fields at once; `label` is safe to show."""

    label: str
    values: Raws


@dataclass(frozen=True, slots=True)
class NextStep:
    """A next step once it is created: a button that calls `run`; `label` is a constant of ours."""

    id: str
    label: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """What was created: `words` are safe to show and end in a full stop.

    With `kind` and `object_id` the form offers to open it; with `closes` the form closes, a notice says
    the words, and what was created is opened at once.
    """

    words: str
    kind: Kind | None = None
    object_id: str | None = None
    next_steps: tuple[NextStep, ...] = ()
    closes: bool = False


WHOLE = ""
"""Stands for a field's name where the form as a whole is wrong."""


def no_errors(values: Values) -> Mapping[str, str]:  # noqa: ARG001 - the shape of a check
    """The check of a form whose fields need nothing of each other."""
    return {}


def _no_more(error: ApiError) -> str:  # noqa: ARG001 - the shape of an explanation
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: `name` identifies its draft, with the object's id in it where one is changed.

    Its words are constants of ours in English, or said already.

    `send` sends once and gives what was created; it raises `ApiError`. `check` finds what is wrong between
    fields, by the field at which it is said, or `WHOLE`. `look` reads whether it was created after all, where
    that can be known (None: nothing of it is there). `caution` gives a sentence to know before sending, or
    "". `unknown` says what to do when the outcome is not known, `repeat` what sending again does if the
    first one was done, `explain` more about an error, or "", `left` what is known of it if the
    program is left before its answer comes.
    """

    name: str
    title: str
    action: str
    parts: tuple[FormField | Heading, ...]
    send: Callable[[Values], Awaitable[Created]]
    intro: str = ""
    check: Callable[[Values], Mapping[str, str]] = no_errors
    suggestions: tuple[Suggestion, ...] = ()
    caution: Callable[[], Awaitable[str]] | None = None
    look: Callable[[], Awaitable[Created | None]] | None = None
    unknown: str = N_("Check whether it is there before you send it again.")
    repeat: str = N_("If it was, this does it twice.")
    explain: Callable[[ApiError], str] = _no_more
    left: Callable[[], str] = quit_warnings.created
    fields: tuple[FormField, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", tuple(each for each in self.parts if isinstance(each, FormField)))

    @property
    def initial(self) -> dict[str, Raw]:
        """The values of the fields when nothing was typed."""
        return {each.name: _initial(each) for each in self.fields}


def _initial(each: FormField) -> Raw:
    if each.kind is FieldKind.FLAG:
        return bool(each.initial)
    if each.kind is FieldKind.CHOICE and each.initial == "":
        return each.choices[0].value
    return each.initial
