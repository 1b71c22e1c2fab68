"""Which language the payment page speaks (reference: Payment webpage, Languages)."""

import re

from stancer_tui.language import Language

_TAG = re.compile(r"([a-z]{2,8})(?:[-_][a-z0-9]{1,8})*", re.ASCII)
"""A language tag (BCP 47), its delimiter a dash or an underscore, in lower case."""


def page_language(lang: str | None, accepted: str | None) -> Language:
    """`lang` if the page speaks it, else the first of the browser's languages that it speaks, else English.

    A tag counts by its first part, in any case: the French of France and of Belgium are one here. What is
    not a tag counts as a language that is not spoken.
    """
    for tag in (lang or "", *_by_preference(accepted or "")):
        found = _TAG.fullmatch(tag.strip().lower())
        if found is not None and found[1] in list(Language):
            return Language(found[1])
    return Language.EN


def _by_preference(accepted: str) -> list[str]:
    """The tags of an Accept-Language header by descending weight, without those of weight 0 (RFC 9110)."""
    weighed = [(_weight(rest), tag) for tag, _, rest in (each.partition(";") for each in accepted.split(","))]
    return [tag for weight, tag in sorted(weighed, key=lambda each: -each[0]) if weight]


def _weight(parameters: str) -> float:
    found = re.fullmatch(r"\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*", parameters, re.ASCII | re.IGNORECASE)
    return 1.0 if found is None else float(found[1])
