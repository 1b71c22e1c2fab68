"""`stancer-tui keys`: set, list and remove API keys. No key is ever an argument."""

import argparse
import asyncio
import sys
from getpass import getpass

from pydantic import SecretStr

from stancer_tui.api.errors import ApiError
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.options import api_url_of, settings_of
from stancer_tui.cli.output import say
from stancer_tui.keys import (
    DEFAULT_PROFILE,
    PATIENT,
    SLOTS,
    KeyringTrouble,
    KeyStore,
    Slot,
    WrongKey,
    check_key,
    mask,
    of_profile,
)
from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.models.typed_text import key_text
from stancer_tui.render.safe import safe


def run(args: argparse.Namespace) -> int:
    """Run one of the three actions; raises Stop."""
    if args.demo:
        raise Stop(Exit.USAGE, _("The demo has keys of its own and reads none of yours: leave out --demo."))
    store = KeyStore(args.given_keys, profile=args.profile)
    if args.action == "list":
        return asyncio.run(_list(store))
    if args.mode is None:
        said = _(
            "Which key? Use `stancer-tui keys {action} test{profile}` or `live`.",
            action=args.action,
            profile=safe(of_profile(args.profile)),
        )
        raise Stop(Exit.USAGE, said)
    slot = Slot(Mode(args.mode), args.public)
    try:
        if args.action == "remove":
            return asyncio.run(_remove(store, slot))
        return asyncio.run(_set(store, slot, args))
    except KeyringTrouble as error:
        advice = (
            _("Nothing was removed from it.") if args.action == "remove" else _without_keyring(store, slot)
        )
        raise Stop(Exit.FAILED, f"{error.problem} {advice}") from None


def _without_keyring(store: KeyStore, slot: Slot) -> str:
    """What to do with a key that no keyring takes: the environment has those of one profile only."""
    if store.profile != DEFAULT_PROFILE:
        return _("Without a keyring, the desk asks for the key, for one session.")
    return _("Without a keyring, put the key into {variable} in the environment.", variable=slot.variable)


async def _set(store: KeyStore, slot: Slot, args: argparse.Namespace) -> int:
    url = api_url_of(args, settings_of(args))
    try:
        key = check_key(_typed_key(slot), slot)
    except WrongKey as error:
        raise Stop(Exit.KEY, str(error)) from None
    if not slot.public:
        await _verify(key, slot, url, allow_custom_host=args.allow_custom_live_host)
    await store.store(slot, key)
    say(_("The {key} {masked} is in the keyring of this system.", key=slot.label, masked=mask(key)))
    if store.in_environment(slot):
        say(_("{variable} is set and takes precedence over it.", variable=slot.variable))
    return Exit.DONE


def _typed_key(slot: Slot) -> str:
    if sys.stdin.isatty():
        return getpass(_("{key} (not shown): ", key=slot.label.capitalize()))
    return next((line for line in sys.stdin if key_text(line)), "")


async def _verify(key: SecretStr, slot: Slot, url: str, *, allow_custom_host: bool) -> None:
    """One read with the key: only 401 means that it is bad."""
    from stancer_tui.api import StancerClient
    from stancer_tui.services.error_messages import Place, error_message
    from stancer_tui.services.key_check import accepts

    try:
        client = StancerClient(key, base_url=url, allow_custom_live_host=allow_custom_host)
    except ValueError as error:
        said = _("The API's address cannot be used: {reason}.", reason=error)
        raise Stop(Exit.USAGE, said) from None
    async with client:
        try:
            accepted = await accepts(client)
        except ApiError as error:
            words = error_message(error, Place.COMMAND)
            said = _(
                "The key could not be checked. {title} ({detail}) {advice} Nothing was stored.",
                title=words.title,
                detail=safe(error.in_full(error.said)),
                advice=safe(words.advice),
            )
            raise Stop(Exit.FAILED, said) from None
    if not accepted:
        said = _("The API refused this {key} (401). Nothing was stored.", key=slot.label)
        raise Stop(Exit.KEY, said)


async def _list(store: KeyStore) -> int:
    """One line per slot on stdout: its name, the masked key, the source. Trouble goes to stderr."""
    code = Exit.DONE
    for slot in SLOTS:
        if code is Exit.FAILED and not store.in_environment(slot):
            # The keyring cannot be used, which was said already.
            _print_slot(slot, "-", _("not readable"))
            continue
        try:
            found = await store.find(slot, limit=PATIENT)
        except (WrongKey, KeyringTrouble) as error:
            code = Exit.KEY if isinstance(error, WrongKey) else Exit.FAILED
            advice = _("Keys in the environment still work.") if store.profile == DEFAULT_PROFILE else ""
            say(f"{error.problem} {advice}".strip() if isinstance(error, KeyringTrouble) else str(error))
            _print_slot(slot, "-", _("not readable"))
            continue
        _print_slot(slot, mask(found.key) if found else "-", _(found.source.value) if found else _("not set"))
    return code


def _print_slot(slot: Slot, key: str, state: str) -> None:
    print(f"{slot.label}\t{key}\t{state}")


async def _remove(store: KeyStore, slot: Slot) -> int:
    removed = await store.remove(slot)
    if removed:
        say(_("The {key} was removed from the keyring of this system.", key=slot.label))
    else:
        say(_("The {key} is not in the keyring of this system.", key=slot.label))
    if store.in_environment(slot):
        say(_("{variable} is still set.", variable=slot.variable))
    return Exit.DONE
