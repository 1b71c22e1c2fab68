"""What banks say later: to an account check, to a scoring.

The tables of test accounts are imported then, since the first list of payments does not need them.
"""

from stancer_tui.sandbox.rows import Object

_UNUSABLE = frozenset({"AC01", "AC04", "AC06"})
"""Reasons of test accounts that mean the account itself cannot be used."""


def answered(item: Object, private: Object) -> Object:
    """The check once the bank has answered, by the table of test accounts."""
    from stancer_tui.reference.testdata import Outcome, account

    known = account(private["iban"])
    if known is None:
        return item | {"status": "check_error"}
    valid = not (known.outcome == Outcome.REFUSED and known.code in _UNUSABLE)
    score = _score(private["name"] or "", known.name)
    born = private["date_birth"] == known.birth_date
    return item | {
        "date_birth_valid": born,
        "iban_type": True,
        "iban_valid": valid,
        "response": "00" if valid else known.code,
        "score_name": score,
        "status": "checked",
        "verified": bool(valid and born and score == 100),
    }


def _score(given: str, known: str) -> int:
    """0 to 100; case, accents and spaces do not count."""
    from difflib import SequenceMatcher

    return round(100 * SequenceMatcher(None, _plain(given), _plain(known), autojunk=False).ratio())


def _plain(name: str) -> str:
    import unicodedata

    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def scored(item: Object, private: Object) -> Object:
    """The scoring once the bank has answered or the time is over; the score is the sandbox's invention."""
    if private["end"] != "success":
        return item | {"status": private["end"]}
    lent = item["amount"] - (item.get("upfront") or 0)
    score = max(1, min(99, 95 - lent // 10_000 - item["duration"]))
    return item | {"status": "success", "score": score}
