"""The words of the search in both languages: names of fields, and values of those that have few.

Either language's words are understood whichever is spoken; what is suggested is in the one that is.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches

from stancer_tui.language import Language, current
from stancer_tui.models.folding import fold

NONE = "none"
"""The value of a word field that a row does not report: `status:none`, `code:none`."""

NEAR = 0.6
"""How alike a mistyped word and its suggestion are, by difflib's measure."""

FRENCH_FIELDS = {
    "status": "statut",
    "method": "moyen",
    "brand": "marque",
    "last4": "fin",
    "amount": "montant",
    "currency": "devise",
    "order": "commande",
    "customer": "client",
    "phone": "téléphone",
    "country": "pays",
    "refunded": "remboursé",
    "disputed": "contesté",
    "has": "avec",
    "with": "chez",
    "reason": "motif",
    "by": "par",
}
"""The French name of each field that has one of its own."""

CARD = frozenset({"card", "carte"})
"""Names of a field that is the end of the number where a digit is asked for, else the brand."""

OTHER_NAMES = {
    **{fold(name): field for field, name in FRENCH_FIELDS.items()},
    **{
        "nom": "customer",
        "name": "customer",
        "email": "customer",
        "mail": "customer",
        "courriel": "customer",
    },
    **{"tel": "phone", "mobile": "phone", "portable": "phone", "jour": "date", "day": "date"},
    **{"litige": "disputed", "unicite": "unique", "derniers": "last4", "agent": "by"},
}
"""Further names of fields, folded: the French ones, and those that come to mind."""

_STATUSES = {
    "authorized": ("autorisé", "autorisée"),
    "canceled": ("annulé", "annulée"),
    "captured": ("encaissé", "encaissée", "capturé", "capturée"),
    "capture_sent": ("encaissement_en_cours", "encaiss._en_cours", "capture_en_cours", "capture_envoyée"),
    "disputed": ("contesté", "contestée", "contestation", "litige"),
    "expired": ("expiré", "expirée"),
    "failed": ("échoué", "échouée", "échec"),
    "refused": ("refusé", "refusée"),
    "to_capture": ("à_encaisser", "à_capturer"),
    "to_refund": ("à_rembourser",),
    "refund_sent": ("remboursement_en_cours", "remb._en_cours", "remboursement_envoyé"),
    "refunded": ("remboursé", "remboursée"),
    "part_refunded": ("remboursé_en_partie", "remb._partiel", "partiellement_remboursé", "partiel"),
    "refund": ("remboursement",),
    "not_honored": ("non_honoré", "non_honorée"),
    "payment_canceled": ("paiement_annulé",),
    "unreadable": ("illisible",),
    "pending": ("en_attente",),
    "to_pay": ("à_verser", "à_payer"),
    "sent": ("envoyé", "envoyée"),
    "paid": ("versé", "versée", "payé", "payée"),
    "check_sent": ("en_vérification", "vérification_envoyée", "vérification_en_cours"),
    "checked": ("vérifié", "vérifiée"),
    "check_error": ("vérif._en_erreur", "erreur_de_vérification", "vérification_en_erreur"),
    "requested": ("demandé", "demandée"),
    "available": ("disponible",),
    "attempted": ("tenté", "tentée"),
    "success": ("réussi", "réussie", "succès"),
    "declined": ("refusé", "refusée"),
    "unavailable": ("indisponible",),
    NONE: ("aucun", "aucune", "sans_statut"),
}
_YES_OR_NO = {"yes": ("oui", "true"), "no": ("non", "false")}
_AUTH = ("requested", "available", "attempted", "success", "declined", "failed", "expired", "unavailable")

FRENCH_VALUES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "status": _STATUSES,
    "method": {"card": ("carte",), "sepa": ("sepa", "prélèvement"), NONE: ("aucun",)},
    "refunded": {
        **_YES_OR_NO,
        "full": ("total", "tout", "totalement"),
        "part": ("partiel", "partial", "partiellement"),
    },
    "disputed": _YES_OR_NO,
    "3ds": {**_YES_OR_NO, **{word: _STATUSES[word] for word in _AUTH}, NONE: ("aucun",)},
    "has": {"note": ("note", "notes", "une_note")},
    "with": {"me": ("moi",), "nobody": ("personne",)},
    "reason": {
        "duplicate": ("doublon", "débité_deux_fois", "charged_twice"),
        "customer_request": ("demande_du_client", "à_la_demande_du_client", "the_customer_asked_for_it"),
        "not_delivered": ("non_livré",),
        "fraud": ("fraude",),
        "goodwill": ("geste_commercial", "geste"),
        "incident": ("incident", "un_incident", "one_incident"),
        "other": ("autre",),
        NONE: ("aucun",),
    },
    "by": {NONE: ("aucun", "aucune", "personne")},
    **{field: {NONE: ("aucun", "aucune")} for field in ("brand", "last4", "code", "currency", "country")},
}
"""Of each field the French for its values, the one that is suggested first, and what else comes to mind."""

