"""What is shown in place of panels that have nothing to show."""

from textual.widgets import Static

from stancer_tui.ui.widgets.empty_state import EmptyState


class StateView(Static):
    """Says why there is nothing and what to try; a list says it in its own lines."""

    DEFAULT_CSS = """
    StateView { height: 1fr; padding: 1 3; display: none; }
    StateView.-shown { display: block; }
    """

    def show(self, state: EmptyState | None) -> None:
        """Say it, or make room for the panels."""
        if state is not None:
            self.update(state.content)
        self.set_class(state is not None, "-shown")
