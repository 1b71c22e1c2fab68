"""The global options, which are valid before and after a command."""

import argparse
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancer_tui.api.address import checked_base_url
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.config import (
    DEFAULT_PROFILE,
    DemoOptions,
    DeskOptions,
    Paths,
    Settings,
)
from stancer_tui.language import N_, Language, _, current
from stancer_tui.language.numbers import NARROW_BLANK
from stancer_tui.models.mode import Mode
from stancer_tui.settings.file import ConfigError, load_settings

if TYPE_CHECKING:
    from stancer_tui.settings.known import Known

WITH_VALUE = frozenset(
    (
        *("--profile", "--api-url", "--lang", "--config"),
        *("--db", "--seed", "--payments", "--now", "--fault", "--latency", "--check-delay"),
    )
)
"""The options of `add_global_options` that are followed by a value."""

DEMO_ONLY = ("team", "db", "seed", "payments", "now", "fault", "latency", "check_delay")
"""Options for --demo only."""


_GLOBAL = N_("global options, before or after a command")
_OF_DEMO = N_("options of --demo")


class Help(argparse.HelpFormatter):
    """Help whose titles stand before their colon as the language that is spoken has it."""

    def start_section(self, heading: str | None) -> None:
        """Begin a part of the help; argparse itself writes the colon."""
        blank = NARROW_BLANK if heading and current().language is Language.FR else ""
        super().start_section(f"{heading}{blank}" if heading else heading)


class OwnOptionsFirst(Help):
    """Help whose usage line names what is a command's own; what every command understands follows below."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Leave the options out that every command has."""
        shared = {_(_GLOBAL), _(_OF_DEMO)}
        own = [each for each in actions if getattr(each.container, "title", None) not in shared]
        super().add_usage(usage, own, groups, prefix)


class OptionsAnywhere(argparse.ArgumentParser):
    """A parser that takes a word that may be left out behind an option too: `list people --csv pham`."""

    _reading = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read options first, then words; what argparse calls back for is read its own way.

        It is given its usage without "usage: ", of which it cuts off seven letters in any language.
        """
        if self._reading:
            return super().parse_known_args(args, namespace)
        self._reading, own = True, self.usage
        self.usage = self.format_usage().removeprefix(_("usage: "))
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._reading, self.usage = False, own


def add_global_options(
    parser: argparse.ArgumentParser, *, of_demo: bool = True
) -> tuple[argparse.Action, ...]:
    """Add the options that every command understands; of those of the demo the sandbox has its own."""
    add = parser.add_argument_group(_(_GLOBAL)).add_argument
    shared = (
        add("--demo", action="store_true", help=_("use the embedded sandbox: no key, no network")),
        add("--live", action="store_true", help=_("start in live mode")),
        add("--read-only", action="store_true", help=_("send nothing that changes anything")),
        add(
            "--profile",
            default=DEFAULT_PROFILE,
            metavar=_("NAME"),
            help=_("keys and settings of this profile"),
        ),
        add("--api-url", metavar="URL", help=_("use another host, such as a sandbox")),
        add("--allow-custom-live-host", action="store_true", help=_("let a live key be sent to that host")),
        add("--mask", action="store_true", help=_("hide customers' data on the screen")),
        add("--no-mouse", action="store_true", help=_("leave the mouse to the terminal")),
        add(
            "--lang",
            choices=tuple(each.value for each in Language),
            help=_("speak this language instead of the one of the settings"),
        ),
        add("--config", type=Path, metavar=_("FILE"), help=_("read the settings from this file")),
    )
    if not of_demo:
        return shared
    add = parser.add_argument_group(_(_OF_DEMO)).add_argument
    faults = _("lose-answer, delay-first=MS or error-rate=P; may be repeated")
    return (
        *shared,
        add(
            "--team",
            action="store_true",
            default=None,
            help=_("two invented colleagues note, take, refund and ask for approval beside you"),
        ),
        add("--db", type=Path, metavar=_("DIR"), help=_("keep the demo's data and journal in DIR")),
        add("--seed", type=int, metavar="N", help=_("the seed of the invented data (1)")),
        add("--payments", type=count, metavar="N", help=_("payments in each mode (3000)")),
        add("--now", type=_moment, metavar="ISO", help=_("stop the demo's clock at this moment")),
        add("--fault", action="append", metavar=_("FAULT"), help=faults),
        add("--latency", type=count, metavar="MS", help=_("delay every answer by MS")),
        add(
            "--check-delay", type=count, metavar=_("SECONDS"), help=_("time that an account check takes (60)")
        ),
    )


def move_after_command(arguments: Sequence[str]) -> list[str]:
    """The arguments with the command first, so that its own parser reads the global options as well."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        at += 2 if arguments[at] in WITH_VALUE else 1
    before, command, after = arguments[:at], arguments[at : at + 1], arguments[at + 1 :]
    return [*command, *before, *after]


