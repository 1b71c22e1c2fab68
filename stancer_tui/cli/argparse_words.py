"""argparse's own words in the language that is spoken.

argparse asks the standard library's gettext, which reads another catalogue than ours and lets the environment
alone choose the language. It looks `_` up in its module at each call, so ours is lent to it while arguments
are read, and for no longer: it has no other place where its words could be said differently.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from stancer_tui.language import N_, _

MESSAGES = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("%(prog)s: warning: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("unexpected option string: %s"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
)
"""The messages of argparse in Python 3.11 to 3.14, as they stand there, for the catalogue."""


@contextmanager
def lent_words() -> Iterator[None]:
    """Let argparse speak our language while arguments are read; afterwards it is as it was."""
    module = vars(argparse)
    own = module["_"]
    module["_"] = _said
    try:
        yield
    finally:
        module["_"] = own


def _said(message: str | None) -> str | None:
    """A message in our words; argparse also passes None, for a parser without a description."""
    return _(message) if message else message
