"""An amount as a payer reads it: "€25.99", in French "25,99 €"."""

from stancer_tui.language import Language, as_spoken, current

_BLANK = "\u00a0"
_WITHOUT_DECIMALS = frozenset({"jpy"})
"""Of the currencies that the sandbox takes, those whose minor unit is the unit (ISO 4217)."""

_SIGNS: dict[Language, dict[str, str]] = {
    Language.EN: {"eur": "€", "usd": "$", "gbp": "£", "jpy": "¥", "aud": "A$", "cad": "CA$"},
    Language.FR: {"eur": "€", "usd": "$US", "gbp": "£GB", "jpy": "JPY", "aud": "$AU", "cad": "$CA"},
}
"""How a language writes a currency, where not by its code (the Unicode locale data, CLDR)."""


def page_money(amount: int, currency: str) -> str:
    """Minor units with their currency, as the language that is spoken writes them."""
    language = current().language
    if currency in _WITHOUT_DECIMALS:
        number = f"{amount:,}"
    else:
        units, cents = divmod(amount, 100)
        number = f"{units:,}.{cents:02}"
    sign = _SIGNS[language].get(currency, currency.upper())
    if language is Language.FR:
        return f"{as_spoken(number)}{_BLANK}{sign}"
    # A code stands apart from the number, a sign does not.
    return f"{sign}{_BLANK if sign.isalpha() else ''}{number}"
