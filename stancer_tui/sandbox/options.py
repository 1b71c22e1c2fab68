"""From the options of `stancer-tui sandbox` to its settings."""

import argparse
import re
import sys
from pathlib import Path

from stancer_tui.language import _
from stancer_tui.language.numbers import NARROW_BLANK
from stancer_tui.sandbox.clock import FixedClock, SystemClock
from stancer_tui.sandbox.data_file import BadData
from stancer_tui.sandbox.database import StoreError
from stancer_tui.sandbox.keys import BadKey
from stancer_tui.sandbox.settings import BOUNDS, SandboxSettings
from stancer_tui.sandbox.wire.faults import BadFault, Faults
from stancer_tui.sandbox.wire.server import CannotServe, serve


class BadOption(ValueError):
    """An option's value cannot be used; the message is one sentence."""


def serve_from(args: argparse.Namespace) -> int:
    """Serve as the options say until interrupted; 2 with one sentence when one cannot be used."""
    try:
        serve(settings_from(args))
    except (BadOption, BadData, BadFault, BadKey, StoreError, CannotServe) as error:
        sys.stderr.write(f"stancer-tui sandbox: {_inert(str(error))}\n")
        return 2
    return 0


def _inert(text: str) -> str:
    """A sentence that may quote a file or an argument, without characters that a terminal obeys."""
    return "".join(each if each.isprintable() or each == NARROW_BLANK else "\ufffd" for each in text)


def settings_from(args: argparse.Namespace) -> SandboxSettings:
    """The SandboxSettings that the options describe; BadOption or BadFault when one cannot be used."""
    if args.keyfile and not args.certfile:
        raise BadOption(_("--keyfile needs --certfile"))
    if args.tls and args.certfile:
        raise BadOption(_("--tls makes a certificate: leave out --certfile"))
    if args.tls_dir and not args.tls:
        raise BadOption(_("--tls-dir needs --tls"))
    try:
        clock = FixedClock(args.now) if args.now else SystemClock()
    except ValueError:
        raise BadOption(
            _(
                "--now {value} is no ISO date from 1970 to 2099, such as 2026-03-01T09:30:00+01:00",
                value=repr(args.now),
            )
        ) from None
    return SandboxSettings(
        db=_path(args.db),
        seed=_whole("--seed", args.seed, *BOUNDS["seed"]),
        payments=_whole("--payments", args.payments, *BOUNDS["payments"]),
        data=_path(args.data),
        keys=tuple(args.key),
        latency_ms=_whole("--latency", args.latency, *BOUNDS["latency_ms"]),
        faults=Faults.parse(args.fault),
        now=clock,
        check_delay=_whole("--check-delay", args.check_delay, *BOUNDS["check_delay"]),
        rate_limit=_rate(args.rate_limit),
        filters=args.filters,
        certfile=_path(args.certfile),
        keyfile=_path(args.keyfile),
        tls=args.tls,
        tls_dir=_path(args.tls_dir),
        host=args.host,
        port=_whole("--port", args.port, *BOUNDS["port"]),
        allowed_hosts=tuple(_host(each) for each in args.allow_host),
        control=args.control,
    )


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser() if text else None


def _host(name: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z_-]{1,63}(\.[0-9A-Za-z_-]{1,63})*\.?", name, re.ASCII):
        said = _(
            "--allow-host {value} must be one name, such as sandbox.local, without port", value=repr(name)
        )
        raise BadOption(said)
    return name


def _whole(option: str, text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,12}", text, re.ASCII) or not least <= int(text) <= most:
        raise BadOption(
            _(
                "{option} {value} must be a whole number from {least} to {most}",
                option=option,
                value=repr(text),
                least=least,
                most=most,
            )
        )
    return int(text)


def _rate(text: str | None) -> float | None:
    if text is None:
        return None
    found = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)(?:/s)?", text, re.ASCII)
    if found is None or float(found[1]) <= 0:
        raise BadOption(_("--rate-limit {value} must be a rate such as 5/s", value=repr(text)))
    return float(found[1])
