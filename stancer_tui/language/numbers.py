"""Numbers as each language writes them."""

from stancer_tui.language.current import Language, current

NARROW_BLANK = "\u202f"
"""The narrow no-break space: groups the digits of a French number, stands before its double signs."""


def decimal_mark() -> str:
    """What stands between units and decimals."""
    return "," if current().language is Language.FR else "."


def grouped(number: int) -> str:
    """A whole number with its digits in groups of three: "1,034", "1 034" in French."""
    written = f"{number:,}"
    return written.replace(",", NARROW_BLANK) if current().language is Language.FR else written
