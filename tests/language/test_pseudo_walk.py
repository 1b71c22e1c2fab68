"""The whole program is walked through in a language that nobody speaks: no English is left."""

from pathlib import Path

import pytest

from tests.language.programs import PROGRAMS, walked

SIZES = pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["narrow", "wide"])


@SIZES
@pytest.mark.parametrize("name", PROGRAMS)
async def test_no_english_is_left(
    name: str, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await walked(name, size, tmp_path, monkeypatch)
    assert found.left == {}
