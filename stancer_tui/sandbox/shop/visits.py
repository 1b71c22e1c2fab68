"""The browsers people pay with, and the 3-D Secure sessions they open."""

from random import Random

from stancer_tui.sandbox.shop.draw import Object, token

SESSION = 6 * 3_600
"""Seconds after which a session that was not finished expires (reference: authenticated payment status)."""

SHOP = "https://www.atelier-lune.example"

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)"
_WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome"

_AGENTS = (
    f"{_IPHONE} {_WEBKIT} Version/18.5 Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) {_WEBKIT} Version/17.7 Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_WEBKIT} Version/18.4 Safari/605.1.15",
    f"Mozilla/5.0 (Linux; Android 15; Pixel 8) {_CHROME}/140.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME}/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
)

_LANGUAGES = {
    "FR": "fr-FR,fr;q=0.9,en;q=0.8",
    "BE": "fr-BE,fr;q=0.9,nl;q=0.8",
    "CH": "fr-CH,de-CH;q=0.8",
    "LU": "fr-LU,fr;q=0.9,de;q=0.7",
    "DE": "de-DE,de;q=0.9,en;q=0.7",
    "GB": "en-GB,en;q=0.9",
    "US": "en-US,en;q=0.9",
    "IT": "it-IT,it;q=0.9,en;q=0.8",
    "ES": "es-ES,es;q=0.9",
    "NL": "nl-NL,nl;q=0.9,en;q=0.8",
    "JP": "ja-JP,ja;q=0.9",
}

_CITIES = {
    "FR": (
        "Nantes",
        "Lyon",
        "Saint-Étienne",
        "L'Haÿ-les-Roses",
        "Marseille",
        "Orléans",
        "Quimper",
        "Besançon",
    ),
    "BE": ("Liège", "Gent"),
    "DE": ("Köln", "München"),
    "CH": ("Genève", "Zürich"),
    "GB": ("Leeds", "Bristol"),
}

_NETS = ("192.0.2.{}", "198.51.100.{}", "203.0.113.{}")
"""Addresses set aside for documentation."""


def device(rng: Random, country: str) -> Object:
    """The payer's device (reference: Device)."""
    chance = rng.getrandbits(64)
    if chance % 5 == 0:
        address = f"2001:db8:{chance >> 8 & 0xFFFF:x}:{chance >> 24 & 0xFF:x}::{chance >> 32 & 0xFFFF | 1:x}"
    else:
        address = _NETS[chance % 3].format(1 + (chance >> 8) % 254)
    cities = _CITIES.get(country)
    return {
        "ip": address,
        "port": 1_024 + (chance >> 16) % 64_000,
        "user_agent": _AGENTS[(chance >> 40) % len(_AGENTS)] if chance >> 60 else None,
        "http_accept": _ACCEPT if chance >> 60 else None,
        "languages": _LANGUAGES.get(country, "en;q=0.8"),
        "city": cities[(chance >> 48) % len(cities)] if cities else None,
        "country": country,
    }


def auth(rng: Random, status: str) -> Object:
    """A 3-D Secure session (reference: Auth). The host is invented; that it begins with `3ds.` is known."""
    if status == "requested":
        return {"redirect_url": None, "return_url": None, "status": status}
    if status == "unavailable":
        return {"redirect_url": None, "return_url": f"{SHOP}/commande/retour", "status": status}
    return {
        "redirect_url": f"https://3ds.atelier-lune.example/v1/redirect/{token(rng.randbytes(18))}",
        "return_url": f"{SHOP}/commande/retour",
        "status": status,
    }
