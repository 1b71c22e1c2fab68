"""What the customer may be told, in both languages, the agent's own first."""

from stancer_tui.language import Language, _, current
from stancer_tui.reference.codes import CodeEntry
from stancer_tui.reference.statuses import StatusEntry

_OTHER = {Language.EN: "En français", Language.FR: "En anglais"}
"""How each language labels the sentence in the other one."""


def sentence(entry: CodeEntry | StatusEntry) -> str:
    """What may be told to the customer, in the language that is spoken."""
    (_label, own), _other = told(entry)
    return own


def told(entry: CodeEntry | StatusEntry) -> tuple[tuple[str, str], tuple[str, str]]:
    """The sentences for the customer with their labels, the one in the language that is spoken first."""
    own, other = entry.say_en, entry.say_fr
    language = current().language
    if language is Language.FR:
        own, other = other, own
    return (_("Tell the customer"), own), (_OTHER[language], other)
