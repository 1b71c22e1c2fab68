"""A number in place of each of many sort keys, in the order of the keys."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Ranks = npt.NDArray[np.int64]
"""What stands in place of a sort key: a smaller one comes first, `NONE` has no key."""

NONE = np.iinfo(np.int64).max

_AT_ONCE = 5_000
"""Texts that are written into a column before another thread may have its turn."""

_LONGEST = 96
"""Bytes of a text that are compared at once; what is longer is rare, and compared by itself."""


def ranks_of(keys: Sequence[Any]) -> Ranks:
    """A number for each key; equal keys have equal ones, None has `NONE`."""
    known = [key for key in keys if key is not None]
    if known and all(type(key) is str for key in known):
        found = _of_texts(known)
    else:
        different = {key: place for place, key in enumerate(sorted(set(known)))}
        found = np.array([different[key] for key in known], np.int64)
    if len(known) == len(keys):
        return found
    ranks = np.full(len(keys), NONE, np.int64)
    ranks[[place for place, key in enumerate(keys) if key is not None]] = found
    return ranks


def _of_texts(keys: list[str]) -> Ranks:
    """Texts are compared by their bytes, which stand in the same order as their letters."""
    written = [key.encode("utf-8", "surrogatepass") for key in keys]
    width = max(min(max(map(len, written)), _LONGEST), 1)
    column = np.empty(len(written), f"S{width}")
    for start in range(0, len(written), _AT_ONCE):
        column[start : start + _AT_ONCE] = written[start : start + _AT_ONCE]
    odd = [place for place, each in enumerate(written) if len(each) > _LONGEST or b"\0" in each]
    ranks: Ranks = np.unique(column, return_inverse=True)[1].astype(np.int64)
    if odd:  # the column has cut them short
        different = {key: place for place, key in enumerate(sorted({keys[place] for place in odd}), 1)}
        ranks *= len(different) + 1
        ranks[odd] += np.array([different[keys[place]] for place in odd], np.int64)
    return ranks
