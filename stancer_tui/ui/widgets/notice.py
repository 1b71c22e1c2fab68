"""A line over what is shown that says what went wrong with it; it takes no room where nothing did."""

from textual.content import Content
from textual.widgets import Static

from stancer_tui.api.errors import ApiError
from stancer_tui.language import _
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.widgets.trouble import trouble_words


class Notice(Static):
    """Says one thing at a time; texts are safe to show."""

    DEFAULT_CSS = """
    Notice { display: none; height: auto; color: $text-error; background: $surface; }
    Notice.-shown { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(id="notice")
        self._said = ""

    def say(self, text: str) -> None:
        """Say it; an empty text takes the line away. The same text again costs no layout."""
        if text != self._said:
            self._said = text
            self.set_class(bool(text), "-shown")
            self.update(Content(text))

    def say_trouble(self, trouble: ApiError | None, refresh: str, more: str = "") -> None:
        """Say why something could not be read and that the command `refresh` tries again; None: nothing."""
        if trouble is None:
            self.say("")
            return
        words = trouble_words(trouble)
        again = _("{key} tries again.", key=key_of(refresh))
        self.say(f"! {words.title} {words.detail}\n{words.advice} {again}{more}")
