"""The language of the locale, for when neither a setting nor an option names one."""

from collections.abc import Mapping

from stancer_tui.language.current import Language

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def of_locale(env: Mapping[str, str]) -> Language:
    """The language of the first locale variable that is set; English where the program does not speak it."""
    named = next((value for name in _VARIABLES if (value := env.get(name))), "")
    code = named.split(".")[0].split("_")[0].split("@")[0].lower()
    return Language(code) if code in list(Language) else Language.EN
