"""Translation by gettext; each running program in this process has its own current language."""

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
    """The language of one running program: `catalogue` translates, `language` decides on number formats."""

    def __init__(self, language: Language, catalogue: NullTranslations) -> None:
        self.language = language
        self.catalogue = catalogue


@cache
def catalogue(language: Language) -> NullTranslations:
    """The catalogue of a language; an empty one, which leaves the English, where it is missing."""
    return NullTranslations() if language is Language.EN else _words(language) or NullTranslations()


def _words(language: Language) -> NullTranslations | None:
    """The compiled catalogue of a language; None where it is missing or cannot be read."""
    from stancer_tui.language.words import Words

    with suppress(OSError, ValueError, StructError):
        return Words(LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.mo")
    return None


_ENGLISH = Locale(Language.EN, catalogue(Language.EN))
"""The default, for instance in a script that uses the client alone; never changed."""

_LOCALE: ContextVar[Locale] = ContextVar("locale", default=_ENGLISH)
"""Tasks and threads copy the context of the program that starts them, so all of them share its locale."""


def has_words(language: Language) -> bool:
    """Whether this installation has the catalogue of a language; without it the program speaks English."""
    return language is Language.EN or _words(language) is not None


def current() -> Locale:
    """The locale of this program."""
    return _LOCALE.get()


@contextmanager
def using(language: Language, words: NullTranslations | None = None) -> Iterator[Locale]:
    """Speak a language within a block; `words` replace its own catalogue."""
    spoken = Locale(language, catalogue(language) if words is None else words)
    token = _LOCALE.set(spoken)
    try:
        yield spoken
    finally:
        _LOCALE.reset(token)


def own_locale() -> None:
    """Give this program a locale of its own, so that `change_to` changes no other program's language."""
    spoken = current()
    _LOCALE.set(Locale(spoken.language, spoken.catalogue))


def change_to(language: Language) -> None:
    """Speak another language from now on, in every task of this program."""
    spoken = current()
    spoken.language, spoken.catalogue = language, catalogue(language)


def _(message: str, /, **values: object) -> str:
    """Translate `message` and fill its `{name}` places with `values`."""
    said = _LOCALE.get().catalogue.gettext(message) if message else ""  # "" names the catalogue's header
    return said.format(**values) if values else said


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Translate in the plural form of `number`, which is `{count}` unless `values` give that formatted."""
    return _LOCALE.get().catalogue.ngettext(singular, plural, number).format(**{"count": number, **values})


def pgettext(context: str, message: str, /) -> str:
    """Translate a string whose meaning depends on `context`, such as "noun"."""
    return _LOCALE.get().catalogue.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a string for the catalogues; `_` translates it where it is shown."""
    return message
