"""The words that a field of few values may hold, and what is said of one that it cannot."""

from collections.abc import Callable, Collection, Iterable, Sequence

from stancer_tui.language import _
from stancer_tui.models.folding import fold
from stancer_tui.reference import statuses
from stancer_tui.services.search.spoken_words import (
    FRENCH_VALUES,
    NONE,
    begun_values,
    near_value,
    spoken_field,
    spoken_value,
    value_meant,
)
from stancer_tui.services.search.values import Unclear

Seen = Callable[[str], Sequence[str]]
"""The values of a word field in the loaded rows, the most frequent first."""

DERIVED = ("refunded", "part_refunded", "to_refund", "refund_sent", "refund", "unreadable")
"""What a list of payments says beside the API's statuses."""

REASONS = tuple(FRENCH_VALUES["reason"])
"""The program's reasons of a refund, and that none was given; the merchant may have others."""

CLOSED = {"refunded": ("yes", "no", "full", "part"), "disputed": ("yes", "no")}
"""Fields whose values are words of ours alone."""

_NAMED = {**CLOSED, "method": ("card", "sepa", NONE), "reason": REASONS}


def status_word(text: str) -> str:
    """A status as the API writes it: "To capture" is to_capture, "Refusé" is refused."""
    word = "_".join(fold(text).split())
    meant = value_meant("status", word, ())
    return meant[0] if meant and meant[0] != NONE else word


def judged_status(word: str, kind: str = "payment", seen: Iterable[str] = ()) -> str:
    """The status that a word names as a whole: "Refused" is refused, "to capture" is to_capture.

    `kind` is one of `reference.statuses.OBJECTS`; `seen` are further statuses that objects were seen with.
    Raises `Unclear`, whose sentence suggests the status that may have been meant.
    """
    known = (*answered(kind), *seen)
    typed = "_".join(fold(word).split())
    wanted = next((each for each in value_meant("status", typed, known) if each != NONE), typed)
    if wanted in known:
        return wanted
    others = [_(statuses.OBJECT_WORDS[other]) for other in statuses.OBJECTS if wanted in answered(other)]
    if others:
        raise Unclear(
            _(
                "{status} is a status of a {other}, not of a {object}: {statuses}.",
                status=spoken_value("status", wanted),
                other=others[0],
                object=_(statuses.OBJECT_WORDS[kind]),
                statuses=_named("status", known),
            )
        )
    wrong = _("{word} is no status", word=wanted) if word.strip() else _("An empty text is no status")
    raise Unclear(_("{wrong}; {hint}", wrong=wrong, hint=_suggestion("status", wanted, known)))


def judged(field: str, words: Sequence[str], seen: Seen | None, *, payments: bool) -> tuple[str, ...]:
    """The folded words of a word field, in English; each begins a word that the field may hold.

    A field whose words the reference does not close takes any. Raises `Unclear` for the first word that is
    none, with a suggestion.
    """
    known: Collection[str] = _vocabulary(field, payments=payments)
    meant: list[str] = []
    for word in words:
        if french := value_meant(field, word, known):
            found = french
        elif any(each.startswith(word) for each in known):
            found = (word,)
        else:
            found = begun_values(field, word, known) or (word,)
        meant += found
        if not known or any(each.startswith(found) for each in known):
            continue
        if field not in CLOSED and seen is not None:
            known = (*known, *map(fold, seen(field)))
        if not any(each.startswith(found) for each in known):
            raise Unclear(_wrong(field, word, known))
    return tuple(dict.fromkeys(meant))


def _wrong(field: str, word: str, known: Collection[str]) -> str:
    hint = _suggestion(field, word, known)
    if field == "status":
        return _("{wrong}; {hint}", wrong=_("{word} is no status", word=word), hint=hint)
    if field == "method":
        return _("{wrong}; {hint}", wrong=_("{word} is no method", word=word), hint=hint)
    return _("There is no {field}:{word}; {hint}", field=spoken_field(field), word=word, hint=hint)


def _vocabulary(field: str, *, payments: bool) -> tuple[str, ...]:
    if field in _NAMED:
        return _NAMED[field]
    if field == "3ds":
        return ("yes", "no", *answered("auth"), NONE)
    if field != "status":
        return ()
    if payments:
        return (*answered("payment"), *DERIVED, NONE)
    return (*dict.fromkeys(word for kind in statuses.OBJECTS for word in answered(kind)), *DERIVED, NONE)


def _suggestion(field: str, word: str, known: Collection[str]) -> str:
    near = near_value(field, word, known)
    if near is not None:
        return _("did you mean {word}?", word=near)
    return _("write {words}.", words=_named(field, known))


def _named(field: str, known: Collection[str]) -> str:
    *first, last = (spoken_value(field, each) for each in dict.fromkeys(known))
    return _("{first} or {last}", first=", ".join(first), last=last) if first else last


def answered(kind: str) -> tuple[str, ...]:
    """The statuses that the API answers with for an object; what is only sent to it is none."""
    return tuple(entry.status for entry in statuses.entries(kind) if not entry.settable)
