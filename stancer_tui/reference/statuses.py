"""Statuses: what a status means on the object that carries it, and what is advised."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from typing import Any

from stancer_tui.language import N_, Language, _, current, using
from stancer_tui.reference.codes import Fixer, Retry
from stancer_tui.reference.tables import table as packaged

OBJECT_WORDS = {
    "payment": N_("payment"),
    "refund": N_("refund"),
    "auth": N_("authentication of a payment"),
    "scoring": N_("scoring"),
    "payout": N_("payout"),
    "check": N_("account check"),
    "page": N_("payment page in an iframe"),
}
"""How a sentence names each object that carries a status, in English."""

OBJECTS = tuple(OBJECT_WORDS)
"""The objects that carry a status."""


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """What is known of one status of one object, and this program's advice on it.

    `say_en` and `say_fr` may be told to the customer as they stand. `settable` words are sent to the API and
    never answered by it: nothing is advised on them, and their sentences are empty. `documented` is False for
    a status that no table of the reference lists.
    """

    object: str
    status: str
    title: str
    meaning: str
    fixer: Fixer
    retry: Retry
    retry_note: str
    say_en: str
    say_fr: str
    settable: bool
    source: str
    documented: bool

    @property
    def shown(self) -> str:
        """The status as lists show it in French; in English, and where no list shows it, the API's word."""
        words = self.status.replace("_", " ")
        said = words if self.settable or self.object == "page" else _(words)
        return self.status if said == words else said


NO_STATUS = "no status"
"""How a payment without a status is named."""


def _entry(
    kind: str, word: str, row: dict[str, Any], source: str, catalogue: NullTranslations
) -> StatusEntry:
    say = catalogue.gettext
    words = packaged("customer_words")[row["say"]] if "say" in row else {"en": "", "fr": ""}
    return StatusEntry(
        object=kind,
        status=word,
        title=say(row["title"]),
        meaning=say(row["meaning"]),
        fixer=Fixer(row.get("fixer", Fixer.NOBODY)),
        retry=Retry(row.get("retry", Retry.NOT_NEEDED)),
        retry_note=say(row["retry_note"]) if "retry_note" in row else "",
        say_en=words["en"],
        say_fr=words["fr"],
        settable=row.get("settable", False),
        source=say(row.get("source", source)),
        documented=row.get("documented", True),
    )


def entries(kind: str) -> tuple[StatusEntry, ...]:
    """Every status of the object `kind`. Raises `KeyError` for a word that is not one of `OBJECTS`."""
    return _entries(kind, current().catalogue)


@cache
def _entries(kind: str, catalogue: NullTranslations) -> tuple[StatusEntry, ...]:
    """The entries translated by `catalogue`."""
    section = packaged("statuses")[kind]
    return tuple(
        _entry(kind, word, row, section["source"], catalogue) for word, row in section["status"].items()
    )


def no_status() -> StatusEntry:
    """The entry of a payment without a status, which the API's tables do not list."""
    return _no_status(current().catalogue)


@cache
def _no_status(catalogue: NullTranslations) -> StatusEntry:
    row = packaged("statuses")["no_status"]
    return _entry("payment", NO_STATUS, row, row["source"], catalogue)


def normalise(word: str) -> str:
    """`word` as the tables write it: no spaces around, lower case."""
    return word.strip().lower()


def status(kind: str, word: str) -> StatusEntry | None:
    """The entry of the status `word` of the object `kind`, or None when nothing is known of it."""
    wanted = normalise(word)
    if kind not in OBJECTS:
        return None
    return next((entry for entry in entries(kind) if entry.status == wanted), None)


def find(word: str, fold: Callable[[str], str] = str.casefold) -> list[StatusEntry]:
    """The entries of the status `word` on every object that has it; `NO_STATUS` is found too.

    A word that is not a status of the API is looked up among the French words of lists, folded by `fold`.
    """
    if normalise(word) == NO_STATUS:
        return [no_status()]
    found = [entry for kind in OBJECTS if (entry := status(kind, word)) is not None]
    french = () if found else in_french(word, fold)
    return found or [entry for entry in everything() if entry.status in french]


def in_french(word: str, fold: Callable[[str], str] = str.casefold) -> tuple[str, ...]:
    """The statuses that French lists show as `word`, which may be in its feminine form."""
    wanted = " ".join(fold(word).replace("_", " ").split())
    shown = _in_french(fold)
    return next((shown[each] for each in (wanted, wanted.removesuffix("e")) if each in shown), ())


@cache
def _in_french(fold: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    with using(Language.FR):
        for entry in everything():
            if entry.shown != entry.status:
                french = fold(entry.shown)
                found[french] = tuple(dict.fromkeys((*found.get(french, ()), entry.status)))
    return found


def everything() -> list[StatusEntry]:
    """Every entry, by object."""
    return [no_status(), *(entry for kind in OBJECTS for entry in entries(kind))]


def search(text: str, fold: Callable[[str], str] = str.casefold) -> list[StatusEntry]:
    """The entries that hold every word of `text`, in any language; all of them for an empty text.

    `fold` is applied to both sides before they are compared.
    """
    words = fold(text).split()
    return [entry for entry, text in searched(fold) if all(word in text for word in words)]


def searched(fold: Callable[[str], str]) -> Iterator[tuple[StatusEntry, str]]:
    """Each entry with its search text, which has its words in every language."""
    return zip(everything(), _searched(fold), strict=True)


@cache
def _searched(fold: Callable[[str], str]) -> tuple[str, ...]:
    """The search text of each entry, in the order of `everything`."""
    texts: list[list[str]] = []
    for language in Language:
        with using(language):
            texts.append([fold(_words(entry)) for entry in everything()])
    return tuple(map(" ".join, zip(*texts, strict=True)))


def _words(entry: StatusEntry) -> str:
    """The words of an entry in the current language."""
    words = (
        entry.object,
        _(OBJECT_WORDS[entry.object]),
        entry.status,
        entry.shown,
        entry.title,
        entry.meaning,
        entry.retry_note,
        entry.say_en,
        entry.say_fr,
    )
    return " ".join(words)
