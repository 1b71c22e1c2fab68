"""`stancer-tui doctor`: what works here and what does not. No key is shown, nothing is changed.

Except a refund journal of an earlier version: it is upgraded, as at any start.
"""

import argparse
import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import nullcontext

from stancer_tui.cli import doctor_api, doctor_machine, doctor_policy
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.findings import Finding, State, note, ok, wrong
from stancer_tui.cli.options import desk_options_of, settings_of
from stancer_tui.cli.shapes import DoctorShape, FindingShape, shape_line
from stancer_tui.config import API_URL, DeskOptions, Paths
from stancer_tui.desk import open_desks
from stancer_tui.keys import KeyStore
from stancer_tui.language import N_, Language, _, current, pgettext, using
from stancer_tui.models.mode import Mode
from stancer_tui.render.safe import safe

_MARKS = {State.OK: N_("ok"), State.NOTE: N_("note"), State.WRONG: N_("WRONG")}
_LABEL = 16
"""Cells for what was looked at; more where a word is longer."""


def run(args: argparse.Namespace) -> int:
    """Print what is found; 1 when something is wrong. JSON is the same in every language."""
    spoken = current().language
    with using(Language.EN) if args.json else nullcontext():
        return _run(args, spoken)


def _run(args: argparse.Namespace, spoken: Language) -> int:
    findings = list(_settings(args))
    usable = not any(finding.state is State.WRONG for finding in findings)
    options, policy = _options(args) if usable else (None, [])
    paths = options.paths if options else Paths.find(os.environ)
    findings = [
        *doctor_machine.versions(),
        *doctor_machine.terminal(os.environ),
        *doctor_machine.language(spoken),
        *doctor_machine.time_zone(os.environ),
        *findings,
        *policy,
        *doctor_machine.directories(paths),
        _refunds(options, paths),
        *doctor_machine.network(options.api_url if options else API_URL),
        *asyncio.run(_connections(args, options)),
    ]
    if args.json:
        print(shape_line(_shape(findings)))
    else:
        for line in _lines(findings):
            print(line)
    return Exit.FAILED if any(finding.state is State.WRONG for finding in findings) else Exit.DONE


def _options(args: argparse.Namespace) -> tuple[DeskOptions | None, list[Finding]]:
    """The options of a start, and the policy in them; one that cannot be used stops every desk."""
    try:
        options = desk_options_of(args)
    except Stop as stop:
        return None, [
            wrong(_("Policy"), safe(line, 400), _("No desk starts until it is correct."))
            for line in str(stop).split("\n")
        ]
    return options, list(doctor_policy.policy(options))


def _refunds(options: DeskOptions | None, paths: Paths) -> Finding:
    what = _("Refunds")
    if options is None:
        return wrong(what, _("off: no desk starts"))
    if not options.read_only:
        return doctor_machine.refunds(paths)
    if options.policy.read_only:
        return note(what, _("off: the policy of this machine makes every desk read-only"))
    return note(
        what,
        _("off: this desk is read-only"),
        _("Leave out --read-only, or read_only in the settings."),
    )


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
            yield wrong(
                _("Settings"),
                safe(mistake, 400),
                _("Correct it; the desk does not open until then."),
            )
        return
    there = path.exists()
    where = str(path) if there else _("{path} (no file: everything at its default)", path=path)
    yield ok(_("Settings"), where)


async def _connections(args: argparse.Namespace, options: DeskOptions | None) -> list[Finding]:
    if options is None:
        store = KeyStore(args.given_keys, profile=args.profile)
        found, _slots = await doctor_api.keys(store)
        return [*found, note(_("API"), _("not asked: correct the settings first"))]
    try:
        desks = open_desks(options, args.given_keys)
    except ValueError as error:
        return [wrong(_("API"), str(error))]
    try:
        if options.demo is not None:
            findings = [note(pgettext("API", "Keys"), _("the demo has its own and reads none of yours"))]
            modes = list(Mode)
        else:
            findings, slots = await doctor_api.keys(KeyStore(args.given_keys, profile=options.profile))
            modes = [slot.mode for slot in slots]
            findings += [] if modes else [note(_("API"), _("not asked: there is no key to ask with"))]
        return [*findings, *[finding async for finding in doctor_api.api(desks, modes)]]
    finally:
        await desks.aclose()


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    """A line a finding, its advice below it; as wide as the words of this language need."""
    marks = {state: _(word) for state, word in _MARKS.items()}
    mark = max(map(len, marks.values()))
    label = max(_LABEL, *(len(finding.what) for finding in findings))
    for finding in findings:
        yield f"{marks[finding.state]:<{mark}}  {finding.what:<{label}} {finding.found}"
        if finding.advice:
            yield f"{' ' * (mark + label + 3)}{finding.advice}"
