"""What Atelier Lune sells, and what its shop writes into a payment."""

from datetime import date
from functools import lru_cache
from random import Random
from typing import NamedTuple

from stancer_tui.sandbox.shop.draw import weighted


class Article(NamedTuple):
    """A thing the shop sells: its name, its price in cents, and whether its glaze can be chosen."""

    name: str
    price: int
    glazed: bool = True


ARTICLES = weighted(
    (Article("Bol", 1_650), 6),
    (Article("Tasse Brume", 1_950), 9),
    (Article("Coupelle Écume", 1_400), 6),
    (Article("Assiette Dune", 2_800), 7),
    (Article("Vase Ondée", 5_400), 6),
    (Article("Vase soliflore Roseau", 3_900), 6),
    (Article("Pichet Garrigue", 4_600), 4),
    (Article("Théière « Matin d'hiver »", 8_900), 3),
    (Article("Service à café Brume, 4 pièces", 11_600), 3),
    (Article("Bougeoir L'Étoile", 2_450), 5),
    (Article("Bougie cire de colza, figuier", 2_200, glazed=False), 5),
    (Article("Carte cadeau", 5_000, glazed=False), 3),
    (Article("Ampoule LED E27 2700 K", 990, glazed=False), 4),
    (Article("Câble textile tressé, lin, 3 m", 2_900, glazed=False), 3),
    (Article("Abat-jour en lin", 4_900, glazed=False), 4),
    (Article("Baladeuse Luciole rechargeable", 12_900), 4),
    (Article("Lampe à poser Lune", 14_900), 7),
    (Article("Lampe de chevet Petite Lune", 9_800), 6),
    (Article("Applique Éclipse", 13_500), 4),
    (Article("Suspension Galet, grès émaillé", 21_900), 4),
    (Article("Suspension double « Marée basse »", 34_900), 2),
    (Article("Lampadaire Héron", 42_900), 2),
    (Article("Lustre Constellation, 7 globes", 118_000), 1),
    (Article("Atelier d'initiation au tournage", 6_500, glazed=False), 2),
)

MADE_TO_ORDER = (
    Article("Lustre sur mesure", 164_000),
    Article("Suspension sur mesure, grès et laiton", 58_000),
    Article("Service de table gravé, 24 pièces", 49_000),
    Article("Lampadaire Héron, teinte au choix", 46_500),
)

_GLAZES = (
    "bleu nuit", "blanc cassé", "vert céladon", "rouge flammé", "ocre", "noir mat", "grès brut",
    "rose poudré", "gris perle", "jaune citron",
)  # fmt: skip

_NOTES = (
    "emballage cadeau, livraison à l'étage sur rendez-vous",
    "merci de livrer chez le voisin, M. Lefèvre, s'il vous plaît",
    "pièce unique signée, avec certificat d'authenticité",
    "retrait à l'atelier, 14 rue des Potiers, le samedi matin",
)


_FORMS = weighted(
    (None, 10),
    ("{goods}", 20),
    ("{glazed}", 22),
    ("Commande {order}", 13),
    ("Atelier Lune - {goods}", 12),
    ("{goods}, emballage cadeau", 8),
    ("Solde de la commande", 2),
    ("Acompte 30 %", 2),
    ("Order {order}: {goods}", 3),
    ("{glazed} : {note}", 8),
)


def description(rng: Random, article: Article, count: int, order: str) -> str | None:
    """What the shop wrote about the payment: nothing, or 3 to 64 characters (reference: payment)."""
    form = _FORMS[int(rng.random() * len(_FORMS))]
    glaze = _GLAZES[int(rng.random() * len(_GLAZES))]
    note = _NOTES[int(rng.random() * len(_NOTES))]
    if form is None:
        return None
    goods = f"{count} × {article.name}" if count > 1 else article.name
    glazed = f"{goods}, {glaze}" if article.glazed else goods
    return form.format(goods=goods, glazed=glazed, note=note, order=order)[:64].rstrip()


def price(rng: Random, article: Article, count: int) -> int:
    """What is charged for the articles, delivery included or a voucher taken off, in cents."""
    total = article.price * count
    form = rng.random()
    if form < 0.38:
        return total + (690 if total < 15_000 else 1_490)
    if form < 0.45:
        return total * 9 // 10
    if form < 0.49:
        return total * 3 // 10
    return total


_TO_CURRENCY = {"eur": 100, "gbp": 86, "usd": 108, "chf": 95}


def converted(amount: int, currency: str) -> int:
    """A price in euro cents in the minor units of a currency, at the shop's own round rates."""
    if currency == "jpy":
        return max(50, amount * 162 // 10_000 * 100)
    return max(50, amount * _TO_CURRENCY[currency] // 100)


def order_number(day: int, place: int, busy: int, rng: Random) -> str:
    """The number of the day's order at `place`, where no day has `busy` orders.

    It is the web shop's own (AL, year, month, running number) or nine digits of a market place.
    """
    if rng.random() < 0.14:
        return f"{820_000_000 + (day - 730_000) * 12_000 + place * 5 + int(rng.random() * 5)}"
    month, number = _in_month(day)
    return f"AL-{month}-{(number - 1) * busy + 21 + place:05d}"


@lru_cache(maxsize=2)
def _in_month(day: int) -> tuple[str, int]:
    """The year and the month of a day as order numbers have them, and its number in the month."""
    today = date.fromordinal(day)
    return f"{today:%y%m}", today.day
