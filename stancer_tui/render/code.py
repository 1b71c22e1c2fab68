"""Words about who can act on a response code and whether a retry makes sense."""

from stancer_tui.reference.codes import CodeEntry

FIXERS = {
    "customer": "the customer",
    "bank": "the customer's bank",
    "merchant": "you, the merchant",
    "stancer": "Stancer",
    "nobody": "nobody needs to act",
}

RETRIES = {
    "now": "now",
    "later": "later",
    "other_means": "with another card or another means",
    "never": "never",
    "not_needed": "not needed",
}


def fixer_words(entry: CodeEntry) -> str:
    """Who can act, as a person says it."""
    return FIXERS.get(entry.fixer, entry.fixer)


def retry_words(entry: CodeEntry) -> str:
    """Whether a retry makes sense, with the reason."""
    return f"{RETRIES.get(entry.retry, entry.retry)}. {entry.retry_note}"
