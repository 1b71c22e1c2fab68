"""An error's words, safe to show."""

from typing import TYPE_CHECKING

from stancer_tui.api.errors import ApiError
from stancer_tui.render.safe import safe

if TYPE_CHECKING:
    from stancer_tui.services.error_messages import ErrorMessage


def trouble_words(error: ApiError) -> "ErrorMessage":
    """What happened, in whose words, and what to do next; every string has passed the one door."""
    from stancer_tui.services.error_messages import ErrorMessage, error_message

    words = error_message(error)
    detail = "\n".join(safe(line) for line in words.detail.split("\n"))
    return ErrorMessage(words.title, detail, safe(words.advice))


def write_words(error: ApiError, unknown: str = "") -> str:
    """What an error of a write means and what to do next, in one text that is safe to show."""
    from stancer_tui.services.error_messages import write_error_message

    words = write_error_message(error, unknown)
    detail = "\n".join(safe(line) for line in words.detail.split("\n"))
    return f"{words.title}\n{detail}\n{safe(words.advice)}"
