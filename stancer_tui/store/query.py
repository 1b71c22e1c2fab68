"""A typed search: words that must be in a row's text and words that must not."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Query:
    """Lower-cased words: all of `include`, none of `exclude`."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @classmethod
    def parse(cls, typed: str) -> "Query":
        """Split at blanks; `!word` excludes; a lone `!` is not yet a word."""
        words = dict.fromkeys(typed.lower().split())
        return cls(
            include=tuple(word for word in words if not word.startswith("!")),
            exclude=tuple(word[1:] for word in words if word.startswith("!") and len(word) > 1),
        )

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude)

    def matches(self, text: str) -> bool:
        """Whether a row with this lower-cased search text is a hit."""
        return all(word in text for word in self.include) and not any(word in text for word in self.exclude)

    def narrows(self, other: "Query") -> bool:
        """Whether every hit of this query is certainly one of `other`: searching those is enough."""
        return all(any(old in new for new in self.include) for old in other.include) and all(
            any(new in old for new in self.exclude) for old in other.exclude
        )

    def select(self, slots: Sequence[int], texts: Sequence[str], known: "Query | None" = None) -> list[int]:
        """The slots whose text is a hit, in the order given; all of them are hits of `known` already."""
        # Newest first mostly runs down the slots; texts are read twice as fast in the order they were made.
        down = len(slots) > 1 and slots[0] > slots[-1]
        hits = list(reversed(slots)) if down else list(slots)
        for word in sorted(set(self.include) - set(known.include if known else ()), key=len, reverse=True):
            hits = [slot for slot in hits if word in texts[slot]]
        for word in set(self.exclude) - set(known.exclude if known else ()):
            hits = [slot for slot in hits if word not in texts[slot]]
        return hits[::-1] if down else hits
