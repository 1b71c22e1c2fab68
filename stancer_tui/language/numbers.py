"""Numbers as each language writes them."""

from stancer_tui.language.current import Language, current

NARROW_BLANK = "\u202f"
"""The narrow no-break space: in French it groups digits and precedes `:`, `;`, `?` and `!`."""

_IN_FRENCH = str.maketrans({",": NARROW_BLANK, ".": ","})


def as_spoken(written: str) -> str:
    """A number in English notation, "1,034.45", in that of the current language: "1 034,45" in French."""
    return written.translate(_IN_FRENCH) if current().language is Language.FR else written


def decimal_mark() -> str:
    """The decimal mark of the current language."""
    return as_spoken(".")


def grouped(number: int) -> str:
    """A whole number with its digits in groups of three: "1,034", "1 034" in French."""
    return as_spoken(f"{number:,}")
