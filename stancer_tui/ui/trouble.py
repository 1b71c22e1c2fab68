"""An error's words, safe to show."""

from stancer_tui.api.errors import ApiError
from stancer_tui.render.safe import safe
from stancer_tui.services.trouble import Trouble, trouble


def trouble_words(error: ApiError) -> Trouble:
    """What happened, in whose words, and what to do next; every string has passed the one door."""
    words = trouble(error)
    detail = "\n".join(safe(line) for line in words.detail.split("\n"))
    return Trouble(words.title, detail, safe(words.advice))
