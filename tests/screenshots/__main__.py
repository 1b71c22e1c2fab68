"""Write screenshots/: `python -m tests.screenshots [NAME …]`."""

import asyncio
import sys

from tests.screenshots.pictures import CAPTIONS, FOLDER, contact_sheet, picture
from tests.screenshots.taking import stillness


async def write(names: list[str]) -> None:
    """Write the pictures asked for, or all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name in names or CAPTIONS:
        (FOLDER / f"{name}.svg").write_text(await picture(name), encoding="utf-8")
    (FOLDER / "README.md").write_text(contact_sheet(), encoding="utf-8")


if __name__ == "__main__":
    with stillness():
        asyncio.run(write(sys.argv[1:]))
