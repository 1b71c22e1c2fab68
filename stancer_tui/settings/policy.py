"""The policy: what an administrator fixed for every desk of this machine, and no setting or flag loosens.

It fails closed: a file that is there and cannot be trusted, read or understood stops the program.
"""

import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from stancer_tui.config import DeskOptions, Policy
from stancer_tui.language import _
from stancer_tui.models.ledger_address import LedgerAddress
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.render.safe import safe
from stancer_tui.settings.decoding import decoded
from stancer_tui.settings.file import ConfigError
from stancer_tui.settings.reader import amounts_by_currency, ledger_setting
from stancer_tui.settings.text import Place, SettingsText

_PLACES = {
    "darwin": Path("/Library/Application Support/stancer-tui/policy.toml"),
    "win32": Path("C:/ProgramData/stancer-tui/policy.toml"),
}
_ELSEWHERE = Path("/etc/stancer-tui/policy.toml")

RULES = (
    "read_only",
    "modes",
    "refund_ceiling",
    "approval_above",
    "ledger",
    "api_hosts",
    "mask",
    "idle_minutes",
    "export",
)


class PolicyError(ConfigError):
    """The policy is there and cannot be used: the program does not start."""


class AgainstPolicy(ValueError):
    """What was asked for is more than the policy allows; the message is a sentence."""


def policy_path() -> Path:
    """Where the policy stands on this system: no variable and no option moves it."""
    return _PLACES.get(sys.platform, _ELSEWHERE)


def load_policy(path: Path, profile: str) -> Policy:
    """The rules for a profile; none where no file stands. Raises `PolicyError`."""
    if not os.path.lexists(path):
        return Policy()
    if doubt := _doubt(path):
        raise PolicyError(path, (doubt,))
    try:
        source = decoded(path.read_bytes())
    except OSError as error:
        raise PolicyError(path, (error.strerror or str(error),)) from None
    except ValueError as error:
        raise PolicyError(path, (str(error),)) from None
    return _parsed(path, source, profile)


def _doubt(path: Path) -> str:
    """Why the file is not trusted: the agent could have changed it; "" if not. Root is always trusted."""
    if os.name != "posix" or os.geteuid() == 0:
        return ""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        return _("it is a link, or no file")
    mine, effective = os.geteuid(), os.access in os.supports_effective_ids
    for each in (path, *path.absolute().parents):
        if each.lstat().st_uid == mine or os.access(each, os.W_OK, effective_ids=effective):
            return _("the agent whom it binds can change {path}: it must be the administrator's", path=each)
    return ""


def _parsed(path: Path, source: str, profile: str) -> Policy:
    import tomllib

    try:
        document = tomllib.loads(source)
    except (ValueError, RecursionError) as error:  # a number of too many digits is a plain ValueError
        raise PolicyError(path, (str(error),)) from None
    text = SettingsText(source)
    text.only((), document, (*RULES, "profiles"))
    tables = text.table(("profiles",), document.get("profiles"), "[profiles.default]")
    for name, table in tables.items():
        where = ("profiles", name)
        text.only(where, text.table(where, table, f"[profiles.{name}]"), RULES)
    policies = {name: _rules(text, ("profiles", name), table) for name, table in tables.items()}
    general = _rules(text, (), document)
    if text.mistakes:
        raise PolicyError(path, tuple(text.mistakes))
    own = policies.get(profile)
    rules = general if own is None else _both(general, own)
    return rules._replace(source=path)


