"""What the program is set to: its directories, the TOML file, and the options of one start."""

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import PlatformDirs

from stancer_tui.models.money import CURRENCIES, Money, exponent

T = TypeVar("T")

APP = "stancer-tui"
API_URL = "https://api.stancer.com"
DEFAULT_PROFILE = "default"
HOME_VARIABLE = "STANCER_TUI_HOME"
"""Names one directory that holds everything this program writes, instead of the platform's three."""


class ConfigError(ValueError):
    """The settings cannot be used; each mistake is a sentence with its line."""

    def __init__(self, path: Path, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"{path}: {each}" for each in mistakes))
        self.mistakes = mistakes


class UnsafeDirectory(OSError):
    """A directory that is to hold private files belongs to someone else or is a link."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the settings, what is kept, and what lives for one session are."""

    config: Path
    state: Path
    runtime: Path

    @classmethod
    def find(cls, env: Mapping[str, str]) -> "Paths":
        """The platform's directories, or those under STANCER_TUI_HOME. Nothing is made."""
        if home := env.get(HOME_VARIABLE):
            root = Path(home).expanduser().absolute()
            return cls(root / "config", root / "state", root / "runtime")
        dirs = PlatformDirs(APP, appauthor=False)
        state = dirs.user_state_path
        # Without a runtime directory of the session, a shared one under /tmp is no place for us.
        runtime = dirs.user_runtime_path if env.get("XDG_RUNTIME_DIR") else state / "run"
        return cls(dirs.user_config_path, state, runtime)

    @property
    def config_file(self) -> Path:
        """The settings file that is read unless another is named."""
        return self.config / "config.toml"


def private(directory: Path) -> Path:
    """Make `directory` (and keep it) readable by its owner only; raises UnsafeDirectory, OSError."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if directory.is_symlink():
        raise UnsafeDirectory(f"{directory} is a link, not a directory of this program")
    status = directory.stat()
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise UnsafeDirectory(f"{directory} belongs to another user")
    if status.st_mode & 0o077:
        directory.chmod(0o700)
    return directory


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one profile. `account` is the merchant's name: no API gives it.

    `refund_ceiling` is the largest refund this desk sends, by currency; one that is not named has no ceiling.
    """

    profile: str = DEFAULT_PROFILE
    account: str | None = None
    base_url: str = API_URL
    read_only: bool = False
    refund_ceiling: Mapping[str, Money] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """How the embedded sandbox of `--demo` is made; `db` is a directory that keeps its data and journal."""

    db: Path | None = None
    seed: int = 1
    payments: int = 3000
    now: datetime | None = None
    faults: tuple[str, ...] = ()
    latency_ms: int = 0


@dataclass(frozen=True, slots=True)
class DeskOptions:
    """What one start of the desk was asked for, command line and settings together."""

    settings: Settings
    paths: Paths
    demo: DemoOptions | None = None
    live: bool = False
    read_only: bool = False
    api_url: str = API_URL
    allow_custom_live_host: bool = False
    mask: bool = False
    open_id: str | None = None
    """The payment on which the desk opens."""

    @property
    def profile(self) -> str:
        """The profile whose keys and settings are used."""
        return self.settings.profile


