"""The settings file: TOML read into settings, with every mistake of the whole file named.

The reader is imported only where there is a file: most starts have none.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from stancer_tui.config import DEFAULT_PROFILE, Settings
from stancer_tui.language import _
from stancer_tui.settings.decoding import decoded

if TYPE_CHECKING:
    from stancer_tui.settings.known import Known


class ConfigError(ValueError):
    """The settings cannot be used; each mistake is a sentence with its line."""

    def __init__(self, path: Path, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"{path}: {each}" for each in mistakes))
        self.mistakes = mistakes


def load_settings(
    path: Path,
    profile: str = DEFAULT_PROFILE,
    *,
    check_url: Callable[[str], object],
    known: "Callable[[], Known] | None" = None,
    required: bool = False,
) -> Settings:
    """Read `profile` from a TOML file; every mistake of the whole file is named. Raises ConfigError.

    `check_url` raises ValueError for an address that no request may go to. `known` is called only when there
    is a file; without it the names of columns, themes and commands are not checked. A missing file gives
    the defaults, unless it is `required`.
    """
    try:
        source = decoded(path.read_bytes())
    except FileNotFoundError:
        if required:
            raise ConfigError(path, (_("there is no such file"),)) from None
        return Settings(profile)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ConfigError(path, (_("cannot be read: {reason}", reason=reason),)) from None
    import tomllib

    from stancer_tui.settings.reader import Reader
    from stancer_tui.settings.text import SettingsText

    try:
        document = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        raise ConfigError(path, (str(error),)) from None
    text = SettingsText(source)
    settings = Reader(text, check_url, known() if known is not None else None).settings(document, profile)
    if text.mistakes:
        raise ConfigError(path, tuple(text.mistakes))
    return settings
