"""The search line: fields, mistakes at the field, completion, what stands out, counts."""

from pathlib import Path

from tests.ui.desks.ticket_shop import Agent, agent, named, text_of
from tests.ui.driving import payments, press, rows, table, type_text


def names(at: Agent) -> list[str]:
    return [row.id for row in rows(at.pilot)]


async def look_for(at: Agent, text: str) -> None:
    await press(at.pilot, "slash")
    payments(at.pilot).search.value = text
    await at.pilot.pause()
    await at.pilot.pause()


async def test_fields_narrow_and_the_title_counts(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        for text, found in (
            ("status:refused", ["refused"]),
            ("code:51 amount:50..60", ["refused"]),
            ("last4:4242", ["twin", "first"]),
            ("customer:anna -status:refused", ["twin", "first", "debit"]),
            ("order:A-1001", ["single"]),
            ("unique:cart", ["single"]),
            ("method:sepa", ["debit"]),
            ("refunded:part", ["back"]),
            ("anna !twin amount:45 date:today", ["twin", "first"]),
        ):
            await look_for(at, text)
            assert names(at) == [named("paym", name) for name in found], text
            assert f"{len(found)} of 46" in text_of(at)
        await press(at.pilot, "escape")
        assert "46 of 46" in text_of(at)
        assert not payments(at.pilot).search.display or not payments(at.pilot).query_one("SearchBar").display


async def test_a_mistake_is_named_and_the_rest_filters(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await look_for(at, "amount:abc last4:4242")
        assert names(at) == [named("paym", "twin"), named("paym", "first")]
        assert "! " in text_of(at)
        await look_for(at, "stats:refused last4:4242")
        assert "did you mean status?" in text_of(at)
        assert len(names(at)) == 2


async def test_the_right_arrow_completes_a_field_and_a_value(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "slash")
        await type_text(at.pilot, "sta")
        await press(at.pilot, "right")
        assert payments(at.pilot).search.value == "status:"
        await type_text(at.pilot, "ref")
        assert "refused" in text_of(at).split("\n")[3]
        await press(at.pilot, "right")
        assert payments(at.pilot).search.value in {"status:refused", "status:refunded"}


async def test_completions_take_one_line_so_that_the_list_stays_where_it_is(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "slash")
        labels, rest = [], []
        for typed in "st", "atus:":
            await type_text(at.pilot, typed)
            lines = text_of(at).split("\n")
            assert "→ " in lines[3]
            labels.append(next(number for number, line in enumerate(lines) if "Created" in line))
            rest.append("…" in lines[3])
        assert labels == [4, 4]
        assert rest == [False, True], "there are more statuses than one line has room for"


async def test_a_letter_in_one_burst_with_the_slash_is_completed_too(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await type_text(at.pilot, "/s")
        assert "→ status:" in text_of(at)


async def test_what_was_searched_for_stands_out_where_it_stands(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await look_for(at, "last4:4242")
        await press(at.pilot, "enter")
        strips = [table(at.pilot).render_line(line) for line in (1, 2)]
        for strip in strips:
            found = [
                segment.text
                for segment in strip
                if segment.style and segment.style.underline and segment.style.bold
            ]
            assert found == ["4242"]
        await press(at.pilot, "escape")
        assert not any(
            segment.style and segment.style.underline for segment in table(at.pilot).render_line(1)
        )
