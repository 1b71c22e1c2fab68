"""Response codes: what a code means, who can fix it, whether to retry, what to tell the customer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from gettext import NullTranslations
from typing import Any

from stancer_tui.language import N_, Language, _, current, using
from stancer_tui.reference.tables import table as packaged


class Family(StrEnum):
    """The tables that a code can come from; 14 and 42 mean different things in two of them."""

    CARD = "card"
    SEPA = "sepa"
    DISPUTE = "dispute"
    HTTP = "http"
    STATUS = "status"

    @property
    def words(self) -> str:
        """The family as a heading names it."""
        return _(_FAMILY_WORDS[self])


class Fixer(StrEnum):
    """Who can put the cause right."""

    CUSTOMER = "customer"
    BANK = "bank"
    MERCHANT = "merchant"
    STANCER = "stancer"
    NOBODY = "nobody"

    @property
    def words(self) -> str:
        """The party as a sentence names it."""
        return _(_FIXER_WORDS[self])


class Retry(StrEnum):
    """Whether another try makes sense."""

    NOW = "now"
    LATER = "later"
    OTHER_MEANS = "other_means"
    NEVER = "never"
    NOT_NEEDED = "not_needed"

    @property
    def words(self) -> str:
        """The advice in two or three words."""
        return _(_RETRY_WORDS[self])


_FAMILY_WORDS = {
    Family.CARD: N_("card response code"),
    Family.SEPA: N_("SEPA reason code"),
    Family.DISPUTE: N_("dispute response code"),
    Family.HTTP: N_("HTTP response code"),
    Family.STATUS: N_("status"),
}
_FIXER_WORDS = {
    Fixer.CUSTOMER: N_("the customer"),
    Fixer.BANK: N_("the customer's bank"),
    Fixer.MERCHANT: N_("the merchant"),
    Fixer.STANCER: N_("Stancer"),
    Fixer.NOBODY: N_("nobody"),
}
_RETRY_WORDS = {
    Retry.NOW: N_("now"),
    Retry.LATER: N_("later"),
    Retry.OTHER_MEANS: N_("with other means"),
    Retry.NEVER: N_("never"),
    Retry.NOT_NEEDED: N_("not needed"),
}
_FILES = {
    Family.CARD: "cards",
    Family.SEPA: "sepa",
    Family.DISPUTE: "disputes",
    Family.HTTP: "http",
}


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """What is known of one code of one family.

    `say_en` and `say_fr` may be told to the customer as they stand. When `sensitive`, nothing else of the
    entry may be. `in_table` is False for a code that the reference names outside the family's own table.
    """

    code: str
    family: Family
    network: str | None
    title: str
    meaning: str
    fixer: Fixer
    retry: Retry
    retry_note: str
    say_en: str
    say_fr: str
    sensitive: bool
    source: str
    in_table: bool
    also: str = ""
    """Further French words for it, which searches find and nothing shows."""


def _entry(
    row: dict[str, Any], file: dict[str, Any], catalogue: NullTranslations, *, in_table: bool
) -> CodeEntry:
    say = catalogue.gettext
    words = packaged("customer_words")[row["say"]]
    return CodeEntry(
        code=row["code"],
        family=Family(file["family"]),
        network=row.get("network", file.get("network")),
        title=say(row["title"]),
        meaning=say(row["meaning"]),
        fixer=Fixer(row["fixer"]),
        retry=Retry(row["retry"]),
        retry_note=say(row["retry_note"]),
        say_en=words["en"],
        say_fr=words["fr"],
        sensitive=row.get("sensitive", False),
        source=say(row.get("source", file["source"])),
        in_table=in_table,
        also=row.get("also", ""),
    )


def entries(family: Family) -> tuple[CodeEntry, ...]:
    """Every entry of `family`: its table in the reference's order, then codes named outside it.

    Raises `ValueError` for `Family.STATUS`: a status needs its object (`stancer_tui.reference.statuses`).
    """
    if family is Family.STATUS:
        raise ValueError("a status is looked up by its object, in stancer_tui.reference.statuses")
    return _entries(family, current().catalogue)


@cache
def _entries(family: Family, catalogue: NullTranslations) -> tuple[CodeEntry, ...]:
    """The entries translated by `catalogue`."""
    file = packaged(_FILES[family])
    return tuple(
        _entry(row, file, catalogue, in_table=key == "code")
        for key in ("code", "outside")
        for row in file.get(key, ())
    )


def table(family: Family) -> tuple[CodeEntry, ...]:
    """The entries of the reference's own table of `family`, in its order."""
    return tuple(entry for entry in entries(family) if entry.in_table)


@cache
def _by_code(family: Family, catalogue: NullTranslations) -> dict[str, CodeEntry]:
    return {entry.code: entry for entry in _entries(family, catalogue)}


def normalise(code: str) -> str:
    """`code` as the tables write it: no spaces around, upper case."""
    return code.strip().upper()


def lookup(code: str, family: Family) -> CodeEntry | None:
    """The entry of `code` in `family`, or None when the family has no such code.

    Raises `ValueError` for `Family.STATUS`, as `entries` does.
    """
    if family is Family.STATUS:
        raise ValueError("a status is looked up by its object, in stancer_tui.reference.statuses")
    return _by_code(family, current().catalogue).get(normalise(code))


def find(code: str) -> list[CodeEntry]:
    """The entries of `code` in every family of codes."""
    return [entry for family in _FILES if (entry := lookup(code, family)) is not None]


def search(text: str, fold: Callable[[str], str] = str.casefold) -> list[CodeEntry]:
    """The entries that hold every word of `text`, in any language; all of them for an empty text.

    Exact codes come first. `fold` is applied to both sides before they are compared.
    """
    words = fold(text).split()
    hits = [
        entry
        for family in _FILES
        for entry, text in searched(family, fold)
        if all(word in text for word in words)
    ]
    return sorted(hits, key=lambda entry: fold(entry.code) not in words)


def searched(family: Family, fold: Callable[[str], str]) -> Iterator[tuple[CodeEntry, str]]:
    """Each entry of a family with its search text, which has its words in every language."""
    return zip(entries(family), _searched(family, fold), strict=True)


@cache
def _searched(family: Family, fold: Callable[[str], str]) -> tuple[str, ...]:
    """The search text of each entry of a family, in their order."""
    texts: list[list[str]] = []
    for language in Language:
        with using(language):
            texts.append([fold(_words(entry)) for entry in entries(family)])
    return tuple(map(" ".join, zip(*texts, strict=True)))


def _words(entry: CodeEntry) -> str:
    """The words of an entry in the current language."""
    words = (
        entry.code,
        entry.family.words,
        entry.network or "",
        entry.title,
        entry.meaning,
        entry.retry_note,
        entry.say_en,
        entry.say_fr,
        entry.also,
    )
    return " ".join(words)