def settings_of(args: argparse.Namespace, *, desk: bool = False) -> Settings:
    """The settings of the chosen profile; raises Stop.

    For the `desk` the names of columns, themes and commands are checked as well, and its keys are read.
    """
    path = args.config or Paths.find(os.environ).config_file
    required = args.config is not None
    try:
        return load_settings(
            path, args.profile, check_url=_checked, known=_desk_names if desk else None, required=required
        )
    except ConfigError as error:
        raise Stop(Exit.USAGE, str(error)) from None


def _desk_names() -> "Known":
    from stancer_tui.ui.shell.setting_names import known

    return known()


def api_url_of(args: argparse.Namespace, settings: Settings) -> str:
    """The API's address: the option, else the profile's; raises Stop."""
    try:
        return _checked(args.api_url or settings.base_url)
    except ValueError as error:
        raise Stop(Exit.USAGE, _("--api-url: {reason}", reason=error)) from None


def _checked(url: str) -> str:
    """Whether a live key may go there as well is decided when there is one."""
    return checked_base_url(url, Mode.TEST)


def desk_options_of(args: argparse.Namespace, *, desk: bool = False) -> DeskOptions:
    """The options with which the `desk`, or a command without one, is opened; raises Stop."""
    settings = settings_of(args, desk=desk)
    options = _options(args, settings)
    if options.demo is None:
        options = options._replace(of_profile=partial(_options_of_profile, args, settings.profiles))
        args.mask = args.mask or options.policy.mask  # what a command prints
    return options


def _options(args: argparse.Namespace, settings: Settings) -> DeskOptions:
    options = DeskOptions(
        settings=settings,
        paths=Paths.find(os.environ),
        demo=_demo_of(args),
        live=args.live,
        read_only=args.read_only or settings.read_only,
        api_url=api_url_of(args, settings),
        allow_custom_live_host=args.allow_custom_live_host,
        mask=args.mask or settings.ui.mask,
        mouse=settings.ui.mouse and not args.no_mouse,
    )
    return options if options.demo is not None else tightened_options(options)


def _options_of_profile(
    args: argparse.Namespace, profiles: Mapping[str, Settings], profile: str
) -> DeskOptions:
    """The options of another account of the desk: the address on the command line is not for it.

    Its rules are those that the start has read: what becomes of the file later lifts none of them.
    """
    other = argparse.Namespace(**vars(args))
    other.api_url, other.allow_custom_live_host, other.live = None, False, False
    try:
        return _options(other, profiles[profile])
    except Stop as stop:
        raise ValueError(str(stop)) from None


def check_output(args: argparse.Namespace, options: DeskOptions) -> None:
    """Refuse what the policy of this machine does: lists for files, data as it was received; raises Stop."""
    if options.policy.mask and args.json:
        words = _("The policy of this machine hides customers' data, which --json prints: leave it out.")
        raise Stop(Exit.USAGE, words)
    if args.command == "list" and not options.policy.export and (args.json or args.csv):
        words = _("The policy of this machine does not allow lists for files: leave out --json and --csv.")
        raise Stop(Exit.USAGE, words)


def tightened_options(options: DeskOptions) -> DeskOptions:
    """The options as the policy of this machine allows them; raises Stop."""
    from stancer_tui.settings.policy import AgainstPolicy, load_policy, policy_path, tightened

    try:
        return tightened(options, load_policy(policy_path(), options.profile))
    except (ConfigError, AgainstPolicy) as error:
        raise Stop(Exit.USAGE, str(error)) from None


def _demo_of(args: argparse.Namespace) -> DemoOptions | None:
    given = {name: getattr(args, name) for name in DEMO_ONLY if getattr(args, name) is not None}
    if not args.demo:
        if given:
            option = next(iter(given)).replace("_", "-")
            raise Stop(Exit.USAGE, _("--{option} is for the demo: add --demo.", option=option))
        return None
    if args.api_url:
        raise Stop(Exit.USAGE, _("--demo has its own sandbox: leave out --api-url."))
    _check_faults(given.get("fault", ()))
    defaults = DemoOptions()
    return DemoOptions(
        db=args.db,
        seed=given.get("seed", defaults.seed),
        payments=given.get("payments", defaults.payments),
        now=args.now,
        faults=tuple(given.get("fault", ())),
        latency_ms=given.get("latency", defaults.latency_ms),
        team=bool(given.get("team")),
        check_delay=given.get("check_delay", defaults.check_delay),
    )


def _check_faults(faults: Sequence[str]) -> None:
    if not faults:
        return
    from stancer_tui.sandbox.wire.faults import BadFault, Faults

    try:
        Faults.parse(faults)
    except BadFault as error:
        raise Stop(Exit.USAGE, _("--fault: {reason}", reason=error)) from None


def count(text: str) -> int:
    """An option's whole number."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("must be a whole number, 0 or more"))
    return int(text)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("must be a moment like 2026-11-21T18:04")) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
