"""What one visit of a day is generated again from, without the whole day: a few bytes a visit."""

from array import array
from dataclasses import dataclass, field
from random import Random

from stancer_tui.sandbox.shop.draw import Object
from stancer_tui.sandbox.shop.stories import EVERY, Story
from stancer_tui.sandbox.shop.till import Till, Visit

SLOTS = 16
"""Numbers of a visit: four for its payments, its refunds and its disputes each, and one for its address."""

PAYMENTS, REFUNDS, DISPUTES, ADDRESSES = 0, 4, 8, 12
"""The first of the numbers of each kind."""

_STORY = {story: number for number, story in enumerate(EVERY)}


class CountedRandom(Random):
    """Draws what `Random` draws, and counts the 32-bit words that this takes."""

    def __init__(self, seed: str) -> None:
        super().__init__(seed)
        self.words = 0

    def random(self) -> float:
        """Two words."""
        self.words += 2
        return Random.random(self)

    def getrandbits(self, k: int, /) -> int:
        """A word for every 32 bits; all but `random` comes from here."""
        self.words += (k + 31) // 32
        return Random.getrandbits(self, k)

    def check(self, seed: str) -> None:
        """Raise RuntimeError if skipping as many words does not lead to the same state in this Python."""
        other = Random(seed)
        forward(other, self.words)
        if other.getstate() != self.getstate():
            raise RuntimeError("this Python's random numbers cannot be counted")


def forward(rng: Random, words: int) -> None:
    """Skip `words` 32-bit words of `rng`."""
    if words:
        rng.getrandbits(32 * words)


@dataclass(slots=True)
class Record:
    """The visits of the day `number` in their order: who (a customer's number), when, which story, and how
    many words were drawn before it; the last of `words` is the day's sum. While the day is told, `places` are
    the numbers of its objects by id.
    """

    number: int
    persons: "array[int]" = field(default_factory=lambda: array("i"))
    moments: "array[int]" = field(default_factory=lambda: array("I"))
    stories: "array[int]" = field(default_factory=lambda: array("B"))
    words: "array[int]" = field(default_factory=lambda: array("I"))
    places: dict[str, int] = field(default_factory=dict)

    def visit(self, till: Till, visit: Visit, story: Story) -> None:
        """Generate a visit and record it; raises RuntimeError when it has more objects than numbers."""
        rng = till.rng
        if not isinstance(rng, CountedRandom):
            raise TypeError("a day is recorded with random numbers that are counted")
        self.persons.append(visit.person.number)
        self.moments.append(visit.at)
        self.stories.append(_STORY[story])
        self.words.append(rng.words)
        known = [(first, told, len(told)) for first, told in slots(till)]
        story(till, visit)
        for first, told, before in known:
            if len(told) > before:
                if len(told) - before > SLOTS // 4:
                    raise RuntimeError("a story has more objects than numbers")
                for slot, each in enumerate(told[before:], visit.place * SLOTS + first):
                    self.places[each["id"]] = slot

    def close(self, words: int) -> None:
        """Record the words drawn in the whole day."""
        self.words.append(words)


def slots(till: Till) -> tuple[tuple[int, list[Object]], ...]:
    """The payments, the refunds and the disputes of a till, each with the first of their numbers."""
    return (PAYMENTS, till.payments), (REFUNDS, till.refunds), (DISPUTES, till.disputes)