def load_settings(
    path: Path,
    profile: str = DEFAULT_PROFILE,
    *,
    check_url: Callable[[str], object],
    required: bool = False,
) -> Settings:
    """Read `profile` from a TOML file; every mistake of the whole file is named. Raises ConfigError.

    `check_url` raises ValueError for an address that no request may go to. A file that is not there gives the
    defaults, unless it is `required`.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if required:
            raise ConfigError(path, ("there is no such file",)) from None
        return Settings(profile)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ConfigError(path, (f"cannot be read: {reason}",)) from None
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, (str(error),)) from None
    reader = _Reader(text, check_url)
    found = reader.profiles(document)
    if reader.mistakes:
        raise ConfigError(path, tuple(reader.mistakes))
    return found.get(profile, Settings(profile))


class _Reader:
    """Turns a parsed document into settings and collects its mistakes."""

    def __init__(self, text: str, check_url: Callable[[str], object]) -> None:
        self._check_url = check_url
        self._lines = text.splitlines(keepends=True)
        self.mistakes: list[str] = []

    def profiles(self, document: Mapping[str, Any]) -> dict[str, Settings]:
        for key in document:
            if key != "profiles":
                self._unknown((key,), ("profiles",))
        tables = document.get("profiles", {})
        if not isinstance(tables, dict):
            self._mistake(("profiles",), "profiles is to be a table, like [profiles.default]")
            return {}
        return {name: self._profile(name, table) for name, table in tables.items()}

    def _profile(self, name: str, table: object) -> Settings:
        where = ("profiles", name)
        if not isinstance(table, dict):
            self._mistake(where, f"profiles.{name} is to be a table, like [profiles.{name}]")
            return Settings(name)
        known = ("account", "base_url", "read_only", "refund_ceiling")
        for key in table:
            if key not in known:
                self._unknown((*where, key), known)
        return Settings(
            profile=name,
            account=self._typed((*where, "account"), table.get("account"), str, "a text"),
            base_url=self._url((*where, "base_url"), table.get("base_url")),
            read_only=self._typed((*where, "read_only"), table.get("read_only"), bool, "true or false")
            or False,
            refund_ceiling=dict(self._ceilings((*where, "refund_ceiling"), table.get("refund_ceiling"))),
        )

    def _typed(self, where: tuple[str, ...], value: object, kind: type[T], words: str) -> T | None:
        if value is None or isinstance(value, kind):
            return value
        self._mistake(where, f"{where[-1]} is to be {words}")
        return None

    def _url(self, where: tuple[str, ...], value: object) -> str:
        text = self._typed(where, value, str, "an address in quotes")
        if text is None:
            return API_URL
        try:
            self._check_url(text)
        except ValueError as error:
            self._mistake(where, f"base_url: {error}")
        return text

    def _ceilings(self, where: tuple[str, ...], value: object) -> Iterator[tuple[str, Money]]:
        table: dict[str, object] = self._typed(where, value, dict, 'a table, like { eur = "250.00" }') or {}
        for currency, amount in table.items():
            code = currency.lower()
            if code not in CURRENCIES:
                self._unknown((*where, currency), CURRENCIES)
                continue
            minor = _minor_units(amount, exponent(code))
            if minor is None:
                self._mistake((*where, currency), f'{currency} is to be an amount in quotes, like "250.00"')
            else:
                yield code, Money(minor, code)

    def _unknown(self, where: tuple[str, ...], known: tuple[str, ...]) -> None:
        near = get_close_matches(where[-1], known, 1)
        hint = f"; did you mean {near[0]}?" if near else f"; known here: {', '.join(known)}"
        self._mistake(where, f"{where[-1]} is not a setting{hint}")

    def _mistake(self, where: tuple[str, ...], message: str) -> None:
        self.mistakes.append(f"line {self._line(where)}: {message}")

    def _line(self, where: tuple[str, ...]) -> int:
        """The line on which a value ends: the first beginning of the text that parses and has it."""
        for count in range(1, len(self._lines) + 1):
            try:
                node: object = tomllib.loads("".join(self._lines[:count]))
            except tomllib.TOMLDecodeError:
                continue
            for key in where:
                node = node.get(key) if isinstance(node, dict) else None
            if node is not None:
                return count
        return len(self._lines)


def _minor_units(value: object, decimals: int) -> int | None:
    if not isinstance(value, str):
        return None
    found = re.fullmatch(r"(\d{1,12})(?:\.(\d+))?", value.strip(), re.ASCII)
    if found is None or len(found[2] or "") > decimals:
        return None
    return int(found[1] + (found[2] or "").ljust(decimals, "0"))
