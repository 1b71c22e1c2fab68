"""Each picture of screenshots/ as it is to be now, and the page that lists them."""

from pathlib import Path

from textual.pilot import Pilot

from stancer_tui.config import DemoOptions
from tests import private
from tests.screenshots.drawing import Drawing, still
from tests.screenshots.scenes import NARROW, SCENES, Scene, merchants
from tests.screenshots.taking import program
from tests.screenshots.tour import TITLES, film
from tests.ui.driving import NOW

CAPTIONS = {name: scene.caption for name, scene in SCENES.items()} | {
    name: title for name, (_language, title) in TITLES.items()
}
"""What each picture shows, by its name."""

FOLDER = Path(__file__).parents[2] / "screenshots"


async def picture(name: str) -> str:
    """One picture or film, as SVG."""
    if name in TITLES:
        return await film(name)
    scene = SCENES[name]
    async with program(
        scene.size,
        language=scene.language,
        theme=scene.theme,
        options=DemoOptions(now=NOW, team=scene.team, check_delay=0),
        accounts=merchants() if scene.merchants else None,
    ) as pilot:
        await scene.steps(pilot)
        return _drawn(pilot, scene)


def _drawn(pilot: Pilot[int], scene: Scene) -> str:
    drawing = drawing_for(pilot)
    return still(private.painted(pilot.app), scene.size, drawing, scene.caption)


def drawing_for(pilot: Pilot[int]) -> Drawing:
    """What draws in the colours of the program's theme."""
    theme = pilot.app.current_theme
    return Drawing(str(theme.background), str(theme.foreground))


def contact_sheet() -> str:
    """The page that shows every picture with one line, as Markdown."""
    head = (
        "# Pictures\n\n"
        "Made from the demo by `python -m tests.screenshots`, with a fixed seed and clock: every name, card\n"
        "and amount is invented. The tests make each again, and fail where one is not what is shown now.\n"
    )
    films = [name for name in CAPTIONS if name in TITLES]
    narrow = [name for name, scene in SCENES.items() if scene.size == NARROW]
    wide = [name for name in SCENES if name not in narrow]
    parts = {"The tour": films, "160x45": wide, "80x24": narrow}
    return head + "".join(
        f"\n## {title}\n"
        + "".join(f"\n{CAPTIONS[name]}:\n\n![{CAPTIONS[name]}]({name}.svg)\n" for name in names)
        for title, names in parts.items()
    )
