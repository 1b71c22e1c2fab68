"""Believable payments in any number, as a list of the API answers them."""

import random
import string
from collections.abc import Iterator
from typing import Any

FIRST = ("Élodie", "Jean", "Marie-Jeanne", "Luca", "Åsa", "Camille", "Otto", "Inès")
LAST = ("Garnier", "Lefèvre", "Normalverbraucher", "Costa", "Svensson", "de la Tour", "Martin")
GOODS = ("Lampe en laiton", "Tapis berbère 160 x 230", "Service à thé", "Gift card", "Commande 12 articles")
LETTERS = string.ascii_letters + string.digits
NEWEST = 1_795_000_000


def people(count: int, draw: random.Random) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Customers, each with the card or account they pay with."""
    made = []
    for number in range(count):
        first, last = draw.choice(FIRST), draw.choice(LAST)
        customer = {
            "created": NEWEST - number,
            "email": f"{first}.{last}{number}@example.net".lower().replace(" ", "-"),
            "mobile": None,
            "name": f"{first} {last}",
            "country": "FR",
            "date_birth": None,
            "external_id": None,
            "legal_id": None,
            "live_mode": False,
            "id": f"cust_{number:024d}",
        }
        made.append((customer, _instrument(number, draw)))
    return made


def _instrument(number: int, draw: random.Random) -> dict[str, Any]:
    last4, kept = f"{draw.randrange(10_000):04d}", {"created": NEWEST - number, "live_mode": False}
    if draw.random() < 0.2:
        account = {
            "bic": "TESTFRPP",
            "date_mandate": NEWEST - number,
            "last4": last4,
            "mandate": f"mandate-{number}",
            "name": None,
        }
        return {"method": "sepa", "sepa": account | kept | {"id": f"sepa_{number:024d}"}, "card": None}
    card = {
        "brand": draw.choice(("visa", "mastercard")),
        "country": draw.choice(("FR", "DE", "BE")),
        "exp_month": draw.randrange(1, 13),
        "exp_year": 2029,
        "external_id": None,
        "funding": "debit",
        "last4": last4,
        "name": None,
        "nature": "personnal",
        "network": "national",
        "preferred_network": None,
        "zip_code": None,
    }
    return {"method": "card", "sepa": None, "card": card | kept | {"id": f"card_{number:024d}"}}


def items(count: int, newest: int = NEWEST, spacing: int = 75) -> Iterator[dict[str, Any]]:
    """Whole payments as the reference describes the object, newest first: five a customer.

    Each string is an object of its own, as JSON gives them. The id stands last, everywhere: the official
    library asks for an object again as soon as it knows its id and misses a field.
    """
    draw = random.Random(1)
    known = people(max(count // 5, 1), draw)
    for number in range(count):
        customer, instrument = draw.choice(known)
        created = newest - number * spacing
        response = draw.choice(("00", "00", "51", "05"))
        yield {
            "amount": draw.randrange(50, 50_000),
            "auth": None,
            "capture": True,
            "country": "FR",
            "created": created,
            "currency": "eur",
            "customer": customer,
            "date_bank": created + 86_400 if response == "00" else None,
            "date_paym": created,
            "description": f"{draw.choice(GOODS)} n° {number}",
            "device": None,
            "fee": draw.randrange(5, 500),
            "live_mode": False,
            "methods_allowed": ["card", "sepa"],
            "order_id": str(825_000_000 + number),
            "refunds": [],
            "response": response,
            "response_author": f"{draw.randrange(1_000_000):06d}",
            "return_url": "https://shop.example.net/thank-you",
            "status": draw.choice(("captured", "to_capture")) if response == "00" else "refused",
            "unique_id": f"u-{number}",
            **instrument,
            "id": f"paym_{''.join(draw.choices(LETTERS, k=24))}",
        }
