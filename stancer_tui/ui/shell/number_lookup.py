"""The order number or unique id that is searched for, asked of the API where no loaded payment has it."""

from collections.abc import Callable
from typing import Any

from textual.app import App

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.ui.shell.loaded_payments import LoadedPayments


class NumberLookup:
    """Asks once for each number, beside the reading of the window; `changed` is called at each step."""

    def __init__(self, app: App[Any], mode: Mode, rows: LoadedPayments, changed: Callable[[], None]) -> None:
        self.trouble: ApiError | None = None
        """Why the last number could not be asked for."""
        self._app = app
        self._rows = rows
        self._changed = changed
        self._group = f"number {mode} {id(self)}"  # each account has one of this mode

    def ask(self, desk: Desk) -> None:
        """Ask for what is searched for, unless it is no such number or was asked for before."""
        from stancer_tui.ui.shell import window_reading

        wanted = window_reading.references_of(self._rows.query)
        if all(each in self._rows.asked for each in wanted):
            return
        self.trouble, self._rows.asking = None, True
        self._app.run_worker(self._ask(desk), group=self._group, exclusive=True)
        self._changed()

    def stop(self) -> None:
        """Wait for no answer any longer."""
        self._app.workers.cancel_group(self._app, self._group)
        self._rows.asking = False

    async def _ask(self, desk: Desk) -> None:
        from stancer_tui.ui.shell import window_reading

        try:
            await window_reading.ask(self._rows, desk.payments)
        except ApiError as error:
            self.trouble = error
        self._rows.asking = False
        self._changed()
