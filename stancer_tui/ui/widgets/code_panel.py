"""What a response code means, who can act, and what the customer may be told."""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from stancer_tui.render.safe import safe

if TYPE_CHECKING:
    from stancer_tui.reference.codes import CodeEntry

_SENSITIVE = Content.assemble(
    ("This meaning is for you alone: tell the customer no more than the sentences below.", "$text-warning")
)


def code_content(
    code: str | None, entry: "CodeEntry | None", *, succeeded: bool = False, source: bool = False
) -> Content:
    """The panel's text; an unknown code is called unknown, an absent one not reported."""
    if code is None:
        return Content.assemble(("Response code: not reported by the API", "$muted"))
    if entry is None:
        return Content.assemble(
            (safe(code, 12), "bold"),
            "  Unknown code. It is in no table of the API reference; ask Stancer what it means.",
        )
    tone = "$text-success" if succeeded else "$text-error"
    family = f"{entry.family.words} · {entry.network}" if entry.network else entry.family.words
    lines = [
        Content.assemble(
            (entry.code, f"bold {tone}"), "  ", (entry.title, "bold"), ("  " + family, "$muted")
        ),
        Content(entry.meaning),
    ]
    if not succeeded:
        lines += [
            _labelled("Who can fix it", entry.fixer.words),
            _labelled("Retry", f"{entry.retry.words.capitalize()}. {entry.retry_note}"),
            *([_SENSITIVE] if entry.sensitive else []),
            _labelled("Tell the customer", entry.say_en),
            _labelled("En français", entry.say_fr),
            *([_labelled("Source", entry.source)] if source else []),
        ]
    return Content("\n").join(lines)


def _labelled(label: str, text: str) -> Content:
    return Content.assemble((f"{label}: ", "$muted"), text)


class CodePanel(Static):
    """Shows `code_content` of one payment."""

    DEFAULT_CSS = """
    CodePanel { height: auto; }
    """
