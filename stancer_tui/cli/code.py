"""`stancer-tui code CODE`: what a response code or a status means."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterator

from stancer_tui.cli.shapes import CodeShape, shape_line
from stancer_tui.language import N_, Language, _, ngettext, using
from stancer_tui.models.folding import fold
from stancer_tui.reference import codes, statuses
from stancer_tui.reference.codes import CodeEntry, Family
from stancer_tui.reference.statuses import StatusEntry

FOUND = 0
UNKNOWN = 1
MISUSED = 2

_LABEL_WIDTH = 18
_MAX_WIDTH = 100
_WORD = re.compile("[a-z0-9]+")
_SILENCE = N_("This is for you alone. Tell the customer no more than the sentences below.")


def run(code: str, family: str | None, *, json_output: bool) -> int:
    """Print what is known of `code`, in one family or in all of them, and give the exit code.

    Entries go to stdout. An unknown code gives 1 and a sentence on stderr, an unknown family 2.
    """
    names = [each.value for each in Family]
    if family is not None and family not in names:
        message = _("There is no family {family}. Choose from {families}.")
        print(message.format(family=_quoted(family), families=_listed(names)), file=sys.stderr)
        return MISUSED
    families = list(Family) if family is None else [Family(family)]
    if json_output:
        with using(Language.EN):  # what a program reads is the same in every language
            found = _entries(code, families)
    else:
        found = _entries(code, families)
    if json_output:
        for entry in found:
            print(shape_line(_shape(entry)))
    elif found:
        print("\n\n".join(_page(entry) for entry in found))
    if not found:
        looked_in = _listed([each.value for each in families])
        message = ngettext(
            "The code {code} is not known in the family {families}.",
            "The code {code} is not known in the families {families}.",
            len(families),
            code=_quoted(code),
            families=looked_in,
        )
        print(message, file=sys.stderr)
    return FOUND if found else UNKNOWN


def _entries(code: str, families: list[Family]) -> list[CodeEntry | StatusEntry]:
    """What a code or a status is; of words that are neither, the entries that hold each of them."""
    exact: list[CodeEntry | StatusEntry] = []
    for family in families:
        if family is Family.STATUS:
            exact += statuses.find(code, fold)
        elif (entry := codes.lookup(code, family)) is not None:
            exact.append(entry)
    return exact or _by_words(code, families)


def _by_words(text: str, families: list[Family]) -> list[CodeEntry | StatusEntry]:
    """The entries that hold every word of a text; only whole words count, and no codes."""
    words = fold(text).split()
    if not words or not all(each.replace("'", "").isalpha() and len(each) > 1 for each in words):
        return []
    found: list[CodeEntry | StatusEntry] = []
    for family in families:
        if family is Family.STATUS:
            found += [each for each, held in statuses.searched(fold) if _holds(held, words)]
        else:
            found += [each for each, held in codes.searched(family, fold) if _holds(held, words)]
    return found


def _holds(text: str, words: list[str]) -> bool:
    held = set(_WORD.findall(text))
    return all(set(_WORD.findall(each)) <= held for each in words)


def _shape(entry: CodeEntry | StatusEntry) -> CodeShape:
    """The entry for JSON: both kinds have the same names."""
    code = entry if isinstance(entry, CodeEntry) else None
    status = entry if isinstance(entry, StatusEntry) else None
    return CodeShape(
        family=code.family.value if code else Family.STATUS.value,
        code=entry.code if isinstance(entry, CodeEntry) else entry.status,
        object=status.object if status else None,
        network=code.network if code else None,
        title=entry.title,
        meaning=entry.meaning,
        fixer=entry.fixer.value,
        retry=entry.retry.value,
        retry_note=entry.retry_note,
        say_en=entry.say_en,
        say_fr=entry.say_fr,
        sensitive=code is not None and code.sensitive,
        settable=status is not None and status.settable,
        source=entry.source,
        documented=code.in_table if code else status is not None and status.documented,
    )


def _page(entry: CodeEntry | StatusEntry) -> str:
    if isinstance(entry, CodeEntry):
        head, rows = f"{entry.code}  {entry.title}", _code_rows(entry)
    else:
        word = entry.status if entry.shown == entry.status else f"{entry.shown} · {entry.status}"
        head, rows = f"{word}  {entry.title}", _status_rows(entry)
    width = max(40, min(shutil.get_terminal_size().columns, _MAX_WIDTH))
    lines = [head]
    known = list(rows)
    room = max(_LABEL_WIDTH, *(len(label) + 4 for label, _text in known))
    for label, text in known:
        lines += textwrap.wrap(
            text,
            width,
            initial_indent=f"  {label:<{room - 2}}",
            subsequent_indent=" " * room,
            break_on_hyphens=False,
        )
    return "\n".join(lines)


def _code_rows(entry: CodeEntry) -> Iterator[tuple[str, str]]:
    yield _("Family"), entry.family.words + (f", {entry.network}" if entry.network else "")
    yield _("Meaning"), entry.meaning
    yield from advice_rows(entry)
    yield _("Source"), entry.source


def advice_rows(entry: CodeEntry | StatusEntry) -> Iterator[tuple[str, str]]:
    """Who can act, whether to retry, and what may be told to the customer, with their labels."""
    yield _("Who can fix it"), entry.fixer.words.capitalize()
    yield _("Retry"), f"{entry.retry.words.capitalize()}. {entry.retry_note}"
    if isinstance(entry, CodeEntry) and entry.sensitive:
        yield _("Careful"), _(_SILENCE)
    yield _("Tell them (EN)"), entry.say_en
    yield _("Tell them (FR)"), entry.say_fr


def _status_rows(entry: StatusEntry) -> Iterator[tuple[str, str]]:
    yield _("Family"), _("status of the {object}", object=_(statuses.OBJECT_WORDS[entry.object]))
    yield _("Meaning"), entry.meaning
    if entry.settable:
        yield _("Use"), _("sent to the API, never returned by it")
    else:
        yield from advice_rows(entry)
    yield _("Source"), entry.source


def _quoted(word: str) -> str:
    """What the user typed, cut short, its control characters escaped."""
    return ascii(word if len(word) <= 32 else word[:32] + "...")


def _listed(names: list[str]) -> str:
    *first, last = names
    return _("{names} or {last}", names=", ".join(first), last=last) if first else last
