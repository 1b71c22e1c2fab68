"""The payment page's words, and which language it speaks (reference: Payment webpage, Languages)."""

import re
from collections.abc import Mapping

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "lang": "en",
        "title": "Payment",
        "minor": "minor units",
        "card": "Test card",
        "sepa": "Test account",
        "name": "Name",
        "pay": "Pay",
        "bank": "Your bank asks whether it is you.",
        "success": "It is me",
        "declined": "I decline",
        "failed": "I cannot prove it",
        "finished": "Thank you, the payment is made.",
        "refused": "The payment was not accepted",
        "not_authenticated": "Your bank could not authenticate you.",
        "invalid": "This payment cannot be made.",
        "note": "This is a sandbox. No money moves.",
    },
    "fr": {
        "lang": "fr",
        "title": "Paiement",
        "minor": "en centimes",
        "card": "Carte de test",
        "sepa": "Compte de test",
        "name": "Nom",
        "pay": "Payer",
        "bank": "Votre banque demande si c’est bien vous.",
        "success": "C’est moi",
        "declined": "Je refuse",
        "failed": "Je ne peux pas le prouver",
        "finished": "Merci, le paiement est fait.",
        "refused": "Le paiement n’a pas été accepté",
        "not_authenticated": "Votre banque n’a pas pu vous authentifier.",
        "invalid": "Ce paiement ne peut pas être fait.",
        "note": "Ceci est un bac à sable : aucun argent ne bouge.",
    },
}


def words_for(lang: str | None, accepted: str | None) -> Mapping[str, str]:
    """`lang`'s words if the page speaks it, else of the browser's first language that it does, else English.

    A tag counts by its first part, in any case, with a dash or an underscore.
    """
    tags = [lang or "", *re.split(r"\s*,\s*", accepted or "")]
    for tag in tags:
        language = re.split(r"[-_;]", tag.strip().lower(), maxsplit=1)[0]
        if language in WORDS:
            return WORDS[language]
    return WORDS["en"]
