"""The shop's customers: each is derived from a number, so that no list of them is kept."""

from functools import lru_cache
from random import Random
from typing import NamedTuple

from stancer_tui.sandbox.shop import rhythm
from stancer_tui.sandbox.shop.draw import Object, digest, token, weighted
from stancer_tui.sandbox.shop.names import COMPANIES, FIRST, LAST, LONG

OPENED = 736_695
"""The day (2018-01-01) on which the shop's first regular joined."""

REGULARS = 120
"""How many customers have bought since the first years and still do."""

_COUNTRIES = weighted(
    ("FR", 198), ("BE", 13), ("DE", 10), ("CH", 7), ("GB", 7), ("IT", 5), ("ES", 5), ("NL", 3), ("US", 3),
    ("PT", 3), ("PL", 3), ("CZ", 3), ("GR", 3), ("LU", 2),
)  # fmt: skip

_MAIL = ("example.com", "example.org", "example.net", "courriel.example", "poste.example", "mail.example")

_PHONES = {"FR": "+3363998{:04d}", "GB": "+447700900{:03d}", "US": "+1202555{:04d}"}
"""Only numbers set aside for fiction (France: 06 39 98; the reference's own sample is one)."""


class Person(NamedTuple):
    """A customer: the object the API embeds in a payment, and what the shop's other objects need to know."""

    key: str
    number: int
    joined: int
    country: str
    name: str
    customer: Object


class People:
    """The customers of one mode of the shop.

    A newcomer is numbered by the day and the place in the day's order, so that the day of the first purchase
    can be derived from the number; a regular has a negative number.
    """

    def __init__(self, seed: int, live: bool, newcomers: int) -> None:
        self._story = f"{seed}/{'live' if live else 'test'}"
        self._live = live
        self._newcomers = newcomers
        self.person = lru_cache(maxsize=16_384)(self._person)

    def newcomer(self, day: int, place: int) -> Person:
        """The customer whose first purchase is the day's number `place`."""
        return self.person(day * self._newcomers + place)

    def known(self, day: int, rng: Random) -> Person:
        """A customer who joined before the day: a regular, or one of the last months."""
        if rng.random() < 0.3:
            return self.person(-1 - int(rng.random() ** 2 * REGULARS))
        earlier = day - 1 - int(rng.expovariate(1 / 45))
        return self.person(earlier * self._newcomers + int(rng.random() * self._newcomers))

    def _person(self, number: int) -> Person:
        key = f"{self._story}/{number}"
        chance = digest(key)
        if number < 0:
            joined = rhythm.instant(OPENED + chance[20] * 2 + chance[21], chance[22:26])
        else:
            joined = rhythm.instant(number // self._newcomers, chance[22:26])
        country = _COUNTRIES[int.from_bytes(chance[26:28]) * len(_COUNTRIES) >> 16]
        if self._live and chance[28] == 7 and chance[29] < 128:
            country = "JP"
        name, mail = _name(country, chance)
        customer: Object = {
            "id": f"cust_{token(chance[:18])}",
            "email": _email(mail, chance),
            "mobile": _mobile(country, chance),
            "name": name,
            "created": joined,
            "country": country if chance[30] < 90 else None,
            "date_birth": _birth(chance) if chance[31] < 20 else None,
            "external_id": f"C-{int.from_bytes(chance[32:35]) % 900_000 + 100_000}"
            if chance[36] < 120
            else None,
            "live_mode": self._live,
        }
        if customer["email"] is None and customer["mobile"] is None:
            customer["email"] = f"{mail}@{_MAIL[0]}"
        return Person(key, number, joined, country, name, customer)


def _name(country: str, chance: bytes) -> tuple[str, str]:
    if chance[37] < 9:
        return COMPANIES[chance[38] * len(COMPANIES) >> 8]
    if chance[37] < 12:
        return LONG[chance[38] * len(LONG) >> 8]
    first, first_mail = FIRST[country][chance[38] * len(FIRST[country]) >> 8]
    last, last_mail = LAST[country][chance[39] * len(LAST[country]) >> 8]
    if chance[37] > 245:
        return f"{last.upper()} {first}", f"{last_mail}.{first_mail}"
    return f"{first} {last}", f"{first_mail}.{last_mail}"


def _email(mail: str, chance: bytes) -> str | None:
    if chance[40] < 10:
        return None
    tail = "" if chance[40] < 140 else f"{chance[41] % 99 + 1}"
    return f"{mail}{tail}@{_MAIL[chance[42] % len(_MAIL)]}"


def _mobile(country: str, chance: bytes) -> str | None:
    form = _PHONES.get(country)
    if form is None or chance[43] < 60:
        return None
    number = int.from_bytes(chance[44:46])
    if country == "US":
        return form.format(100 + number % 100)
    return form.format(number % (1_000 if country == "GB" else 10_000))


def _birth(chance: bytes) -> str:
    return f"{1948 + chance[46] % 56}-{1 + chance[47] % 12:02d}-{1 + chance[48] % 28:02d}"


_STREETS = ("rue des Potiers", "rue de l'Église", "avenue Jean-Jaurès", "chemin du Moulin-à-Vent",
            "quai de la Fosse", "place d'Armes", "impasse des Lilas", "boulevard Victor-Hugo")  # fmt: skip

_TOWNS = (("Nantes", "44000"), ("Lyon", "69003"), ("Saint-Étienne", "42100"), ("L'Haÿ-les-Roses", "94240"),
          ("Quimper", "29000"), ("Besançon", "25000"), ("Ajaccio", "20090"), ("Sète", "34200"))  # fmt: skip


def full_customer(embedded: Object) -> Object:
    """The customer as a GET of its own returns it."""
    return {**embedded, "legal_id": None}


def address(person: Person) -> Object | None:
    """The delivery address some French customers gave (reference: Addresses); no field links it to them."""
    chance = digest(f"{person.key}/address")
    if person.country != "FR" or chance[18] > 80:
        return None
    city, zip_code = _TOWNS[chance[19] % len(_TOWNS)]
    number = f"{1 + chance[20] % 140}{' bis' if chance[21] < 20 else ''}"
    found: Object = {
        "id": f"addr_{token(chance[:18])}",
        "line1": f"{number} {_STREETS[chance[22] % len(_STREETS)]}",
        "city": city,
        "zip_code": zip_code,
        "country": "FR",
        "created": person.joined,
        "live_mode": person.customer["live_mode"],
    }
    if chance[23] < 60:
        found["line2"] = f"Bâtiment {'ABCD'[chance[24] % 4]}, {1 + chance[25] % 6}e étage"
    return found
