"""The language the program speaks: marked strings, gettext's catalogues, numbers, names of days, months."""

from stancer_tui.language.current import (
    N_,
    Language,
    Locale,
    _,
    change_to,
    current,
    ngettext,
    own_locale,
    pgettext,
    using,
)
from stancer_tui.language.letters import capitalised, uncapitalised
from stancer_tui.language.numbers import as_spoken, decimal_mark, grouped

__all__ = [
    "N_",
    "Language",
    "Locale",
    "_",
    "as_spoken",
    "capitalised",
    "change_to",
    "current",
    "decimal_mark",
    "grouped",
    "ngettext",
    "own_locale",
    "pgettext",
    "uncapitalised",
    "using",
]
