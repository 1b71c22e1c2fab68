"""Numbers as each language writes them."""

from stancer_tui.language.current import Language, current

NARROW_BLANK = "\u202f"
"""The narrow no-break space: groups the digits of a French number, stands before its double signs."""

_IN_FRENCH = str.maketrans({",": NARROW_BLANK, ".": ","})


def as_spoken(written: str) -> str:
    """A number written as in English, "1,034.45", as the language that is spoken writes it: "1 034,45"."""
    return written.translate(_IN_FRENCH) if current().language is Language.FR else written


def decimal_mark() -> str:
    """What stands between units and decimals."""
    return as_spoken(".")


def grouped(number: int) -> str:
    """A whole number with its digits in groups of three: "1,034", "1 034" in French."""
    return as_spoken(f"{number:,}")
