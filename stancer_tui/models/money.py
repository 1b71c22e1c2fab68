"""Money: whole minor units with their currency."""

from dataclasses import dataclass

CURRENCIES = ("eur", "usd", "gbp", "aud", "cad", "chf", "dkk", "jpy", "nok", "pln", "sek")
"""Lower-case codes that Stancer's clients accept, the reference's three first."""

_NONE = frozenset(
    {"bif", "clp", "djf", "gnf", "isk", "jpy", "kmf", "krw", "pyg"}
    | {"rwf", "ugx", "uyi", "vnd", "vuv", "xaf", "xof", "xpf"}
)
_THREE = frozenset({"bhd", "iqd", "jod", "kwd", "lyd", "omr", "tnd"})
_DECIMALS = {**dict.fromkeys(_NONE, 0), **dict.fromkeys(_THREE, 3), "clf": 4, "uyw": 4}
"""The currencies whose minor unit is not a hundredth (ISO 4217, list one of the maintenance agency SIX)."""


HUNDREDTHS = 2
"""The exponent of most currencies: their minor unit is a hundredth."""


def exponent(currency: str) -> int:
    """Decimals of `currency` (ISO 4217); 2 for unknown codes."""
    return _DECIMALS.get(currency.lower(), HUNDREDTHS)


def hundredths_of(amount: int, currency: str) -> float:
    """An amount in minor units as hundredths of the major unit: 100 for 1 yen, 0.1 for a Tunisian millime."""
    decimals = exponent(currency)
    if decimals == HUNDREDTHS:
        return amount
    # Divided by a whole number, so that the float is the one nearest to the amount as it is typed.
    return amount * 100 if not decimals else amount / 10 ** (decimals - 2)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount with its currency; sums and differences within one currency, else ValueError.

    Raises TypeError for an `amount` that is not a whole number.
    """

    amount: int
    """Minor units: cents of EUR, whole yens of JPY (ISO 4217)."""
    currency: str
    """The lower-case code."""

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError("an amount is a whole number of minor units")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"cannot mix {self.currency} and {other.currency}")
        return other.amount
