"""Checks of a form's values beyond the API's own limits: each raises ValueError with a sentence."""

import re
from datetime import UTC, date, datetime, timedelta

from stancer_tui.language import _


def country(value: str) -> None:
    """Two letters."""
    if not re.fullmatch("[A-Za-z]{2}", value):
        raise ValueError(_("two letters are needed, such as FR"))


def bic(value: str) -> None:
    """Eight characters, or eleven."""
    if len(value.replace(" ", "")) not in {8, 11}:
        raise ValueError(_("a BIC has 8 or 11 characters"))


def birth(value: date) -> None:
    """A day that has begun somewhere on earth."""
    if value > _today():
        raise ValueError(_("this day is in the future"))


def signature(value: date) -> None:
    """A day that a Unix timestamp can name, and that is not in the future."""
    if value.year < 1970:
        raise ValueError(_("the day must be 1970-01-01 or later"))
    if value > _today():
        raise ValueError(_("this day is in the future"))


def _today() -> date:
    return (datetime.now(UTC) + timedelta(hours=14)).date()
