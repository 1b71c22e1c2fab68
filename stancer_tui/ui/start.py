"""The program as one start has it: its accounts and its options, run until the agent leaves."""

import sys

from stancer_tui.config import DeskOptions
from stancer_tui.desk import Accounts
from stancer_tui.models.mode import Mode
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.shell.line_filter import draw_plainly


def desk_program(accounts: Accounts, options: DeskOptions) -> StancerApp:
    """The program with these accounts, as these options have it."""
    return StancerApp(
        accounts.first.desks,
        mode=Mode.of(live=options.live),
        report_directory=options.paths.state,
        open_id=options.open_id,
        settings=options.settings.ui,
        state=DeskState(accounts.first.state, accounts.first.profile),
        accounts=accounts,
    )


def run_desk(accounts: Accounts, options: DeskOptions) -> int:
    """Run the program until the agent leaves; returns the exit code."""
    app = desk_program(accounts, options)
    app.heed_signals()
    draw_plainly(sys.__stderr__)  # which Textual writes to
    result = app.run(mouse=options.mouse)
    app.accounts.save_states()
    # A crash leaves no result, only the return code that Textual sets.
    return result if result is not None else (app.return_code or 0)
