"""`stancer-tui ledger`: where refunds, notes and claims are written down, and whether its audit is whole."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.options import desk_options_of
from stancer_tui.config import DeskOptions
from stancer_tui.desk import SharedLedger, kept_ledger
from stancer_tui.language import _, grouped, ngettext
from stancer_tui.render.safe import safe
from stancer_tui.store.audit import verify
from stancer_tui.store.errors import LedgerUnavailable, NotAllowed
from stancer_tui.store.ledger import Ledger


def run(args: argparse.Namespace) -> int:
    """Run one of the actions and return the exit code; raises Stop."""
    options = desk_options_of(args)
    if args.action in _OF_TEAM:
        return asyncio.run(_of_team(options, args.action, args.given_keys))
    kept = kept_ledger(options)
    if kept is None:
        print(_("Nothing was written down here yet: the ledger is created with the first refund or note."))
        return Exit.DONE
    return asyncio.run(_with(kept, _ACTIONS[args.action]))


async def _of_team(options: DeskOptions, action: str, given_keys: Mapping[str, str]) -> int:
    from stancer_tui.cli import ledger_team

    actions: dict[str, Callable[[DeskOptions], Awaitable[int]]] = {
        "init": ledger_team.init,
        "import": partial(ledger_team.take_over, given_keys=given_keys),
        "login": ledger_team.login,
        "logout": ledger_team.logout,
    }
    address = options.settings.ledger
    try:
        return await actions[action](options)
    except (LedgerUnavailable, NotAllowed) as error:
        raise _stopped("" if address is None else address.place, error) from None


async def _with(kept: SharedLedger, action: Callable[[Ledger], Awaitable[int]]) -> int:
    ledger = kept.ledger
    try:
        await ledger.open()
        return await action(ledger)
    except (LedgerUnavailable, NotAllowed) as error:
        raise _stopped(ledger.place, error) from None
    finally:
        await kept.aclose()


def _stopped(place: str, error: Exception) -> Stop:
    reason = safe(error, 300).rstrip(".")
    return Stop(Exit.FAILED, _("{place}: {reason}.", place=safe(place, 200), reason=reason))


async def _status(ledger: Ledger) -> int:
    """Where it is, who this agent is, who else may use it, what waits."""
    kind = _("shared by a team") if ledger.shared else _("of one agent")
    print(_("Ledger: {place} ({kind})", place=safe(ledger.place, 200), kind=kind))
    names = ledger.agents()
    print(_("You are: {name}", name=safe(_named(ledger.me, names))))
    if ledger.shared:
        others = sorted(safe(_named(each, names)) for each in names if each != ledger.me)
        print(_("Colleagues: {names}", names=", ".join(others) or _("none")))
    for live, mode in ((False, _("test")), (True, _("live"))):
        unresolved = len(await ledger.intents.unresolved(live))
        print(_("Unresolved refunds, {mode}: {count}", mode=mode, count=grouped(unresolved)))
    return Exit.DONE


def _named(agent: str, names: Mapping[str, str]) -> str:
    shown = names.get(agent, agent)
    return agent if shown == agent else f"{shown} ({agent})"


async def _verify(ledger: Ledger) -> int:
    """Whether each row of the audit follows the one before it."""
    verdict = verify(await ledger.audit())
    if verdict.broken_at is not None:
        raise Stop(
            Exit.FAILED,
            _(
                "The audit is broken at row {row}: it, or one before it, was changed, added or taken out. "
                "{count} rows before it are whole.",
                row=verdict.broken_at,
                count=grouped(verdict.rows),
            ),
        )
    print(
        ngettext(
            "The audit is whole: {count} row, ending in {head}",
            "The audit is whole: {count} rows, ending in {head}",
            verdict.rows,
            count=grouped(verdict.rows),
            head=verdict.head,
        )
    )
    return Exit.DONE


_OF_TEAM = frozenset({"init", "import", "login", "logout"})

_ACTIONS: dict[str, Callable[[Ledger], Awaitable[int]]] = {"status": _status, "verify": _verify}
