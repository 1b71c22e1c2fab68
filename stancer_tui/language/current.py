"""What is said, in the language that was chosen: gettext over the catalogue of the program that asks."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from struct import error as StructError  # noqa: N812 - struct's own name is that of any error

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "stancer_tui"


class Language(StrEnum):
    """The languages that the program speaks, by their ISO 639-1 codes."""

    EN = "en"
    FR = "fr"

    @property
    def own_name(self) -> str:
        """The language as it calls itself."""
        return {Language.EN: "English", Language.FR: "Français"}[self]


class Locale:
    """The language of one running program; `catalogue` translates, `language` writes numbers and dates."""

    def __init__(self, language: Language, catalogue: NullTranslations) -> None:
        self.language = language
        self.catalogue = catalogue


@cache
def catalogue(language: Language) -> NullTranslations:
    """The catalogue of a language; English is written in the program, and said where words are missing."""
    return NullTranslations() if language is Language.EN else _words(language) or NullTranslations()


def _words(language: Language) -> NullTranslations | None:
    """The words of a language in this installation; None where there are none, or they cannot be read."""
    from stancer_tui.language.words import Words

    with suppress(OSError, ValueError, StructError):
        return Words(LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.mo")
    return None


_ENGLISH = Locale(Language.EN, catalogue(Language.EN))
"""What holds where no program has chosen, such as in a script that uses the client alone; never changed."""

_LOCALE: ContextVar[Locale] = ContextVar("locale", default=_ENGLISH)
"""Tasks and threads take over the context of the program that starts them, and with it one shared locale."""


def has_words(language: Language) -> bool:
    """Whether the words of a language are in this installation; without them all is said in English."""
    return language is Language.EN or _words(language) is not None


def current() -> Locale:
    """What this program speaks now."""
    return _LOCALE.get()


@contextmanager
def using(language: Language, words: NullTranslations | None = None) -> Iterator[Locale]:
    """Speak a language; `words` are those of another catalogue than its own."""
    spoken = Locale(language, catalogue(language) if words is None else words)
    token = _LOCALE.set(spoken)
    try:
        yield spoken
    finally:
        _LOCALE.reset(token)


def own_locale() -> None:
    """Let a program that may change its language have a locale of its own: no other one changes with it."""
    spoken = current()
    _LOCALE.set(Locale(spoken.language, spoken.catalogue))


def change_to(language: Language) -> None:
    """Speak another language from now on, in every task of this program."""
    spoken = current()
    spoken.language, spoken.catalogue = language, catalogue(language)


def _(message: str, /, **values: object) -> str:
    """A marked string in the language that is spoken, `values` in the places of their names."""
    said = _LOCALE.get().catalogue.gettext(message) if message else ""  # "" names the catalogue's header
    return said.format(**values) if values else said


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """The form for a number of things; `{count}` is that number unless `values` say how it is written."""
    return _LOCALE.get().catalogue.ngettext(singular, plural, number).format(**{"count": number, **values})


def pgettext(context: str, message: str, /) -> str:
    """A marked string that has another meaning elsewhere; `context` tells them apart: "noun"."""
    return _LOCALE.get().catalogue.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a string that is translated where it is shown, by `_`."""
    return message
