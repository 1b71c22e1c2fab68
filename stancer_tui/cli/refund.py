"""`stancer-tui refund PAYMENT`: one refund, through the same service and journal as the desk."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.options import desk_options_of
from stancer_tui.cli.output import say
from stancer_tui.cli.reading import desks_of, without_key
from stancer_tui.cli.refund_command import Asked, Plan, RefundCommand
from stancer_tui.cli.refund_ending import NOTHING_SENT, Ending, not_begun, report
from stancer_tui.config import DeskOptions
from stancer_tui.desk import AccountDesks, CannotOpen, DemoDesks, Desk
from stancer_tui.language import _
from stancer_tui.models.ids import Kind, kind_of
from stancer_tui.models.mode import Mode
from stancer_tui.services.refunds.offer import Consent
from stancer_tui.store.intent import TICKET_LENGTH, RefundReason

WORD = "refund"
"""What a person types to let the refund go."""


_LONGEST_WAIT = 86_400
"""Seconds: a refund without a trace is given up after a day (Timing.watch)."""


def run(args: argparse.Namespace) -> int:
    """Refund what the arguments ask for and return the exit code; raises Stop."""
    options = desk_options_of(args)
    asked = _asked(args, options)
    if not asked.yes and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Stop(
            Exit.USAGE,
            _("There is no terminal to ask on: add --yes to refund without being asked. Nothing was sent."),
        )
    mode = Mode.of(live=options.live)
    with asyncio.Runner() as runner:
        desks = desks_of(options, args.given_keys)
        try:
            desk = runner.run(_open(desks, mode))
            try:
                ending = _carry_out(runner, RefundCommand(desk, asked))
            finally:
                runner.run(desk.aclose())
        finally:
            runner.run(desks.aclose())
    return report(ending, asked.payment, mode, json_output=args.json)


def _asked(args: argparse.Namespace, options: DeskOptions) -> Asked:
    if kind_of(args.payment) is not Kind.PAYMENT:
        raise Stop(Exit.USAGE, _("That is not a payment's id: paym_ and 24 letters or digits."))
    if len((args.ticket or "").strip()) > TICKET_LENGTH:
        raise Stop(
            Exit.USAGE,
            _(
                "--ticket has at most {most} characters, this one has {count}. Nothing was sent.",
                most=TICKET_LENGTH,
                count=len(args.ticket.strip()),
            ),
        )
    consents = ((args.disputed_i_know, Consent.DISPUTED), (args.again_i_know, Consent.AGAIN))
    return Asked(
        payment=args.payment,
        amount=args.amount,
        confirm_amount=args.confirm_amount,
        ticket=args.ticket,
        refund_reason=_reason(args.reason, options.settings.refund_reasons),
        consents=frozenset(consent for given, consent in consents if given),
        yes=args.yes,
        wait=min(args.wait, _LONGEST_WAIT),
        mask=args.mask,
    )


def _reason(typed: str | None, own: Sequence[str]) -> str | None:
    """Why the money goes back: one of the program's reasons or of the settings'. Raises Stop."""
    known = (*(each.value for each in RefundReason), *own)
    if typed is None or typed in known:
        return typed
    words = _("--reason is one of {reasons}. Nothing was sent.", reasons=", ".join(known))
    raise Stop(Exit.USAGE, words)


async def _open(desks: AccountDesks | DemoDesks, mode: Mode) -> Desk:
    try:
        return await desks.open(mode)
    except CannotOpen as refusal:
        sent = _(NOTHING_SENT)
        raise Stop(Exit.FAILED if desks.demo else Exit.KEY, f"{without_key(refusal)} {sent}") from None


def _carry_out(runner: asyncio.Runner, command: RefundCommand) -> Ending:
    """Find out about an earlier refund, or ask and send.

    The question comes between two runs of the loop: there ctrl+c ends the program at once.
    """
    plan = runner.run(command.begin())
    if isinstance(plan, Ending):
        return plan
    for line in plan.lines():
        say(line)
    if not command.asked.yes and not _confirmed(plan):
        return not_begun("not_confirmed", _("Not confirmed."))
    return runner.run(command.send(plan))


def _confirmed(plan: Plan) -> bool:
    """Ask the person at the terminal."""
    sys.stderr.write(plan.question(WORD))
    sys.stderr.flush()
    return sys.stdin.readline().strip() == WORD
