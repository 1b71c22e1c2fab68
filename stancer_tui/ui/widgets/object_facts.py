"""Rendered sections of an object as facts for the list of labels and values."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.content import Content

from stancer_tui.language import N_, _, ngettext, pgettext, uncapitalised
from stancer_tui.render.field_values import NEVER, NOT_REPORTED
from stancer_tui.render.fields import Field, FieldSection
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.widgets.fact_list import Fact

_STYLES = {"muted": "$muted", "plain": ""}


def section_facts(sections: Iterable[FieldSection]) -> list[Fact]:
    """One heading a section; the fields without a value take one paragraph instead of a line each."""
    facts: list[Fact] = []
    for section in sections:
        if facts:
            facts.append(Fact(""))
        facts.append(Fact(section.title))
        silent = {NOT_REPORTED: section.fields, NEVER: ()} if section.absent else _silent(section.fields)
        for field in () if section.absent else section.fields:
            if field.silence is None:
                facts.append(Fact(field.label, field.value, _STYLES.get(field.tone, f"$text-{field.tone}")))
        for why, fields in silent.items():
            if fields:
                names = ", ".join(uncapitalised(field.label) for field in fields)
                facts.append(Fact(_("{label}: {value}", label=_unsaid(why), value=names), style="$muted"))
    return facts


def _unsaid(why: str) -> str:
    """Why several fields have no value: languages that agree with one field need other words for many."""
    if why == NEVER:
        return pgettext("fields", "never answered by the API")
    return pgettext("fields", "not reported by the API")


_ROOM, _MOST = 20, 26
"""Cells of the labels: at least, and at most, so that there is room for the values."""


def label_room(sections: Iterable[FieldSection]) -> int:
    """The cells that the labels need in the language that is spoken."""
    labels = (cell_len(field.label) for section in sections for field in section.fields)
    return min(max((_ROOM, *(cells + 1 for cells in labels))), _MOST)


def reported_line(sections: Sequence[FieldSection], *, unfolded: bool) -> Content:
    """How many fields are reported and how many are not, and the key that shows them.

    An object that is not there counts as the one field that would name it.
    """
    fields = [field for section in sections if not section.absent for field in section.fields]
    silent = _silent(fields)
    reported = len(fields) - sum(len(each) for each in silent.values())
    unsaid = len(silent[NOT_REPORTED])
    counts = " · ".join(
        (
            ngettext("{count} field", "{count} fields", reported),
            ngettext("{count} not reported", "{count} not reported", unsaid),
        )
    )
    does = N_("{key} folds") if unfolded else N_("{key} unfolds")
    return Content.assemble(
        (_("Everything reported"), "bold $text-primary"),
        _(": {counts}", counts=counts),
        "   ",
        (_(does, key=key_of("payment.fields")), "$muted"),
    )


def _silent(fields: Sequence[Field]) -> dict[str, Sequence[Field]]:
    """The fields without a value, by why they have none."""
    return {why: [field for field in fields if field.silence == why] for why in (NOT_REPORTED, NEVER)}
