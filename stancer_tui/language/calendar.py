"""Names of months, short and whole, and short ones of the days of the week."""

from functools import cache
from gettext import NullTranslations

from stancer_tui.language.current import N_, _, current

_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
_WHOLE_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def month(number: int) -> str:
    """The short name of a month, 1 for January."""
    return _(_MONTHS[number - 1])


def whole_month(number: int) -> str:
    """The whole name of a month, 1 for January."""
    return _(_WHOLE_MONTHS[number - 1])


def even_month(number: int) -> str:
    """The short name of a month, 1 for January, in as many cells as the longest of them takes."""
    return month(number).ljust(_longest(current().catalogue))


@cache
def _longest(catalogue: NullTranslations) -> int:
    return max(len(catalogue.gettext(name)) for name in _MONTHS)


def weekday(number: int) -> str:
    """The short name of a day of the week, 0 for Monday."""
    return _(_WEEKDAYS[number])
