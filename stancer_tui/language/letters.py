"""The first letter of words, and only that: names, acronyms and ids further on keep their capitals."""


def capitalised(words: str) -> str:
    """The words as they begin a sentence or a label."""
    return words[:1].upper() + words[1:]


def uncapitalised(words: str) -> str:
    """A label as it stands within a sentence; an acronym ("IBAN") stays one."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
