"""The accounts that are open in this program: each has a composition of its own, one of them is shown."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import App
from textual.widget import AwaitMount

from stancer_tui.config import DemoOptions, UiSettings
from stancer_tui.desk import Accounts, DemoDesks, OfferedAccount, RefusedAccount
from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui import registry
from stancer_tui.ui.commands.sections import Section, section_named
from stancer_tui.ui.composition import Composition
from stancer_tui.ui.shell.mode_switch import ask_to_go_live
from stancer_tui.ui.shell.own_account import meanwhile_for, working_for
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.shell.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from stancer_tui.desk.accounts import AnyAccount
    from stancer_tui.services.search.jump import Target
    from stancer_tui.ui.shell.account_menu import AccountLine
    from stancer_tui.ui.shell.leads import InAccount, Lead
    from stancer_tui.ui.shell.quit_warnings import Leaving


class SharedParts(NamedTuple):
    """What all accounts of the program share: the agent's zone, settings, clock (in seconds) and keys."""

    zone: Callable[[], tzinfo]
    settings: UiSettings
    monotonic: Callable[[], float]
    keys: TypedAhead


class OpenAccounts:
    """Opens accounts and shows one of them; what one knows never reaches another.

    The first one begins in `mode` and `section`, and its `state` is how it was left.
    """

    def __init__(
        self,
        app: App[Any],
        accounts: Accounts,
        *,
        shared: SharedParts,
        mode: Mode,
        section: Section,
        state: DeskState,
    ) -> None:
        self._app = app
        self._accounts = accounts
        self._shared = shared
        self._open: dict[str, Composition] = {}
        self._states: list[DeskState] = []
        self._before: Composition | None = None
        self.shown = self._opened(accounts.first, mode, section, state)

    def _opened(self, account: OfferedAccount, mode: Mode, section: Section, state: DeskState) -> Composition:
        others = AccountNeighbours(self, account.profile)
        self._states.append(state)
        self._open[account.profile] = opened = Composition(
            self._app,
            account,
            mode=mode,
            section=section,
            state=state,
            zone=self._shared.zone,
            settings=self._shared.settings,
            monotonic=self._shared.monotonic,
            keys=self._shared.keys,
            others=others,
            make_section=registry.section_screen,
            make_openers=registry.openers,
            make_lists=registry.Lists,
        )
        return opened

    @property
    def all(self) -> tuple[Composition, ...]:
        """What is open, in the order in which it was opened."""
        return tuple(self._open.values())

    def __getitem__(self, profile: str) -> Composition:
        """The open account of a profile."""
        return self._open[profile]

    def except_for(self, profile: str) -> Iterator[Composition]:
        """The open accounts other than that of a profile."""
        return (each for name, each in self._open.items() if name != profile)

    def titled(self, title: str) -> str:
        """The title of a notice; with several merchants, it names the one that the running task works for."""
        merchant = self._at_work.merchant
        return title if merchant is None else " · ".join(filter(None, (title, merchant.words)))

    def push_over_owner(self, push: Callable[..., Any]) -> Any:
        """Push a screen over the account that the running task works for; over a hidden one it waits."""
        account = self._at_work
        places = account.places
        with meanwhile_for(account.profile):
            if places.shown:
                return push()
            if places.stack(places.here):
                return push(mode=places.here)
            places.when_shown(push)
            return AwaitMount(self._app.screen, [])

    @property
    def _at_work(self) -> Composition:
        return self._open.get(working_for(), self.shown)

    def ask(self) -> None:
        """Offer the accounts of the settings."""
        from stancer_tui.ui.shell.account_menu import AccountMenu

        if len(self._accounts.all) < 2:
            self._app.notify(
                _("The settings have one account. A second [profiles.NAME] in them is a second merchant's."),
                title=_("Only one merchant"),
                markup=False,
            )
            return
        self._app.push_screen(AccountMenu([self._line(each) for each in self._accounts.all]), self._chosen)

    def _line(self, account: "AnyAccount") -> "AccountLine":
        from stancer_tui.ui.shell.account_menu import AccountLine
        from stancer_tui.ui.shell.header import Merchant

        opened = self._open.get(account.profile)
        return AccountLine(
            account.profile,
            Merchant(account.number, account.name),
            modes=None if isinstance(account, RefusedAccount) else account.modes,
            why_not=account.why_not if isinstance(account, RefusedAccount) else "",
            shown=opened is self.shown,
            unresolved="" if opened is None else opened.unresolved(),
            opened=opened is not None,
        )

    def _chosen(self, line: "AccountLine | None") -> None:
        if line is not None:
            self.go(line.profile, line.known_modes)

    def go(self, profile: str, modes: tuple[Mode, ...] | None = None) -> None:
        """Show an account: where it was left, else in the mode that is shown if it has a key for that."""
        if (target := self._open.get(profile)) is not None:
            self._show(target, target.places.mode)
            return
        account = next(each for each in self._accounts.all if each.profile == profile)
        if isinstance(account, RefusedAccount):
            return
        mode = here = self.shown.places.mode
        if modes and mode not in modes:
            mode = modes[0]
        if mode.live and not here.live:
            ask_to_go_live(self._app, partial(self._open_and_show, account, mode))
        else:
            self._open_and_show(account, mode)

    def _open_and_show(self, account: OfferedAccount, mode: Mode) -> None:
        state = DeskState(account.state, account.profile)
        target = self._opened(account, mode, section_named(state[mode].section), state)
        if target.clock.utc is not self.shown.clock.utc:
            target.clock.toggle_utc()
        target.places.add()
        self._show(target, mode)

    def _show(self, target: Composition, mode: Mode) -> None:
        if target is self.shown:
            return
        self.shown.mode_switch.leave()
        self._before, self.shown = self.shown, target
        target.mode_switch.come_back(mode)
        target.open_screens.draw_badges()

    def go_back(self) -> bool:
        """Leave the account that is shown for one with an open desk; returns whether there is one."""
        for each in (self._before, *self.all):
            if each is not None and each is not self.shown and each.desks.any_open:
                self._show(each, each.places.mode)
                return True
        return False

    async def show_demo(self, profile: str) -> None:
        """Leave an account, of which nothing stays open, for the demo."""
        left = self[profile]
        await left.places.clear()
        await left.desks.close()
        del self._open[profile]
        demo = OfferedAccount("demo", "", DemoDesks(DemoOptions()), mask=left.mask)
        self.shown = self._opened(demo, Mode.TEST, left.places.section, DeskState())
        self.shown.places.add()
        self.shown.places.enter(Mode.TEST)

    def leaving(self) -> "Leaving":
        """What becomes of everything, in every open account, if the program is left now."""
        from stancer_tui.ui.shell.quit_warnings import Leaving

        shown = self.shown
        counts = [each.watchlist.counts for each in self.all]
        return Leaving(
            [sent for each in self.all for sent in each.in_flight()],
            sum(going for going, _changed in counts),
            sum(changed for _going, changed in counts),
            shown.windows.payments(shown.places.mode).unfinished,
            shown.badges(shown.places.mode).unresolved,
        )

    def toggle_utc(self) -> None:
        """Show times in UTC, or in the agent's own zone again, at every desk."""
        for each in self.all:
            each.clock.toggle_utc()
            each.open_screens.times_changed()

    async def close(self) -> None:
        """Close what was opened."""
        async with AsyncExitStack() as closing:
            for each in self.all:
                closing.push_async_callback(each.desks.close)

    def save_states(self) -> None:
        """Keep how each desk was left; where that fails, the next start begins as this one did."""
        for state in self._states:
            with suppress(OSError):
                state.save()

    def enter(self, there: "InAccount") -> None:
        """Show another open account, and there what was found."""
        from stancer_tui.services.search.jump import OpenObject

        account = self[there.profile]
        self._show(account, there.mode)
        if not isinstance(account.places.top, DeskScreen):
            self._app.notify(
                _("A dialog is open there. Close it, then go again."), title=_("Not opened"), markup=False
            )
        elif isinstance(there.target, OpenObject):
            self._app.call_after_refresh(account.open_object, there.target.kind, there.target.id)
        else:
            self._app.call_after_refresh(account.lists.search_payments, there.target.text)


