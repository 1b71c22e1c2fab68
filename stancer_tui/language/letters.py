"""Upper and lower case of the first letter only: names, acronyms and ids further on keep their case."""


def capitalised(words: str) -> str:
    """The words as the beginning of a sentence or a label."""
    return words[:1].upper() + words[1:]


def uncapitalised(words: str) -> str:
    """A label as part of a sentence; an acronym ("IBAN") keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
