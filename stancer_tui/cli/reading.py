"""What commands that read share: a desk opened for one command, and how an error ends it."""

import argparse
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from stancer_tui.api.errors import ApiError, NotImplementedByApi, TokenInvalid, Unauthorized
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.options import check_output, desk_options_of
from stancer_tui.config import DEFAULT_PROFILE, DeskOptions
from stancer_tui.desk import AccountDesks, CannotOpen, DemoDesks, Desk, open_desks
from stancer_tui.keys import Slot, set_command
from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.render.safe import safe
from stancer_tui.services.error_messages import Place, error_message


@asynccontextmanager
async def reading(args: argparse.Namespace) -> AsyncIterator[Desk]:
    """The desk that the arguments ask for, closed at the end; raises Stop, also for an ApiError inside."""
    options = desk_options_of(args)
    check_output(args, options)
    desks = desks_of(options, args.given_keys)
    try:
        try:
            desk = await desks.open(Mode.of(live=options.live))
        except CannotOpen as refusal:
            raise Stop(Exit.FAILED if desks.demo else Exit.KEY, without_key(refusal)) from None
        try:
            yield desk
        except ApiError as error:
            raise stop_of(error, live=options.live) from None
        finally:
            await desk.aclose()
    finally:
        await desks.aclose()


def desks_of(options: DeskOptions, keys: Mapping[str, str]) -> AccountDesks | DemoDesks:
    """The desks of these options, none of them open yet; raises Stop where an option cannot be used."""
    try:
        return open_desks(options, keys)
    except ValueError as error:
        raise Stop(Exit.USAGE, str(error)) from None


def without_key(refusal: CannotOpen) -> str:
    """Why there is no desk, and what to do about it: nothing can be typed into a command."""
    slot, own = Slot(refusal.mode), refusal.profile == DEFAULT_PROFILE
    command = safe(set_command(slot, refusal.profile))
    if refusal.keyring and not own:
        return _(
            "{problem} Make the keyring answer: the environment has keys of the default profile only.",
            problem=safe(refusal.keyring, 300),
        )
    if refusal.keyring:
        return _(
            "{problem} Put the key into {variable}, or make the keyring answer.",
            problem=safe(refusal.keyring, 300),
            variable=slot.variable,
        )
    if refusal.missing and not own:
        return _("{problem} Set one with `{command}`.", problem=refusal, command=command)
    if refusal.missing:
        return _(
            "{problem} Set one with `{command}`, or in {variable}.",
            problem=refusal,
            command=command,
            variable=slot.variable,
        )
    return str(refusal)


def in_one_line(detail: str) -> str:
    """What went wrong and with which request, as one line that is safe to print."""
    return _(": ").join(safe(line) for line in detail.split("\n") if line)


def stop_of(error: ApiError, *, live: bool) -> Stop:
    """The end of a command whose request failed, in a sentence that is safe to print."""
    words = error_message(error, Place.COMMAND)
    code = Exit.KEY if isinstance(error, Unauthorized | TokenInvalid) else Exit.FAILED
    detail = in_one_line(words.detail)
    hint = _("Add --live.") if isinstance(error, NotImplementedByApi) and error.live_only and not live else ""
    said = " ".join(filter(None, (words.title, safe(words.advice), hint)))
    return Stop(code, f"{said}\n({detail})")
