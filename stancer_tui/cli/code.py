"""`stancer-tui code CODE`: what a response code or a status means."""

import shutil
import sys
import textwrap
from collections.abc import Iterator

from stancer_tui.cli.shapes import CodeShape, shape_line
from stancer_tui.reference import codes, statuses
from stancer_tui.reference.codes import CodeEntry, Family
from stancer_tui.reference.statuses import StatusEntry

FOUND = 0
UNKNOWN = 1
MISUSED = 2

_LABEL_WIDTH = 18
_MAX_WIDTH = 100
_SILENCE = "This is for you alone. Tell the customer no more than the sentences below."


def run(code: str, family: str | None, *, json_output: bool) -> int:
    """Print what is known of `code`, in one family or in all of them, and give the exit code.

    Entries go to stdout. An unknown code gives 1 and a sentence on stderr, an unknown family 2.
    """
    names = [each.value for each in Family]
    if family is not None and family not in names:
        print(f"There is no family {_quoted(family)}. Choose from {_listed(names, 'or')}.", file=sys.stderr)
        return MISUSED
    families = list(Family) if family is None else [Family(family)]
    found = list(_entries(code, families))
    if json_output:
        for entry in found:
            print(shape_line(_shape(entry)))
    elif found:
        print("\n\n".join(_page(entry) for entry in found))
    if not found:
        looked_in = _listed([each.value for each in families], "or")
        kind = "family" if len(families) == 1 else "families"
        print(f"The code {_quoted(code)} is not known in the {kind} {looked_in}.", file=sys.stderr)
    return FOUND if found else UNKNOWN


def _entries(code: str, families: list[Family]) -> Iterator[CodeEntry | StatusEntry]:
    for family in families:
        if family is Family.STATUS:
            yield from statuses.find(code)
        elif (entry := codes.lookup(code, family)) is not None:
            yield entry


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
        head, rows = f"{entry.status}  {entry.title}", _status_rows(entry)
    width = max(40, min(shutil.get_terminal_size().columns, _MAX_WIDTH))
    lines = [head]
    for label, text in rows:
        lines += textwrap.wrap(
            text,
            width,
            initial_indent=f"  {label:<{_LABEL_WIDTH - 2}}",
            subsequent_indent=" " * _LABEL_WIDTH,
            break_on_hyphens=False,
        )
    return "\n".join(lines)


def _code_rows(entry: CodeEntry) -> Iterator[tuple[str, str]]:
    yield "Family", entry.family.words + (f", {entry.network}" if entry.network else "")
    yield "Meaning", entry.meaning
    yield from advice_rows(entry)
    yield "Source", entry.source


def advice_rows(entry: CodeEntry | StatusEntry) -> Iterator[tuple[str, str]]:
    """Who can act, whether to retry, and what may be told to the customer, with their labels."""
    yield "Who can fix it", entry.fixer.words.capitalize()
    yield "Retry", f"{entry.retry.words.capitalize()}. {entry.retry_note}"
    if isinstance(entry, CodeEntry) and entry.sensitive:
        yield "Careful", _SILENCE
    yield "Tell them (EN)", entry.say_en
    yield "Tell them (FR)", entry.say_fr


def _status_rows(entry: StatusEntry) -> Iterator[tuple[str, str]]:
    yield "Family", f"status of the {statuses.OBJECT_WORDS[entry.object]}"
    yield "Meaning", entry.meaning
    if entry.settable:
        yield "Use", "sent to the API, never returned by it"
    else:
        yield from advice_rows(entry)
    yield "Source", entry.source


def _quoted(word: str) -> str:
    """What the user typed, cut short, its control characters escaped."""
    return ascii(word if len(word) <= 32 else word[:32] + "...")


def _listed(names: list[str], joint: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joint} {names[-1]}"
