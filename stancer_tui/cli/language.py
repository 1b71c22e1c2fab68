"""Which language a start speaks, known before the arguments are read: their help is in it, too."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from stancer_tui.config import Paths
from stancer_tui.language import Language
from stancer_tui.language.choice import of_locale


def language_of(arguments: Sequence[str], env: Mapping[str, str]) -> Language:
    """The language of `--lang`, else of the settings, else of the locale.

    What is wrong with an option or with the settings is said by those who read them.
    """
    if (named := _spoken(_option(arguments, "--lang"))) is not None:
        return named
    file = _option(arguments, "--config")
    return _of_settings(Path(file) if file else Paths.find(env).config_file) or of_locale(env)


def _option(arguments: Sequence[str], name: str) -> str | None:
    """The last value of an option, as argparse takes it."""
    found = None
    for place, word in enumerate(arguments):
        if word == name and place + 1 < len(arguments):
            found = arguments[place + 1]
        elif word.startswith(f"{name}="):
            found = word.partition("=")[2]
    return found


def _of_settings(path: Path) -> Language | None:
    from stancer_tui.settings.decoding import decoded

    try:
        text = decoded(path.read_bytes())
        if "language" not in text:
            return None
        import tomllib

        return _spoken(tomllib.loads(text).get("language"))
    except (OSError, ValueError, RecursionError):
        return None


def _spoken(name: object) -> Language | None:
    return Language(name) if isinstance(name, str) and name in tuple(Language) else None
