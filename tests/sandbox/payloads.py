"""Bodies that tests send, and the test cards and accounts they use (facts of the reference's tables)."""

from typing import Any

ACCEPTED = "4242424242424242"
OTHER = "5555555555554444"
MUST_AUTHENTICATE = "4000000000003220"
NOT_ENROLLED = "4000000000003055"
CAPTURED = "4000000000000077"

REFUSED = {
    "4000000000000002": "05",
    "4000000000009995": "51",
    "4000000000009987": "41",
    "4000000000009979": "42",
}
DISPUTED = ("4000000000000259", "4000000000001976", "4000000000005423")

FRENCH_IBAN = "FR1420041010050500013M02606"
CAPTURED_IBAN = "FR9430003000409249176322Z50"
FAILED_IBANS = {
    "FR2990665286926539507769811": "AC01",
    "FR8191676442817818484578833": "AC04",
    "FR3083648641551044006702169": "AC06",
    "FR4200838098473368525032012": "AG01",
    "FR7099253427049384102178149": "AM04",
    "FR7240745948453163519978561": "MD01",
    "FR5533686478441573584650545": "MD06",
    "FR2488294045573706143240475": "MS02",
}
DISPUTED_IBANS = {
    "BE08510007547063": "AM04",
    "ES5000120345030000067892": "AC04",
    "FR5720041010050500013M02608": "MS02",
    "NL82RABO0300065266": "MD06",
}

DEVICE = {"ip": "212.27.48.10", "port": 1337}
RETURN = "https://www.example.org/return"


def card(number: str = ACCEPTED, **fields: Any) -> dict[str, Any]:
    """A card that has not expired at the tests' noon."""
    return {"number": number, "exp_month": 12, "exp_year": 2030, "cvc": "123"} | fields


def sepa(iban: str = FRENCH_IBAN, **fields: Any) -> dict[str, Any]:
    """An account."""
    return {"iban": iban, "name": "Pierre Martin"} | fields


def payment(**fields: Any) -> dict[str, Any]:
    """A payment of ten euros without a method."""
    return {"amount": 1000, "currency": "eur"} | fields
