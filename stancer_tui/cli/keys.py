"""`stancer-tui keys`: set, list and remove API keys. No key is ever an argument."""

import argparse
import asyncio
import sys
from getpass import getpass

from pydantic import SecretStr

from stancer_tui.api.errors import ApiError
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.options import api_url_of, settings_of
from stancer_tui.keys import PATIENT, SLOTS, KeyringTrouble, KeyStore, Slot, WrongKey, check_key, mask
from stancer_tui.models.mode import Mode
from stancer_tui.models.typed_text import key_text
from stancer_tui.render.safe import safe


def run(args: argparse.Namespace) -> int:
    """Run one of the three actions; raises Stop."""
    if args.demo:
        raise Stop(Exit.USAGE, "The demo has keys of its own and reads none of yours: leave out --demo.")
    store = KeyStore(args.given_keys, profile=args.profile)
    if args.action == "list":
        return asyncio.run(_list(store))
    if args.mode is None:
        raise Stop(Exit.USAGE, f"Which key? Use `stancer-tui keys {args.action} test` or `live`.")
    slot = Slot(Mode(args.mode), args.public)
    try:
        if args.action == "remove":
            return asyncio.run(_remove(store, slot))
        return asyncio.run(_set(store, slot, args))
    except KeyringTrouble as error:
        advice = (
            f"Without a keyring, put the key into {slot.variable} in the environment."
            if args.action == "set"
            else "Nothing was removed from it."
        )
        raise Stop(Exit.FAILED, f"{error.problem} {advice}") from None


async def _set(store: KeyStore, slot: Slot, args: argparse.Namespace) -> int:
    url = api_url_of(args, settings_of(args))
    try:
        key = check_key(_typed_key(slot), slot)
    except WrongKey as error:
        raise Stop(Exit.KEY, str(error)) from None
    if not slot.public:
        await _verify(key, slot, url, allow_custom_host=args.allow_custom_live_host)
    await store.store(slot, key)
    print(f"The {slot.label} {mask(key)} is in the keyring of this system.", file=sys.stderr)
    if store.in_environment(slot):
        print(f"{slot.variable} is set and takes precedence over it.", file=sys.stderr)
    return Exit.DONE


def _typed_key(slot: Slot) -> str:
    if sys.stdin.isatty():
        return getpass(f"{slot.label.capitalize()} (not shown): ")
    return next((line for line in sys.stdin if key_text(line)), "")


async def _verify(key: SecretStr, slot: Slot, url: str, *, allow_custom_host: bool) -> None:
    """One read with the key: only 401 means that it is bad."""
    from stancer_tui.api import StancerClient
    from stancer_tui.services.error_messages import Place, error_message
    from stancer_tui.services.key_check import accepts

    try:
        client = StancerClient(key, base_url=url, allow_custom_live_host=allow_custom_host)
    except ValueError as error:
        raise Stop(Exit.USAGE, f"The API's address cannot be used: {error}.") from None
    async with client:
        try:
            accepted = await accepts(client)
        except ApiError as error:
            words = error_message(error, Place.COMMAND)
            what = f"{words.title} ({safe(str(error))})"
            raise Stop(
                Exit.FAILED, f"The key could not be checked. {what} {safe(words.advice)} Nothing was stored."
            ) from None
    if not accepted:
        raise Stop(Exit.KEY, f"The API refused this {slot.label} (401). Nothing was stored.")


async def _list(store: KeyStore) -> int:
    """One line per slot on stdout: its name, the masked key, the source. Trouble goes to stderr."""
    code = Exit.DONE
    for slot in SLOTS:
        if code is Exit.FAILED and not store.in_environment(slot):
            # The keyring cannot be used, which was said already.
            print(f"{slot.label}\t-\tnot readable")
            continue
        try:
            found = await store.find(slot, limit=PATIENT)
        except (WrongKey, KeyringTrouble) as error:
            code = Exit.KEY if isinstance(error, WrongKey) else Exit.FAILED
            advice = "Keys in the environment still work."
            words = f"{error.problem} {advice}" if isinstance(error, KeyringTrouble) else str(error)
            print(words, file=sys.stderr)
            print(f"{slot.label}\t-\tnot readable")
            continue
        print(f"{slot.label}\t{mask(found.key)}\t{found.source}" if found else f"{slot.label}\t-\tnot set")
    return code


async def _remove(store: KeyStore, slot: Slot) -> int:
    removed = await store.remove(slot)
    words = "was removed from" if removed else "is not in"
    print(f"The {slot.label} {words} the keyring of this system.", file=sys.stderr)
    if store.in_environment(slot):
        print(f"{slot.variable} is still set.", file=sys.stderr)
    return Exit.DONE
