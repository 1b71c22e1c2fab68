"""The sentences that may be told to the customer, in both languages."""

from stancer_tui.language import Language, _, current
from stancer_tui.reference.codes import CodeEntry
from stancer_tui.reference.statuses import StatusEntry

_OTHER = {Language.EN: "En français", Language.FR: "En anglais"}
"""How each language labels the sentence in the other one."""


def customer_sentence(entry: CodeEntry | StatusEntry) -> str:
    """The sentence for the customer in the current language."""
    (_label, own), _other = customer_sentences(entry)
    return own


def customer_sentences(entry: CodeEntry | StatusEntry) -> tuple[tuple[str, str], tuple[str, str]]:
    """The sentences for the customer with their labels, the one in the current language first."""
    own, other = entry.say_en, entry.say_fr
    language = current().language
    if language is Language.FR:
        own, other = other, own
    return (_("Tell the customer"), own), (_OTHER[language], other)
