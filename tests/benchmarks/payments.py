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
            "id": f"cust_{number:024d}",
            "name": f"{first} {last}",
            "email": f"{first}.{last}{number}@example.net".lower().replace(" ", "-"),
        }
        last4 = f"{draw.randrange(10_000):04d}"
        if draw.random() < 0.2:
            made.append((customer, {"method": "sepa", "sepa": {"id": f"sepa_{number:024d}", "last4": last4}}))
            continue
        brand, country = draw.choice(("visa", "mastercard")), draw.choice(("FR", "DE", "BE"))
        card = {"id": f"card_{number:024d}", "last4": last4, "brand": brand, "country": country}
        made.append((customer, {"method": "card", "card": card}))
    return made


def items(count: int, newest: int = NEWEST, spacing: int = 75) -> Iterator[dict[str, Any]]:
    """List items, newest first: five payments a customer, each string its own object as JSON gives them."""
    draw = random.Random(1)
    known = people(max(count // 5, 1), draw)
    for number in range(count):
        customer, instrument = draw.choice(known)
        yield {
            "created": newest - number * spacing,
            "amount": draw.randrange(50, 50_000),
            "currency": "eur",
            "status": draw.choice(("captured", "captured", "to_capture", "refused")),
            "response": draw.choice(("00", "00", "51", "05")),
            "customer": customer,
            "order_id": str(825_000_000 + number),
            "unique_id": f"u-{number}",
            "description": f"{draw.choice(GOODS)} n° {number}",
            "refunds": [],
            **instrument,
            # Last: the official library asks for an item again as soon as it knows its id and misses a field.
            "id": f"paym_{''.join(draw.choices(LETTERS, k=24))}",
        }