class AccountNeighbours:
    """The other open accounts, seen from one of them (`OtherAccounts`)."""

    def __init__(self, accounts: OpenAccounts, profile: str) -> None:
        self._accounts = accounts
        self._profile = profile

    def _others(self) -> Iterator[Composition]:
        return self._accounts.except_for(self._profile)

    def badges_changed(self) -> None:
        """Draw what must not be forgotten of this account in the headers of the one that is shown."""
        shown = self._accounts.shown
        if shown.profile != self._profile:
            shown.open_screens.draw_badges()

    def go_back(self) -> bool:
        """Show another account that has an open desk; returns whether there is one."""
        return self._accounts.go_back()

    async def show_demo(self) -> None:
        """Leave this account for the demo."""
        await self._accounts.show_demo(self._profile)

    def enter(self, there: "InAccount") -> None:
        """Show another open account, and there what was found."""
        self._accounts.enter(there)

    def unresolved(self) -> str:
        """Whose other desks have something unresolved; safe to show."""
        names = [each.merchant.short(20) for each in self._others() if each.merchant and each.unresolved()]
        return f"⚠ {', '.join(names)}" if names else ""

    def whose_key(self, fingerprint: str) -> str:
        """The other account that is open with this key; "" where there is none. Safe to show."""
        for other in self._others():
            if any((desk := other.desks[mode]) and desk.key_fingerprint == fingerprint for mode in Mode):
                return other.merchant.words if other.merchant else ""
        return ""

    def leads(self, mode: Mode, found: "Sequence[Target]") -> "list[Lead]":
        """The ways to what the others have loaded that matches; nothing is asked of their APIs."""
        from stancer_tui.ui.shell.elsewhere import OtherAccount

        own = self._accounts[self._profile].lists.loaded(mode)
        leads = (
            OtherAccount(other.profile, other.merchant, each, other.lists.loaded(each)).lead(found, own)
            for other in self._others()
            for each in Mode
            if other.merchant is not None and other.desks[each] is not None
        )
        return [lead for lead in leads if lead is not None]
