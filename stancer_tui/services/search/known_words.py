"""The words that a field of few values may hold, and what is said of one that it cannot."""

from collections.abc import Callable, Collection, Iterable, Sequence
from difflib import get_close_matches

from stancer_tui.models.folding import fold
from stancer_tui.reference import statuses
from stancer_tui.services.search.values import Unclear

Seen = Callable[[str], Sequence[str]]
"""The values of a word field in the loaded rows, the most frequent first."""

DERIVED = ("refunded", "part_refunded", "to_refund", "refund_sent", "refund", "unreadable")
"""What a list of payments says beside the API's statuses."""

NONE = "none"
"""The value of a word field that a row does not report: `status:none`, `code:none`."""

CLOSED = {"refunded": ("yes", "no", "full", "part"), "disputed": ("yes", "no")}
"""Fields whose values are words of ours alone."""

FRENCH_STATUSES = {
    "annule": "canceled",
    "annulee": "canceled",
    "autorise": "authorized",
    "autorisee": "authorized",
    "conteste": "disputed",
    "contestee": "disputed",
    "echoue": "failed",
    "echouee": "failed",
    "expire": "expired",
    "expiree": "expired",
    "litige": "disputed",
    "refuse": "refused",
    "refusee": "refused",
    "rembourse": "refunded",
    "remboursee": "refunded",
    "remboursement": "refund",
}
"""What a French agent calls a status, without its accents."""

_YES_OR_NO = {"oui": "yes", "non": "no", "true": "yes", "false": "no"}
_ENGLISH = {
    "refunded": {**_YES_OR_NO, "partiel": "part", "partial": "part", "total": "full", "tout": "full"},
    "disputed": _YES_OR_NO,
    "3ds": _YES_OR_NO,
    "method": {"carte": "card"},
    "status": FRENCH_STATUSES,
}
"""French words, and those that come to mind, for the values of a field."""

NEAR = 0.6
"""How alike a mistyped word and its suggestion are, by difflib's measure."""


def status_word(text: str) -> str:
    """A status as the API writes it: "To capture" is to_capture, "Refusé" is refused."""
    word = "_".join(fold(text).split())
    return FRENCH_STATUSES.get(word, word)


def judged_status(word: str, kind: str = "payment", seen: Iterable[str] = ()) -> str:
    """The status that a word names as a whole: "Refused" is refused, "to capture" is to_capture.

    `kind` is one of `reference.statuses.OBJECTS`; `seen` are further statuses that objects were seen with.
    Raises `Unclear`, whose sentence suggests the status that may have been meant.
    """
    wanted = status_word(word)
    known = (*answered(kind), *seen)
    if wanted in known:
        return wanted
    others = [statuses.OBJECT_WORDS[other] for other in statuses.OBJECTS if wanted in answered(other)]
    if others:
        of = statuses.OBJECT_WORDS[kind]
        raise Unclear(f"{wanted} is a status of a {others[0]}, not of a {of}: {_named(known)}.")
    raise Unclear(f"{word.strip() or 'An empty text'} is no status; {_suggestion(wanted, known)}")


def judged(field: str, words: Sequence[str], seen: Seen | None, *, payments: bool) -> tuple[str, ...]:
    """The folded words of a word field, in English; each begins a word that the field may hold.

    A field whose words the reference does not close takes any. Raises `Unclear` for the first word that is
    none, with a suggestion.
    """
    meant = tuple(_ENGLISH.get(field, {}).get(word, word) for word in words)
    known: Collection[str] = _vocabulary(field, payments=payments)
    for word in meant if known else ():
        if any(each.startswith(word) for each in known):
            continue
        if field not in CLOSED and seen is not None:
            known = (*known, *map(fold, seen(field)))
        if not any(each.startswith(word) for each in known):
            wrong = (
                f"{word} is no {field}" if field in {"status", "method"} else f"There is no {field}:{word}"
            )
            raise Unclear(f"{wrong}; {_suggestion(word, known)}")
    return meant


def _vocabulary(field: str, *, payments: bool) -> tuple[str, ...]:
    if field in CLOSED:
        return CLOSED[field]
    if field == "method":
        return ("card", "sepa", NONE)
    if field == "3ds":
        return ("yes", "no", *answered("auth"), NONE)
    if field != "status":
        return ()
    if payments:
        return (*answered("payment"), *DERIVED, NONE)
    return (*dict.fromkeys(word for kind in statuses.OBJECTS for word in answered(kind)), *DERIVED, NONE)


def _suggestion(word: str, known: Collection[str]) -> str:
    near = get_close_matches(word, list(dict.fromkeys(known)), 1, NEAR)
    return f"did you mean {near[0]}?" if near else f"write {_named(known)}."


def _named(known: Collection[str]) -> str:
    *first, last = dict.fromkeys(known)
    return f"{', '.join(first)} or {last}" if first else last


def answered(kind: str) -> tuple[str, ...]:
    """The statuses that the API answers with for an object; what is only sent to it is none."""
    return tuple(entry.status for entry in statuses.entries(kind) if not entry.settable)
