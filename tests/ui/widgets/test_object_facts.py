"""The fields of an object: what has a value line by line, what has none in a paragraph, and their counts."""

from stancer_tui.render.field_values import NEVER, NOT_REPORTED
from stancer_tui.render.fields import Field, FieldSection
from stancer_tui.render.tones import Tone
from stancer_tui.ui.widgets.object_facts import reported_line, section_facts


def field(label: str, value: str, tone: Tone = Tone.PLAIN) -> Field:
    return Field(label.lower(), label, value, label.lower(), tone)


CARD = FieldSection(
    "Card",
    (
        field("Brand", "visa"),
        field("Country", NOT_REPORTED, Tone.MUTED),
        field("Funding", NOT_REPORTED, Tone.MUTED),
        field("Number", NEVER, Tone.MUTED),
    ),
)
ABSENT = FieldSection("Device", (field("Port", NOT_REPORTED, Tone.MUTED),) * 3, absent=True)


def test_what_has_no_value_stands_in_a_paragraph_by_why_it_has_none() -> None:
    assert [(fact.label, fact.value) for fact in section_facts([CARD])] == [
        ("Card", None),
        ("Brand", "visa"),
        (f"{NOT_REPORTED}: country, funding", None),
        (f"{NEVER}: number", None),
    ]


def test_a_value_that_reads_like_silence_is_a_value() -> None:
    section = FieldSection("Card", (field("Brand", NOT_REPORTED),))
    assert ("Brand", NOT_REPORTED) in [(fact.label, fact.value) for fact in section_facts([section])]
    assert "1 field · 0 not reported" in reported_line([section], unfolded=False).plain


def test_the_fields_of_an_object_that_is_not_there_are_not_counted() -> None:
    line = reported_line([CARD, ABSENT], unfolded=False).plain
    assert line == "Everything reported: 1 field · 2 not reported   z unfolds"
    assert reported_line([CARD], unfolded=True).plain.endswith("z folds")
