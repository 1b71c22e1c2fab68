"""What is shown where there is nothing to list: an empty window, or an error."""

from textual.content import Content
from textual.widgets import Static


class StateView(Static):
    """Says why there is nothing and what to try: empty and failed look different."""

    DEFAULT_CSS = """
    StateView { height: 1fr; padding: 1 3; display: none; }
    StateView.-shown { display: block; }
    """

    def show_empty(self, title: str, advice: str) -> None:
        """Nothing matches, and that is an answer."""
        self._show(Content.assemble(("○ ", "$muted"), (title, "bold"), "\n\n", (advice, "$muted")))

    def show_trouble(self, title: str, detail: str, advice: str) -> None:
        """Something failed; `detail` has passed render.safe."""
        parts = Content.assemble(("! ", "bold $text-error"), (title, "bold $text-error"), "\n\n", detail)
        self._show(Content.assemble(parts, "\n\n", (advice, "bold")))

    def hide(self) -> None:
        """Make room for the list."""
        self.remove_class("-shown")

    def _show(self, content: Content) -> None:
        self.update(content)
        self.add_class("-shown")
