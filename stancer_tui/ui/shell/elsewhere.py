"""What another open account has of a text that is typed into "go to"; nothing is asked of its API."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.services.search.jump import OpenObject, SearchLoaded, Target
from stancer_tui.ui.shell.header import Merchant
from stancer_tui.ui.shell.leads import InAccount, Lead, SearchPayments
from stancer_tui.ui.shell.list_nouns import counted
from stancer_tui.ui.shell.loaded_search import LoadedSearch


@dataclass(frozen=True, slots=True)
class OtherAccount:
    """One mode of another open account, and the payments that are loaded there."""

    profile: str
    merchant: Merchant
    mode: Mode
    loaded: LoadedSearch

    def lead(self, found: Sequence[Target], own: LoadedSearch) -> Lead | None:
        """The way to what it has of the targets; an object that is not among one's `own` comes first."""
        for target in found:
            match target:
                case OpenObject() if self.loaded.has(target.id):
                    way = InAccount(self.profile, self.mode, target)
                    return Lead(self._line(_("has it")), way, ahead=not own.has(target.id))
                case SearchLoaded() if hits := len(self.loaded.rows(target.search)):
                    search = SearchPayments(target.search)
                    line = self._line(counted("payments", hits))
                    return Lead(line, InAccount(self.profile, self.mode, search))
        return None

    def _line(self, what: str) -> Content:
        return Content.assemble(
            _("Other merchant:") + " ",
            self.merchant.content(),
            (f" · {self.mode.word} · {what}", "$muted"),
        )
