"""An amount as a payer reads it: "25.99 EUR", in French "25,99 EUR"."""

from stancer_tui.language import as_spoken

_BLANK = "\u00a0"
_WITHOUT_DECIMALS = frozenset({"jpy"})
"""Of the currencies that the sandbox takes, those whose minor unit is the unit (ISO 4217)."""


def page_money(amount: int, currency: str) -> str:
    """Minor units with their currency's code, which is clear where a sign is shared ($, kr)."""
    if currency in _WITHOUT_DECIMALS:
        number = f"{amount:,}"
    else:
        units, cents = divmod(amount, 100)
        number = f"{units:,}.{cents:02}"
    return f"{as_spoken(number)}{_BLANK}{currency.upper()}"
