"""The notes that agents wrote on the objects of one mode, kept up to date with the ledger."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from itertools import groupby

from stancer_tui.language import N_, _, grouped
from stancer_tui.models.characters import named, without_unseen
from stancer_tui.models.folding import fold
from stancer_tui.services.ledger_access import LedgerAccess
from stancer_tui.services.listeners import Listeners
from stancer_tui.services.search.conditions import IdIn
from stancer_tui.services.search.secret_numbers import holds_card_number, holds_iban
from stancer_tui.services.search.spoken_words import spoken_field, value_meant
from stancer_tui.services.search.values import Unclear
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.ledger import Ledger, LedgerChange
from stancer_tui.store.note import NOTE_LENGTH, Note
from stancer_tui.store.query import Facet

NEWEST = 10_000
"""The most notes of a mode that are loaded for lists; an opened object reads its own."""

_LOOKED_AT = 8 * NOTE_LENGTH
"""Characters of a typed text that are looked at: a pasted file must not hold up the screen."""

_EVERYTHING = "*"
"""Stands for every object in the set of those to read again."""

NOT_KNOWN = N_("The notes are not known now: {why}.")

NO_SUCH = N_("There is no {field}:{word}; {hint}")


class NoteRefused(ValueError):
    """A text that cannot be a note; the message is a sentence that says why."""


def checked(text: str) -> str:
    """A typed note as it is stored: without outer blanks and invisible characters; its lines stay.

    Raises `NoteRefused` for an empty one, one that is too long, or one with a control character.
    """
    length = len(text) if len(text) > _LOOKED_AT else len(text.strip())
    if length > NOTE_LENGTH:
        raise NoteRefused(
            _(
                "A note has {most} characters at most; this one has {count}.",
                most=grouped(NOTE_LENGTH),
                count=grouped(length),
            )
        )
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    note = without_unseen(lines).strip()
    if not note:
        raise NoteRefused(_("Write the note first: this one is empty."))
    if holds_card_number(note):
        raise NoteRefused(_("This looks like a card number, which no note may hold: four digits are enough."))
    if holds_iban(note):
        raise NoteRefused(_("This looks like an IBAN, which no note may hold: four characters are enough."))
    for character in note:
        if character != "\n" and not character.isprintable() and not character.isspace():
            raise NoteRefused(
                _("A note cannot hold this character: {character}.", character=named(character))
            )
    return note


class Notes:
    """The notes of one mode, for lists: loaded once, then updated with what any desk writes.

    `trouble` is why the ledger could not be asked last; what was known before stays.
    """

    def __init__(self, ledger: Ledger, *, live: bool, now: Callable[[], datetime]) -> None:
        self.live = live
        self.known = False
        """Whether the notes were read; before that, no note does not mean that there is none."""
        self.drafts: dict[str, str] = {}
        """What was typed on an object and not written yet; it is in memory alone."""
        self._ledger = ledger
        self._access = LedgerAccess()
        self._now = now
        self._listeners = Listeners[Collection[str]]()
        self._by_object: dict[str, tuple[Note, ...]] = {}
        self._held: dict[str, str] = {}
        self._unread: set[str] = set()
        self._being_written: set[str] = set()
        self._reading: asyncio.Task[None] | None = None
        self._end: Callable[[], None] | None = None

    @property
    def shared(self) -> bool:
        """Whether colleagues read them."""
        return self._ledger.shared

    @property
    def trouble(self) -> LedgerUnavailable | None:
        """Why the ledger could not be asked last."""
        return self._access.trouble

    def __bool__(self) -> bool:
        return bool(self._held)

    def has(self, object_id: str) -> bool:
        """Whether an object has a note that is not struck through, as far as is known."""
        return object_id in self._held

    def of(self, object_id: str) -> tuple[Note, ...]:
        """The notes on an object that are known, oldest first, those struck through too."""
        return self._by_object.get(object_id, ())

    def author(self, login: str) -> str:
        """The name to show of an agent; not yet safe."""
        return self._ledger.agents().get(login, login)

    def subscribe(self, listener: Callable[[Collection[str]], None]) -> Callable[[], None]:
        """Call `listener` with the objects whose notes changed; returns a function that ends that."""
        return self._listeners.subscribe(listener)

    def keep_draft(self, object_id: str, text: str) -> None:
        """Keep what was typed on an object; an empty text removes the draft."""
        if text:
            self.drafts[object_id] = text
        else:
            self.drafts.pop(object_id, None)

    def is_being_written(self, object_id: str) -> bool:
        """Whether a note on an object is on its way into the ledger."""
        return object_id in self._being_written

    async def load(self) -> None:
        """Read every note, and follow the ledger from now on; a failure is put into `trouble`."""
        if self._end is None:
            self._end = self._ledger.subscribe(self._changed)
        try:
            notes = await self._access.run(self._ledger.notes.every(self.live, limit=NEWEST))
        except LedgerUnavailable:
            self._listeners.tell(())
            return
        before, self.known = self._by_object, True
        by_object = sorted(notes, key=_object)  # keeps the order of each object's notes
        self._by_object = {each: tuple(group) for each, group in groupby(by_object, key=_object)}
        ids = before.keys() | self._by_object.keys()
        self._take([each for each in ids if before.get(each) != self._by_object.get(each)])

    async def read(self, object_id: str) -> tuple[Note, ...]:
        """The notes on an object as the ledger has them now, oldest first. Raises `LedgerUnavailable`."""
        notes = await self._access.run(self._ledger.notes.of(self.live, object_id))
        if notes != self.of(object_id):
            self._by_object[object_id] = notes
            self._take([object_id])
        return notes

    async def write(self, object_id: str, text: str) -> Note:
        """Write a note, and drop its draft. Raises `NoteRefused`, `LedgerUnavailable`, `NotAllowed`."""
        self._being_written.add(object_id)
        try:
            note = await self._access.run(
                self._ledger.notes.add(self.live, object_id, checked(text), at=self._moment())
            )
        finally:
            self._being_written.discard(object_id)
        if self.drafts.get(object_id) == text:
            del self.drafts[object_id]
        self._put(note)
        return note

    async def strike(self, note: Note) -> Note | None:
        """Strike a note through: None where the ledger does not have it. Raises as `write` does."""
        struck = await self._access.run(self._ledger.notes.strike(note.id, at=self._moment()))
        if struck is not None:
            self._put(struck)
        return struck

    def condition(self, field: str, value: str, facet: Facet) -> IdIn:
        """What `has:note` and `note:value` ask of a row. Raises `Unclear`."""
        if not self.known:
            why = self.trouble or _("they are being read")
            raise Unclear(_(NOT_KNOWN, why=why))
        wanted = fold(value).strip()
        if field == "has":
            if not (value_meant(field, wanted, ()) or "note".startswith(wanted.removesuffix("s"))):
                hint = _("write {words}.", words="note")
                raise Unclear(_(NO_SUCH, field=spoken_field(field), word=value, hint=hint))
            return IdIn(facet, frozenset(self._held))
        return IdIn(facet, frozenset(each for each, text in self._held.items() if wanted in text))

    def close(self) -> None:
        """Stop following the ledger."""
        if self._end is not None:
            self._end()
            self._end = None
        if self._reading is not None:
            self._reading.cancel()

    def _moment(self) -> datetime:
        return self._now() + self._ledger.clock_offset

    def _put(self, note: Note) -> None:
        known = {each.id: each for each in self.of(note.object_id)} | {note.id: note}
        self._by_object[note.object_id] = tuple(known.values())
        self._take([note.object_id])

    def _take(self, changed: Iterable[str]) -> None:
        changed = tuple(changed)
        for each in changed:
            holding = [note.text for note in self.of(each) if not note.struck]
            if holding:
                self._held[each] = fold("\n".join(holding))
            else:
                self._held.pop(each, None)
        self._listeners.tell(changed)

    def _changed(self, change: LedgerChange) -> None:
        """Read again the objects that a desk has written about, one after another."""
        if change.live not in {None, self.live} or change.kind not in {"note", "all"}:
            return
        self._unread.add(change.subject or _EVERYTHING)
        if self._reading is None or self._reading.done():
            self._reading = asyncio.get_running_loop().create_task(self._catch_up())

    async def _catch_up(self) -> None:
        """Read until nothing is unread; what the ledger did not give is read with the next change."""
        while self._unread:
            if not self.known or _EVERYTHING in self._unread:
                self._unread.clear()
                await self.load()
                if self.trouble is not None:
                    self._unread.add(_EVERYTHING)
                    return
                continue
            object_id = self._unread.pop()
            try:
                await self.read(object_id)
            except LedgerUnavailable:
                self._unread.add(object_id)
                self._listeners.tell(())
                return


def _object(note: Note) -> str:
    return note.object_id
