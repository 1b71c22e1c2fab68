"""A compiled search: words that must be in a row's text, words that must not, and conditions on fields."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from stancer_tui.models.folding import fold

Facet = Callable[[Sequence[Any]], list[Any]]
"""What one field of each row is for a search; a function of a module, so that its values are kept by it.

It takes many rows at once: a call for each of a hundred thousand would be felt.
"""


class Condition(Hashable, Protocol):
    """What one field must be. Equal conditions have equal hits."""

    @property
    def facet(self) -> Facet:
        """The field that is looked at."""
        ...

    def accepts(self, value: Any) -> bool:
        """Whether a row with this value of the facet is a hit."""
        ...

    def keep(self, slots: Sequence[int], values: Sequence[Any], *, accepted: bool) -> list[int]:
        """The slots whose value is accepted, or is not, in the order given: `accepts` for many at once."""
        ...

    def narrows(self, other: "Condition") -> bool:
        """Whether every hit of this condition is certainly one of `other`."""
        ...


class Counted(Protocol):
    """What the values of fields can be counted in."""

    def counts(self, facet: Facet) -> Mapping[Any, int]:
        """How many rows have each value of a facet."""
        ...


class Searched(Protocol):
    """What is searched: texts and facets by slot."""

    @property
    def texts(self) -> Sequence[str]:
        """The folded search text of each slot."""
        ...

    def values(self, facet: Facet) -> Sequence[Any]:
        """The facet of each slot."""
        ...


class Query(NamedTuple):
    """Folded words (all of `include`, none of `exclude`) and conditions (`where`, `unless`)."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()

    @classmethod
    def parse(cls, typed: str) -> "Query":
        """Words alone: split at blanks; `!word` excludes; a lone `!` is not yet a word."""
        words = dict.fromkeys(fold(typed).split())
        return cls(
            include=tuple(word for word in words if not word.startswith("!")),
            exclude=tuple(word[1:] for word in words if word.startswith("!") and len(word) > 1),
        )

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude or self.where or self.unless)

    def matches(self, row: Any, text: str) -> bool:
        """Whether a row with this folded search text is a hit."""
        return (
            all(word in text for word in self.include)
            and not any(word in text for word in self.exclude)
            and all(condition.accepts(*condition.facet((row,))) for condition in self.where)
            and not any(condition.accepts(*condition.facet((row,))) for condition in self.unless)
        )

    def narrows(self, other: "Query") -> bool:
        """Whether every hit of this query is certainly one of `other`: searching those is enough."""
        return (
            all(any(old in new for new in self.include) for old in other.include)
            and all(any(new in old for new in self.exclude) for old in other.exclude)
            and all(any(new.narrows(old) for new in self.where) for old in other.where)
            and all(any(old.narrows(new) for new in self.unless) for old in other.unless)
        )

    def select(self, slots: Sequence[int], source: Searched, known: "Query | None" = None) -> list[int]:
        """The slots that are hits, in the order given; all of them are hits of `known` already."""
        known = known or Query()
        # Newest first mostly runs down the slots; rows are read twice as fast in the order they were made.
        down = len(slots) > 1 and slots[0] > slots[-1]
        hits = list(reversed(slots)) if down else list(slots)
        for condition in set(self.where) - set(known.where):
            hits = condition.keep(hits, source.values(condition.facet), accepted=True)
        for condition in set(self.unless) - set(known.unless):
            hits = condition.keep(hits, source.values(condition.facet), accepted=False)
        texts = source.texts
        for word in sorted(set(self.include) - set(known.include), key=len, reverse=True):
            hits = [slot for slot in hits if word in texts[slot]]
        for word in set(self.exclude) - set(known.exclude):
            hits = [slot for slot in hits if word not in texts[slot]]
        return hits[::-1] if down else hits
