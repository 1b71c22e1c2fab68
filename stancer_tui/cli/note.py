"""`stancer-tui note ID`: the notes on one object, written, struck through, printed."""

import argparse
import asyncio
import sys

from stancer_tui.cli.agent_zone import local_zone
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.note_shapes import note_shape
from stancer_tui.cli.reading import reading
from stancer_tui.cli.shapes import shape_line
from stancer_tui.cli.show import check_mask, checked_kind
from stancer_tui.language import _
from stancer_tui.render.notes import note_line
from stancer_tui.render.safe import safe
from stancer_tui.services.team.notes import NoteRefused, Notes
from stancer_tui.store.errors import LedgerUnavailable, NotAllowed
from stancer_tui.store.note import NOTE_LENGTH, Note

_SHOWN = 8
"""Characters of a note's number that are printed; as many as tell it apart are enough to name it."""

_READ = 20 * NOTE_LENGTH
"""The most characters of standard input that are read."""


def run(args: argparse.Namespace) -> int:
    """Write or strike a note, or print those there are; raises Stop."""
    checked_kind(args.id)
    check_mask(args)
    if args.text is not None and args.strike is not None:
        raise Stop(Exit.USAGE, _("Either a text is written or --strike strikes a note through, not both."))
    return asyncio.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    text = sys.stdin.read(_READ) if args.text == "-" else args.text
    async with reading(args) as desk:
        notes = desk.notes
        try:
            if text is not None:
                shown: tuple[Note, ...] = (await notes.write(args.id, text),)
            elif args.strike is not None:
                shown = (await _strike(notes, args.id, args.strike),)
            else:
                shown = await notes.read(args.id)
        except (NoteRefused, NotAllowed) as error:
            raise Stop(Exit.FAILED, safe(error, 300)) from None
        except LedgerUnavailable as error:
            raise Stop(Exit.FAILED, _("The notes are not known now: {why}.", why=safe(error))) from None
        if not shown and not args.json:
            print(_("No notes yet."), file=sys.stderr)
        for note in shown:
            line = note_line(note, notes.author, zone=local_zone(), mask=args.mask)
            print(shape_line(note_shape(note, desk.mode)) if args.json else f"{note.id[:_SHOWN]}  {line}")
    return Exit.DONE


async def _strike(notes: Notes, object_id: str, number: str) -> Note:
    """Strike through the note whose number begins with `number`; raises Stop unless it is exactly one."""
    found = [note for note in await notes.read(object_id) if note.id.startswith(number) and number]
    if len(found) != 1:
        said = _("No note on it has this number.") if not found else _("Several notes on it begin so.")
        raise Stop(Exit.USAGE, said)
    if found[0].struck:
        raise Stop(Exit.FAILED, _("That note is struck through already."))
    struck = await notes.strike(found[0])
    if struck is None:
        raise Stop(Exit.FAILED, _("The ledger does not have that note."))
    return struck
