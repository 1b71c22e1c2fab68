"""The French catalogue says all that the program says, with the same names in it, and nothing else."""

import re
import string

from babel.messages.catalog import Message

from tests.catalogues import FRENCH, french, in_line, lacking, messages, template


def test_every_message_of_the_program_has_french_words() -> None:
    assert lacking() == []


def test_french_has_the_names_that_the_program_fills_in() -> None:
    assert [each.id for each in messages(french()) if not _same_names(each)] == []


def test_no_message_is_doubtful_or_of_another_time() -> None:
    catalogue = french()
    assert [each.id for each in messages(catalogue) if each.fuzzy] == []
    assert list(catalogue.obsolete) == []
    program = {each.id for each in messages(template())}
    assert [each.id for each in messages(catalogue) if each.id not in program] == []


def test_the_file_is_in_line_with_the_program() -> None:
    assert in_line() == FRENCH.read_bytes(), "python -m tests.catalogues --write"


def _forms(message: Message) -> list[str]:
    said = message.string or ""
    return [each for each in ([said] if isinstance(said, str) else said) if each]


def _same_names(message: Message) -> bool:
    """Whether every form has the names of the English one for several; 0 is a singular in French."""
    asked = _names(message.id if isinstance(message.id, str) else message.id[1])
    return all(_names(form) == asked for form in _forms(message))


def _names(text: str) -> list[str]:
    braces = [name for _text, name, _form, _kind in string.Formatter().parse(text) if name is not None]
    return sorted({*braces, *re.findall(r"%\(\w+\)[a-z]|%[srd]", text)})