def _rules(text: SettingsText, where: Place, table: object) -> Policy:
    rules: Mapping[str, Any] = table if isinstance(table, dict) else {}

    def listed(name: str) -> list[str] | None:
        values = text.typed((*where, name), rules.get(name), list, _('a list, like ["test"]'))
        if values is not None and not (values and all(isinstance(each, str) for each in values)):
            text.mistake((*where, name), _("{name} must be a list of words in quotes", name=name))
            return None
        return values

    modes, known = listed("modes"), {each.value: each for each in Mode}
    for mode in modes or ():
        if mode not in known:
            text.unknown((*where, "modes"), _("a mode"), known, name=mode)
    minutes = text.typed((*where, "idle_minutes"), rules.get("idle_minutes"), int, _("a whole number"))
    if minutes is not None and (isinstance(minutes, bool) or minutes < 1):
        text.mistake((*where, "idle_minutes"), _("idle_minutes must be 1 or more"))
    hosts = listed("api_hosts")
    return Policy(
        read_only=text.flag((*where, "read_only"), rules.get("read_only"), default=False),
        modes=None if modes is None else frozenset(known[each] for each in modes if each in known),
        refund_ceiling=amounts_by_currency(text, (*where, "refund_ceiling"), rules.get("refund_ceiling")),
        approval_above=amounts_by_currency(text, (*where, "approval_above"), rules.get("approval_above")),
        ledger=ledger_setting(text, (*where, "ledger"), rules.get("ledger")),
        api_hosts=None if hosts is None else frozenset(each.lower() for each in hosts),
        mask=text.flag((*where, "mask"), rules.get("mask"), default=False),
        idle_minutes=minutes,
        export=text.flag((*where, "export"), rules.get("export"), default=True),
    )


def _both(general: Policy, own: Policy) -> Policy:
    """The rules for everybody combined with those for one profile: the tighter of each."""
    minutes = [each for each in (general.idle_minutes, own.idle_minutes) if each is not None]
    return Policy(
        read_only=general.read_only or own.read_only,
        modes=_fewer(general.modes, own.modes),
        refund_ceiling=smaller(general.refund_ceiling, own.refund_ceiling),
        approval_above=smaller(general.approval_above, own.approval_above),
        ledger=own.ledger or general.ledger,
        api_hosts=_fewer(general.api_hosts, own.api_hosts),
        mask=general.mask or own.mask,
        idle_minutes=min(minutes, default=None),
        export=general.export and own.export,
    )


def _fewer(one: frozenset[Any] | None, other: frozenset[Any] | None) -> frozenset[Any] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def smaller(one: Mapping[str, Money], other: Mapping[str, Money]) -> dict[str, Money]:
    """The smaller amount of each currency."""
    both = dict(one)
    for currency, money in other.items():
        if currency not in both or money.amount < both[currency].amount:
            both[currency] = money
    return both


def tightened(options: DeskOptions, policy: Policy) -> DeskOptions:
    """The options of a start with the rules of the policy added to them.

    Raises `AgainstPolicy` for a mode, a host or a ledger that the policy does not allow.
    """
    settings = options.settings
    if policy.modes is not None and options.live and Mode.LIVE not in policy.modes:
        raise AgainstPolicy(_("The policy of this machine does not allow live mode: leave out --live."))
    host = urlsplit(options.api_url).hostname or ""
    if policy.api_hosts is not None and host.lower() not in policy.api_hosts:
        allowed = ", ".join(sorted(policy.api_hosts))
        raise AgainstPolicy(
            _(
                "The policy of this machine allows the API at {hosts} only, not at {host}.",
                hosts=allowed,
                host=host,
            )
        )
    only_live = policy.modes == frozenset({Mode.LIVE})
    return options._replace(
        policy=policy,
        live=options.live or only_live,
        read_only=options.read_only or policy.read_only,
        mask=options.mask or policy.mask,
        settings=settings._replace(
            refund_ceiling=smaller(settings.refund_ceiling, policy.refund_ceiling),
            ledger=_ledger(settings.ledger, policy.ledger),
        ),
    )


def _ledger(asked: LedgerAddress | None, ruled: LedgerAddress | None) -> LedgerAddress | None:
    """The policy's ledger; the settings may only say who logs in, where the policy does not."""
    if ruled is None or asked is None:
        return ruled or asked
    if (asked.host, asked.port, asked.database) != (ruled.host, ruled.port, ruled.database):
        raise AgainstPolicy(
            _(
                "The policy of this machine names the ledger {ruled}, the settings name {asked}: take ledger "
                "out of config.toml.",
                ruled=safe(ruled.place, 200),
                asked=safe(asked.place, 200),
            )
        )
    return replace(
        ruled,
        user=ruled.user or asked.user,
        sslcert=ruled.sslcert or asked.sslcert,
        sslkey=ruled.sslkey or asked.sslkey,
    )
