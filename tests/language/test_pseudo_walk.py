"""The whole program is walked through in a language that nobody speaks: no English is left."""

from pathlib import Path

import pytest

from tests.language.programs import PROGRAMS, walked

pytestmark = pytest.mark.slow

NARROW, WIDE = (80, 24), (160, 45)
MORE_WHERE_WIDE = ("payments", "payment", "sections", "live")
"""Programs that show other things where there is room: previews, columns, whole names."""


@pytest.mark.parametrize(
    ("name", "size"),
    [
        *(pytest.param(name, NARROW, id=name) for name in PROGRAMS),
        *(pytest.param(name, WIDE, id=f"{name}, wide") for name in MORE_WHERE_WIDE),
    ],
)
async def test_no_english_is_left(
    name: str, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await walked(name, size, tmp_path, monkeypatch)
    assert found.left == {}
