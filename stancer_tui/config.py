"""What the program is set to: its directories, its settings, and the options of one start."""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from platformdirs import PlatformDirs

from stancer_tui.language import N_, Language, _
from stancer_tui.models.mode import Mode

if TYPE_CHECKING:
    from stancer_tui.models.ledger_address import LedgerAddress
    from stancer_tui.models.money import Money

APP = "stancer-tui"
API_URL = "https://api.stancer.com"
DEFAULT_PROFILE = "default"
HOME_VARIABLE = "STANCER_TUI_HOME"
"""The environment variable that names one directory for all files, in place of the platform's two."""

WINDOWS = ("24h", "7d", "30d", "90d")
"""The windows that a setting can name."""

NEWEST_FIRST = "-created"
"""A sort order is a column's key, with a minus before it for descending order."""


class UnsafeDirectory(OSError):
    """A directory for private files belongs to someone else or is a link."""


class Paths(NamedTuple):
    """The directories for the settings and for kept data."""

    config: Path
    state: Path

    @classmethod
    def find(cls, env: Mapping[str, str]) -> "Paths":
        """The platform's directories, or those under STANCER_TUI_HOME. Nothing is created."""
        if home := env.get(HOME_VARIABLE):
            root = Path(home).expanduser().absolute()
            return cls(root / "config", root / "state")
        dirs = PlatformDirs(APP, appauthor=False)
        return cls(dirs.user_config_path, dirs.user_state_path)

    @property
    def config_file(self) -> Path:
        """The settings file that is read unless another is named."""
        return self.config / "config.toml"


def private(directory: Path) -> Path:
    """`directory`, created if need be and closed to other users; raises UnsafeDirectory, OSError."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if directory.is_symlink():
        raise UnsafeDirectory(_("{path} is a link, not a directory of this program", path=directory))
    status = directory.stat()
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise UnsafeDirectory(_("{path} belongs to another user", path=directory))
    if status.st_mode & 0o077:
        directory.chmod(0o700)
    return directory


class SavedView(NamedTuple):
    """A saved search; where it has no `window` (one of WINDOWS) or `sort`, the list keeps its own."""

    name: str
    query: str
    window: str | None = None
    sort: str | None = None

    @property
    def title(self) -> str:
        """The name as shown: a built-in view's is translated."""
        return _(self.name) if self in BUILT_IN_VIEWS else self.name


BUILT_IN_VIEWS = (
    SavedView(N_("Refused today"), "status:refused date:today", "24h", NEWEST_FIRST),
    SavedView(N_("Authorisations about to expire"), "status:authorized date:..5d", "7d", "created"),
)
"""Views that every desk has; an authorisation lapses after seven days (reference: Payment status codes)."""


_NO_KEYS: Mapping[str, str] = MappingProxyType({})


class UiSettings(NamedTuple):
    """How the desk looks and what its lists begin with.

    Empty `columns` mean all of them. `refresh_seconds` is 0 for no automatic refresh. `keys` maps command
    ids to their keys, comma-separated.
    """

    theme: str | None = None
    ascii: bool = False
    mask: bool = False
    mouse: bool = True
    columns: tuple[str, ...] = ()
    sort: str = NEWEST_FIRST
    window: str = "7d"
    refresh_seconds: int = 60
    preview: bool = True
    keys: Mapping[str, str] = _NO_KEYS
    views: tuple[SavedView, ...] = BUILT_IN_VIEWS


_NO_AMOUNTS: "Mapping[str, Money]" = MappingProxyType({})
_NO_PROFILES: "Mapping[str, Settings]" = MappingProxyType({})


class Settings(NamedTuple):
    """The settings of one profile. `account` is the merchant's name, which the API does not give.

    `profiles` are the settings of every profile of the file, in its order, as read at the start. Without a
    `language` the locale decides. `refund_ceiling` is the largest refund that this desk sends, by currency; a
    currency that it does not name has no ceiling. `ledger` is the address of the team's ledger; without one
    this desk has a file of its own. `refund_reasons` are the merchant's own, besides those of the program.
    """

    profile: str = DEFAULT_PROFILE
    language: Language | None = None
    account: str | None = None
    base_url: str = API_URL
    read_only: bool = False
    refund_ceiling: "Mapping[str, Money]" = _NO_AMOUNTS
    ledger: "LedgerAddress | None" = None
    refund_reasons: tuple[str, ...] = ()
    ui: UiSettings = UiSettings()
    profiles: "Mapping[str, Settings]" = _NO_PROFILES

    @property
    def shown_name(self) -> str:
        """The merchant's name, or the profile's where it has no visible character; not yet safe to show."""
        name = (self.account or "").strip()
        seen = any(each.isprintable() and not each.isspace() for each in name)
        return name if seen else self.profile


class Policy(NamedTuple):
    """What an administrator fixed for every desk of this machine; `source` is the file, None without one.

    None means no rule. Above `approval_above` a refund waits for a second person. A live desk without a key
    press for `idle_minutes` hides its content. Without `export` nothing is written to files.
    """

    source: Path | None = None
    read_only: bool = False
    modes: frozenset[Mode] | None = None
    refund_ceiling: "Mapping[str, Money]" = _NO_AMOUNTS
    approval_above: "Mapping[str, Money]" = _NO_AMOUNTS
    ledger: "LedgerAddress | None" = None
    api_hosts: frozenset[str] | None = None
    mask: bool = False
    idle_minutes: int | None = None
    export: bool = True


_NO_POLICY = Policy()


class DemoOptions(NamedTuple):
    """How the embedded sandbox of `--demo` is built; `db` is a directory that keeps its data and journal."""

    db: Path | None = None
    seed: int = 1
    payments: int = 3000
    now: datetime | None = None
    faults: tuple[str, ...] = ()
    latency_ms: int = 0
    check_delay: int = 60
    """Seconds (of the demo's clock) that an account check takes."""
    team: bool = False
    """Whether two invented colleagues work beside the visitor."""


class DeskOptions(NamedTuple):
    """The options of one start of the desk, from the command line and the settings."""

    settings: Settings
    paths: Paths
    demo: DemoOptions | None = None
    live: bool = False
    read_only: bool = False
    api_url: str = API_URL
    allow_custom_live_host: bool = False
    mask: bool = False
    mouse: bool = True
    """Whether the desk handles clicks and the wheel; else the terminal does, to select text."""
    policy: Policy = _NO_POLICY
    """What the administrator fixed; the other options have been tightened by it already."""
    open_id: str | None = None
    """The id of the object that is opened at the start."""
    of_profile: "Callable[[str], DeskOptions] | None" = None
    """Loads the options of another profile of the settings; raises ValueError with a sentence."""

    @property
    def profile(self) -> str:
        """The profile whose keys and settings are used."""
        return self.settings.profile
