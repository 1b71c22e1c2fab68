"""The tour as a film: find a payment, understand its decline, search another, refund it once, done."""

from collections.abc import AsyncIterator, Mapping
from typing import NamedTuple

from textual.pilot import Pilot

from stancer_tui.config import DemoOptions
from stancer_tui.language import Language
from tests import private
from tests.screenshots.moving import Film, Frame
from tests.screenshots.scenes import DARK
from tests.screenshots.taking import program
from tests.ui.driving import NOW, press, type_text

SIZE = (120, 32)
TITLES = {
    "tour": (Language.EN, "The tour: find, understand a decline, search, refund, done"),
    "tour-fr": (Language.FR, "The tour, in French"),
}
"""Each film by its name: its language, and what it shows."""

_A_SIGN, _A_LOOK, _A_READING = 0.12, 1.6, 4.0
"""Seconds for what is typed, for what is seen at a glance, for what is read."""


class Step(NamedTuple):
    """Keys, or a text that is typed; how long its last screen stays, and what is said meanwhile."""

    keys: tuple[str, ...]
    typed: str = ""
    seconds: float = _A_LOOK
    said: str = ""


def steps(words: Mapping[str, str]) -> tuple[Step, ...]:
    """The tour with its words in one language."""
    return (
        Step((), said=words["begin"], seconds=3),
        Step(("colon",), said=words["find"]),
        Step((), "AL-2611-01227", said=words["find"]),
        Step(("enter",), said=words["understand"], seconds=6),
        Step(("Y",), said=words["copy"], seconds=_A_READING),
        Step(("escape",), said=words["next"], seconds=_A_LOOK),
        Step(("slash",), said=words["next"], seconds=0.8),
        Step((), words["search"], said=words["next"], seconds=_A_LOOK),
        Step(("enter",), said=words["one"], seconds=2.4),
        Step(("enter",), said=words["one"], seconds=2.4),
        Step(("r",), said=words["refund"], seconds=2.4),
        Step((), "12,50", said=words["refund"], seconds=_A_LOOK),
        Step(("enter",), said=words["confirm"], seconds=3),
        Step(("tab",), said=words["confirm"], seconds=_A_LOOK),
        Step(("enter",), said=words["once"], seconds=_A_READING),
        Step(("escape", "escape", "3", "j"), said=words["done"], seconds=5),
    )


WORDS = {
    Language.EN: {
        "begin": "“My card was declined.” A customer writes, with an order number.",
        "find": "Find: an id, an order, a name, four digits, an amount, a code.",
        "understand": "Understand: why it was declined, who can fix it, what to say.",
        "copy": "The sentence for the customer, in English or French.",
        "next": "“I was charged too much.” Search as you remember it.",
        "search": "status:captured pham",
        "one": "The first attempt was declined, the second paid. This is the one.",
        "refund": "Give 12.50 back: to whom, for what, and what is left, before you send.",
        "confirm": "One question more, and the amount again.",
        "once": "Sent once, written down first, and never again by itself.",
        "done": "Done: where the refund stands, who sent it, and what is not known yet.",
        "enter": "enter",
        "escape": "esc",
    },
    Language.FR: {
        "begin": "« Ma carte a été refusée. » Un client écrit, avec un numéro de commande.",
        "find": "Trouver : un identifiant, une commande, un nom, quatre chiffres, un montant, un code.",
        "understand": "Comprendre : pourquoi ce refus, qui peut agir, que répondre.",
        "copy": "La phrase pour le client, en anglais ou en français.",
        "next": "« J’ai payé trop cher. » Chercher comme on s’en souvient.",
        "search": "statut:encaissé pham",
        "one": "Le premier essai a été refusé, le second payé. C’est celui-ci.",
        "refund": "Rendre 12,50 : à qui, pour quoi, et combien il reste, avant l’envoi.",
        "confirm": "Encore une question, et le montant à nouveau.",
        "once": "Envoyé une fois, noté d’abord, jamais renvoyé tout seul.",
        "done": "C’est fait : où en est le remboursement, par qui, et ce qu’on ne sait pas encore.",
        "enter": "entrée",
        "escape": "échap",
    },
}

_SHOWN = {"colon": ":", "slash": "/"}


async def film(name: str) -> str:
    """The film of this name, as SVG."""
    from tests.screenshots.pictures import drawing_for

    language, title = TITLES[name]
    async with program(SIZE, language=language, theme=DARK, options=DemoOptions(now=NOW)) as pilot:
        frames = [frame async for frame in _frames(pilot, WORDS[language])]
        return Film(drawing_for(pilot), SIZE).svg(frames, title)


async def _frames(pilot: Pilot[int], words: Mapping[str, str]) -> AsyncIterator[Frame]:
    for step in steps(words):
        pilot.app.clear_notifications()
        await press(pilot, *step.keys)
        for at, sign in enumerate(step.typed, 1):
            await type_text(pilot, sign)
            if at < len(step.typed) and at % 2:
                yield _frame(pilot, _A_SIGN * 2, step.said, step.typed[:at])
        shown = {**_SHOWN, **words}
        pressed = step.typed or " ".join(shown.get(key, key) for key in step.keys)
        yield _frame(pilot, step.seconds, step.said, pressed)


def _frame(pilot: Pilot[int], seconds: float, said: str, pressed: str) -> Frame:
    return Frame(tuple(private.painted(pilot.app)), seconds, said, pressed)
