"""Rendered sections of an object as facts for the list of labels and values."""

from collections.abc import Iterable

from stancer_tui.render.fields import FieldSection
from stancer_tui.ui.widgets.fact_list import Fact

_STYLES = {"muted": "$muted", "plain": ""}


def section_facts(sections: Iterable[FieldSection]) -> list[Fact]:
    """One heading a section; an object that is absent takes one paragraph instead of a line a field."""
    facts: list[Fact] = []
    for section in sections:
        if facts:
            facts.append(Fact(""))
        facts.append(Fact(section.title))
        if section.absent:
            names = ", ".join(field.label.lower() for field in section.fields)
            facts.append(Fact(f"not reported by the API: {names}", style="$muted"))
        for field in () if section.absent else section.fields:
            facts.append(Fact(field.label, field.value, _STYLES.get(field.tone, f"$text-{field.tone}")))
    return facts