_MEANT = {
    field: {
        other: tuple(word for word, others in values.items() if other in map(fold, others))
        for others in values.values()
        for other in map(fold, others)
    }
    for field, values in FRENCH_VALUES.items()
}
"""Of each field the values that a folded French word is: of two objects it may be two."""


def field_meant(name: str, value: str, fields: Collection[str]) -> str:
    """The field of a name in either language; a name that is unknown as it is, in small letters."""
    known = fold(name)
    if known in fields:
        return known
    if known in CARD:
        return "last4" if any(map(str.isdigit, value)) else "brand"
    return OTHER_NAMES.get(known, name.lower())


def spoken_field(field: str) -> str:
    """The name of a field in the language that is spoken."""
    return FRENCH_FIELDS.get(field, field) if current().language is Language.FR else field


def begun_fields(begun: str, fields: Iterable[str]) -> Iterator[str]:
    """The fields that a word may be the beginning of: in French those of both languages."""
    typed = fold(begun)
    for field in fields:
        names = {field, fold(spoken_field(field))}
        if any(name.startswith(typed) for name in names):
            yield field


def near_field(name: str, fields: Collection[str]) -> str | None:
    """The field that a mistyped name may be, whether or not it is one of `fields`."""
    spoken = {fold(spoken_field(field)): field for field in fields}
    known = spoken | {field: field for field in fields} | OTHER_NAMES
    near = get_close_matches(fold(name), known, 1, 0.5)
    return known[near[0]] if near else None


def flag_meant(word: str, flags: Collection[str]) -> str | None:
    """The field that a word alone is: `refunded`, `remboursé`."""
    typed = fold(word)
    return next((flag for flag in flags if typed in {flag, fold(FRENCH_FIELDS.get(flag, flag))}), None)


def value_meant(field: str, word: str, known: Collection[str]) -> tuple[str, ...]:
    """The values, in English, that a folded French word is; those that are `known` where any is."""
    values = _MEANT.get(field, {}).get(word, ())
    return _known(values, known) or values


def begun_values(field: str, word: str, known: Collection[str]) -> tuple[str, ...]:
    """The values, in English, whose French a folded word begins."""
    begun = (values for french, values in _MEANT.get(field, {}).items() if french.startswith(word))
    return tuple(dict.fromkeys(value for values in begun for value in _known(values, known)))


def spoken_value(field: str, value: str) -> str:
    """A value in the language that is spoken."""
    french = FRENCH_VALUES.get(field, {}).get(value)
    return french[0] if french and current().language is Language.FR else value


def spoken_search(text: str) -> str:
    """A search that the program wrote, of fields and their values alone, in the language that is spoken."""
    return " ".join(map(_spoken_term, text.split(" ")))


def _spoken_term(term: str) -> str:
    name, colon, values = term.partition(":")
    sign, field = ("-", name[1:]) if name.startswith("-") else ("", name)
    said = ",".join(spoken_value(field, value) for value in values.split(","))
    return f"{sign}{spoken_field(field)}:{said}" if colon else term


def search_word(text: str) -> str:
    """A text of several words as the one word by which a search asks for it: "geste commercial"."""
    return re.sub(r'[\s,":]+', "_", text)


def near_value(field: str, word: str, known: Iterable[str]) -> str | None:
    """The value that a mistyped word of either language may be, as it is spoken."""
    values = tuple(dict.fromkeys(known))
    words = {value: value for value in values}
    for french, meant in _MEANT.get(field, {}).items():
        words.update((french, value) for value in _known(meant, values)[:1])
    near = get_close_matches(word, words, 1, NEAR)
    return spoken_value(field, words[near[0]]) if near else None


def _known(values: tuple[str, ...], known: Collection[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value in known)
