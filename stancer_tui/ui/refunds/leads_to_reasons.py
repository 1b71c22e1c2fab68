"""The way from a screen to the report of a month's refunds by reason."""

from stancer_tui.ui.shell.screen import DeskScreen


class LeadsToReasons(DeskScreen):
    """A screen with the key of the report."""

    def action_reasons(self) -> None:
        """Show the refunds of this month by reason."""
        if self.desk is not None:
            from stancer_tui.ui.refunds.reason_report import ReasonReport

            self.app.push_screen(ReasonReport(self.desk, self.host.clock, mask=self.host.mask))
