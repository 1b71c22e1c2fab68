"""`stancer-tui doctor`: what works here and what does not. No key is shown, nothing is changed.

Except a refund journal of an earlier version: it is upgraded, as at any start.
"""

import argparse
import asyncio
import os
from collections.abc import Iterator, Sequence

from stancer_tui.cli import doctor_api, doctor_machine
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.findings import Finding, State, note, ok, wrong
from stancer_tui.cli.options import desk_options_of, settings_of
from stancer_tui.cli.shapes import DoctorShape, FindingShape, shape_line
from stancer_tui.config import API_URL, DeskOptions, Paths
from stancer_tui.desk import open_desks
from stancer_tui.keys import KeyStore
from stancer_tui.models.mode import Mode
from stancer_tui.render.safe import safe

_MARKS = {State.OK: "ok   ", State.NOTE: "note ", State.WRONG: "WRONG"}
_LABEL = 16


def run(args: argparse.Namespace) -> int:
    """Print what is found; 1 when something is wrong."""
    findings = list(_settings(args))
    usable = not any(finding.state is State.WRONG for finding in findings)
    options = desk_options_of(args) if usable else None
    paths = options.paths if options else Paths.find(os.environ)
    findings = [
        *doctor_machine.versions(),
        *doctor_machine.terminal(os.environ),
        *doctor_machine.time_zone(os.environ),
        *findings,
        *doctor_machine.directories(paths),
        doctor_machine.refunds(paths, read_only=options.read_only if options else args.read_only),
        *doctor_machine.network(options.api_url if options else API_URL),
        *asyncio.run(_connections(args, options)),
    ]
    if args.json:
        print(shape_line(_shape(findings)))
    else:
        for finding in findings:
            print(_line(finding))
    return Exit.FAILED if any(finding.state is State.WRONG for finding in findings) else Exit.DONE


def _shape(findings: Sequence[Finding]) -> DoctorShape:
    worst = max((finding.state for finding in findings), key=list(State).index, default=State.OK)
    return DoctorShape(
        worst,
        [FindingShape(each.what, each.state, each.found, each.advice) for each in findings],
    )


def _settings(args: argparse.Namespace) -> Iterator[Finding]:
    """The settings file, one line for each mistake in it."""
    path = args.config or Paths.find(os.environ).config_file
    try:
        settings_of(args, desk=True)
    except Stop as stop:
        for mistake in str(stop).split("\n"):
            yield wrong("Settings", safe(mistake, 400), "Correct it; the desk does not open until then.")
        return
    there = path.exists()
    yield ok("Settings", f"{path}" if there else f"{path} (no file: everything at its default)")


async def _connections(args: argparse.Namespace, options: DeskOptions | None) -> list[Finding]:
    if options is None:
        store = KeyStore(args.given_keys, profile=args.profile)
        found, _ = await doctor_api.keys(store)
        return [*found, note("API", "not asked: correct the settings first")]
    try:
        desks = open_desks(options, args.given_keys)
    except ValueError as error:
        return [wrong("API", str(error))]
    try:
        if options.demo is not None:
            findings = [note("Keys", "the demo has its own and reads none of yours")]
            modes = list(Mode)
        else:
            findings, slots = await doctor_api.keys(KeyStore(args.given_keys, profile=options.profile))
            modes = [slot.mode for slot in slots]
            findings += [] if modes else [note("API", "not asked: there is no key to ask with")]
        return [*findings, *[finding async for finding in doctor_api.api(desks, modes)]]
    finally:
        await desks.aclose()


def _line(finding: Finding) -> str:
    advice = f"\n{' ' * (_LABEL + 8)}{finding.advice}" if finding.advice else ""
    return f"{_MARKS[finding.state]}  {finding.what:<{_LABEL}} {finding.found}{advice}"
