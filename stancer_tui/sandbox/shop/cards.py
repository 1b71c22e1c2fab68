"""Cards and SEPA accounts of the shop's customers."""

from datetime import date

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.shop.draw import Object, digest, token, weighted
from stancer_tui.sandbox.shop.people import Person

_RENEWED = 900 * paris.DAY
"""Seconds after which a customer's card is replaced by the next one."""

_BRANDS = {
    "FR": weighted(("visa", 24), ("mastercard", 21), ("amex", 2)),
    "BE": weighted(("visa", 4), ("mastercard", 5), ("maestro", 2)),
    "NL": weighted(("visa", 3), ("mastercard", 4), ("maestro", 2)),
    "US": weighted(("visa", 9), ("mastercard", 7), ("amex", 3), ("discover", 2)),
    "JP": weighted(("visa", 2), ("jcb", 2)),
    "DE": weighted(("visa", 6), ("mastercard", 7), ("dankort", 1)),
}
_BRANDS_ELSEWHERE = weighted(("visa", 8), ("mastercard", 7))

_FUNDING = {
    "FR": weighted(
        ("debit", 11), ("credit", 4), ("universal", 5), ("prepaid", 1), ("deferred", 2), (None, 1)
    ),
    "amex": ("charge", "credit"),
}
_FUNDING_ELSEWHERE = weighted(("debit", 9), ("credit", 8), ("prepaid", 1), (None, 1))

_TEST_ENDS = {
    "FR": "0003", "BE": "0004", "DE": "0016", "CH": "0009", "GB": "0000", "IT": "0008", "ES": "0007",
    "NL": "0002", "PT": "0007", "LU": "0006", "US": "4242", "JP": "0003",
}  # fmt: skip
"""The last digits of the reference's test cards by country (reference: Valid cards)."""

_TEST_CODES = {"05": "0002", "51": "9995", "41": "9987", "42": "9979", "A1": "3220",
               "d45": "0259", "d42": "1976", "d14": "5423"}  # fmt: skip
"""The test cards that are declined, by code, or disputed, by dispute code after a d."""

_BANKS = {
    "FR": (
        "BNPAFRPP",
        "AGRIFRPP",
        "CEPAFRPP751",
        "SOGEFRPP",
        "CMCIFRPP",
        "PSSTFRPPNTE",
        "CRLYFRPP",
        "BREDFRPPXXX",
    ),
    "BE": ("GEBABEBB", "KREDBEBB", "BBRUBEBB"),
    "DE": ("COBADEFFXXX", "DEUTDEFF", "INGDDEFFXXX"),
    "ES": ("CAIXESBBXXX", "BBVAESMM"),
    "IT": ("UNCRITMM", "BCITITMM"),
    "NL": ("INGBNL2A", "RABONL2U"),
    "LU": ("BCEELULL",),
}

_TEST_IBAN_ENDS = {"AC01": "7811", "AC04": "8833", "AC06": "2169", "AG01": "2012", "AM04": "8149",
                   "MD01": "8561", "MD06": "0545", "MS02": "0475", "dAM04": "7063", "dAC04": "7892",
                   "dMS02": "2608", "dMD06": "6266"}  # fmt: skip
"""The last digits of the test IBANs that are refused, by reason, or disputed, by reason after a d."""

SEPA_COUNTRIES = frozenset(_BANKS)


def card(person: Person, at: int, *, live: bool, which: int = 0, code: str | None = None) -> Object:
    """The customer's card number `which` at an instant; in test mode the test card that gives `code`."""
    generation = max(0, at - person.joined) // _RENEWED
    chance = digest(f"{person.key}/card/{which}/{generation}" + ("" if live or code is None else f"/{code}"))
    created = person.joined + generation * _RENEWED
    country = person.country if chance[18] < 246 else "FR"
    brands = _BRANDS.get(country, _BRANDS_ELSEWHERE)
    brand = brands[chance[19] * len(brands) >> 8]
    last4 = f"{int.from_bytes(chance[20:22]) % 10_000:04d}"
    if not live:
        brand, last4 = ("jcb", "0000") if brand == "jcb" else ("visa", _TEST_ENDS.get(country, "4242"))
        if country == "US" and chance[19] & 1:
            brand, last4 = "mastercard", "4444"
        if code is not None:
            brand, last4, country = "visa", _TEST_CODES[code], "US" if code == "A1" else "FR"
    disputable = not live and code is not None and code.startswith("d")
    network = "national" if disputable else _network(country, brand, chance[26])
    given = country == "FR" and chance[30] < 40
    zip_code = f"{1 + chance[28] % 95:02d}{chance[29] % 100:02d}0" if given else None
    # A card lives longer than it takes until the next one replaces it.
    expiry = date.fromordinal(paris.ordinal(created) + 960 + chance[22] * 3)
    return {
        "id": f"card_{token(chance[:18])}",
        "last4": last4,
        "brand": brand,
        "exp_month": expiry.month,
        "exp_year": expiry.year,
        "name": person.name if chance[23] < 110 else None,
        "country": country,
        "funding": _funding(country, brand, chance[24]),
        "nature": None if chance[25] < 10 else "corporate" if chance[25] < 30 else "personnal",
        "network": network,
        "preferred_network": "national" if country == "FR" and chance[27] < 12 else None,
        "zip_code": zip_code,
        "external_id": None,
        "created": created,
        "live_mode": live,
    }  # fmt: skip


def expired_card(person: Person, at: int, *, live: bool) -> Object:
    """A card of the customer that was stored long ago and has expired since."""
    old = card(person, at, live=live, which=9)
    month = date.fromordinal(paris.ordinal(at) - 45)
    stored = min(at, person.joined)
    chance = digest(f"{person.key}/expired/{month:%m%y}")
    expired = {"id": f"card_{token(chance[:18])}", "exp_month": month.month, "exp_year": month.year}
    return {**old, **expired, "created": stored}


def _funding(country: str, brand: str, chance: int) -> str | None:
    kinds = _FUNDING.get(brand) or _FUNDING.get(country, _FUNDING_ELSEWHERE)
    return kinds[chance * len(kinds) >> 8]


def _network(country: str, brand: str, chance: int) -> str | None:
    if brand not in ("visa", "mastercard"):
        return "mastercard" if brand == "maestro" else None
    return "national" if country == "FR" and chance < 150 else brand


def sepa(person: Person, *, live: bool, code: str | None = None) -> Object:
    """The customer's account, with its mandate; in test mode the test IBAN that gives `code`."""
    chance = digest(f"{person.key}/sepa/{code if not live else ''}")
    country = person.country if person.country in SEPA_COUNTRIES else "FR"
    banks = _BANKS[country]
    last4 = f"{int.from_bytes(chance[20:22]) % 10_000:04d}"
    bic = banks[chance[22] % len(banks)]
    if not live:
        last4 = "2606" if code is None else _TEST_IBAN_ENDS[code]
        bic, country = "TESTFRPP", "FR"
    signed = date.fromordinal(paris.ordinal(person.joined))
    return {
        "id": f"sepa_{token(chance[:18])}",
        "bic": bic,
        "last4": last4,
        "name": person.name,
        "mandate": f"ALUNE-{signed:%Y%m}-{int.from_bytes(chance[23:26]) % 1_000_000:06d}",
        "date_mandate": person.joined,
        "check": None,
        "created": person.joined,
        "live_mode": live,
    }


def full_sepa(embedded: Object, country: str) -> Object:
    """The account as a GET of its own returns it."""
    return {**embedded, "date_birth": None, "country": country}
