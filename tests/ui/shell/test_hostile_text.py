"""Text from outside stays text, on every screen, behind the first wall alone."""

import ast
from collections.abc import Iterator, Mapping
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot

import stancer_tui.ui
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow, UnreadableItem, UnreadableRow, payment_row
from stancer_tui.render.fields import payment_sections
from stancer_tui.render.reasons import row_reason
from stancer_tui.render.ticket import ticket_summary
from stancer_tui.services.payments.timeline import story
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.payments.heading import head_lines, laid_out
from stancer_tui.ui.payments.money_back import money_back_facts
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.widgets.code_panel import reason_facts
from stancer_tui.ui.widgets.fact_list import fact_lines
from stancer_tui.ui.widgets.object_facts import section_facts
from stancer_tui.ui.widgets.payment_preview import preview_content, preview_facts, strip_content
from stancer_tui.ui.widgets.timeline import timeline_content
from tests.ui.desks.scripted_api import SECONDS, PaymentsApp, WireDesks, payment
from tests.ui.driving import NARROW, NOW, WIDE, demo, desk_app, payments, press, screen_strips, screen_text
from tests.ui.hostile_texts import HARMFUL, MARKUP, PAYLOADS
from tests.ui.widgets.test_record_table import listing

pytestmark = pytest.mark.painted

HUGE = 5_000_000


@pytest.fixture
def first_wall_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the line filter away: what is clean now was made clean by `render.safe`."""
    monkeypatch.setattr(StancerApp, "get_line_filters", App.get_line_filters)


def poisoned(number: int, text: str) -> dict[str, Any]:
    """A payment whose every text is `text`, but for the ids; so are names of fields nobody knows."""
    name = text[:30].encode(errors="replace").decode()
    return {name: {name: [text]}} | payment(
        number,
        description=text,
        order_id=text,
        unique_id=text,
        status=text,
        response=text,
        response_author=text,
        country=text,
        return_url=f"https://shop.example/{text}",
        methods_allowed=[text],
        card={"id": f"card_{number:024d}", "brand": text, "last4": text, "name": text, "country": text},
        customer={"id": f"cust_{number:024d}", "name": text, "email": text, "mobile": text},
        auth={"status": text, "redirect_url": text},
        device={"ip": text, "user_agent": text, name: text},
        refunds=[{"id": text, "amount": 5, "currency": text, "status": text, "payment": text}],
    )


def check(pilot: Pilot[int]) -> str:
    """The screen's text, which holds nothing that acts: no harmful character, no action, no link."""
    for strip in screen_strips(pilot.app):
        for segment in strip:
            assert not HARMFUL & set(segment.text), repr(segment.text)
            if segment.style is not None:
                assert segment.style.link is None
                assert "@click" not in segment.style.meta
    return screen_text(desk_app(pilot))


async def visit(pilot: Pilot[int]) -> str:
    """Look at the record under the cursor everywhere: list and preview, detail, its fields, raw JSON."""
    seen = [check(pilot)]
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, PaymentScreen)
    seen.append(check(pilot))
    await press(pilot, "G")
    seen.append(check(pilot))
    await press(pilot, "v")
    seen.append(check(pilot))
    assert "as received" in seen[-1]
    await press(pilot, "escape", "escape")
    return "\n".join(seen)


@pytest.mark.usefixtures("first_wall_only")
async def test_every_screen_shows_hostile_text_as_text() -> None:
    items = [poisoned(number, text) for number, text in enumerate(PAYLOADS.values(), 1)]
    desks = WireDesks(app=PaymentsApp(items), account=PAYLOADS["escape"])
    async with demo(WIDE, desks=desks) as pilot:
        seen = {}
        for name in PAYLOADS:
            seen[name] = await visit(pilot)
            await press(pilot, "j")
    assert MARKUP in seen["markup"], "the text is whole, not eaten by markup"
    assert "gnp.exe" in seen["direction"]
    assert "cHduZWQ=" in seen["escape"], "the payload is seen, without what made it one"
    assert "山田太郎" in seen["wide"]


@pytest.mark.usefixtures("first_wall_only")
async def test_a_text_of_five_megabytes_is_cut_and_every_key_still_answers() -> None:
    items = [poisoned(1, "x" * 300) | {"description": "y" * HUGE}, payment(2)]
    async with demo(NARROW, desks=WireDesks(app=PaymentsApp(items))) as pilot:
        seen = await visit(pilot)
        await press(pilot, "slash", "y", "y", "enter")
        assert len(payments(pilot).rows.view) == 1
    assert "…" in seen


@pytest.mark.usefixtures("first_wall_only")
async def test_hostile_ids_and_unreadable_rows_are_shown_and_cannot_be_asked_for() -> None:
    bad_id = "paym_" + PAYLOADS["escape"] + "/../../refunds"
    items = [
        payment(1, id=bad_id),
        payment(2, amount="12"),
        payment(3, id=PAYLOADS["escape"]),
        {"id": PAYLOADS["control"], "created": SECONDS - 400},
        "not an object \x1b[2J",
        payment(9),
    ]
    app = PaymentsApp([item for item in items if isinstance(item, dict)])
    app.items.insert(4, {"no": "id", PAYLOADS["escape"]: 1})
    async with demo(WIDE, desks=WireDesks(app=app)) as pilot:
        assert len(payments(pilot).rows) == len(items)
        for _ in items:
            check(pilot)
            await press(pilot, "enter")
            check(pilot)
            if isinstance(pilot.app.screen, PaymentScreen):
                await press(pilot, "escape")
            await press(pilot, "j")
    assert not any("refunds" in path for path in app.asked), "an id never becomes a path"


@pytest.mark.usefixtures("first_wall_only")
@pytest.mark.parametrize("name", ["markup", "escape", "direction"])
async def test_an_error_message_is_text(name: str) -> None:
    text = PAYLOADS[name]
    refused = (400, {"error": {"type": text, "message": {text[:30]: text}}})
    failing: list[str] = []
    app = PaymentsApp(
        [payment(number) for number in range(3)],
        refuse=lambda path: refused if any(path.startswith(each) for each in failing) else None,
    )
    async with demo(WIDE, desks=WireDesks(app=app)) as pilot:
        failing.append("/v1/checkout/paym_")
        await press(pilot, "enter")
        on_detail = check(pilot)
        failing.append("/v1/checkout/")
        await press(pilot, "escape", "f5")
        check(pilot)
        await press(pilot, "d", "enter")
        on_list = check(pilot)
    assert "did not accept the request" in on_detail
    assert "did not accept the request" in on_list
    if name == "markup":
        assert "[@click=app.quit]y[/]" in on_detail.replace("\n", "")


@pytest.mark.usefixtures("first_wall_only")
async def test_a_notification_is_text() -> None:
    async with demo(WIDE, desks=WireDesks(app=PaymentsApp([]))) as pilot:
        kind = type(MARKUP, (RuntimeError,), {})

        async def fail() -> None:
            raise kind

        pilot.app.run_worker(fail(), exit_on_error=False)
        await pilot.pause()
        await pilot.pause()
        assert "[red]x" in check(pilot)


async def test_any_characters_keep_a_page_of_rows_aligned_and_inert() -> None:
    async with listing(width=150) as (app, _pilot):

        @settings(max_examples=25, deadline=None)
        @given(st.lists(st.text(st.characters(), max_size=30), min_size=1, max_size=3))
        def draws(texts: list[str]) -> None:
            app.index.clear()
            items = [poisoned(number, text) for number, text in enumerate(texts, 1)]
            app.index.add(readable(items))
            app.table.show(app.view)
            for line in range(1 + len(app.view)):
                strip = app.table.render_line(line)
                assert not HARMFUL & set(strip.text), repr(strip.text)
                assert strip.cell_length == sum(cell_len(segment.text) for segment in strip)
                assert strip.cell_length == app.table.line_width
            for item in items:
                for text in texts_of(item):
                    assert not HARMFUL - {"\n"} & set(text), repr(text)

        draws()


def readable(items: list[dict[str, Any]]) -> Iterator[Any]:
    """The rows of a page, as the list makes them."""
    for item in items:
        try:
            yield payment_row(item)
        except UnreadableItem as error:
            yield UnreadableRow(item["id"], str(error))


def texts_of(item: dict[str, Any]) -> Iterator[str]:
    """What the preview, the strip and the detail draw of one payment."""
    for row in readable([item]):
        yield preview_content(row).plain
        yield strip_content(row).plain
        for fact in preview_facts(row, now=NOW, zone=UTC, mask=False):
            yield fact.value or ""
        if isinstance(row, PaymentRow):
            yield from story_of(row, Payment.read(item))
    facts = section_facts(payment_sections(Payment.read(item), zone=UTC, now=NOW))
    for line in fact_lines(facts, 50, 20):
        yield line.plain
        assert line.cell_length <= 50, line.plain


def story_of(row: PaymentRow, whole: Payment) -> Iterator[str]:
    """What the screen of a payment draws before its fields, and what is copied for a ticket."""
    for line in laid_out(head_lines(row, whole, "", now=NOW, zone=UTC, mask=False), 70):
        yield line.plain
        assert line.cell_length <= 70, line.plain
    for fact in reason_facts(row_reason(row), row.response, "Y"):
        yield from (fact.label, fact.value or "")
    policy = RefundPolicy(live=False)
    for fact in money_back_facts(row, whole, (row,), (), policy, now=NOW, zone=UTC, mask=False):
        yield from (fact.label, fact.value or "")
    yield timeline_content(story(whole, NOW), UTC, NOW).plain
    yield ticket_summary(whole, Mode.TEST, zone=UTC, twin=row)


UI = Path(stancer_tui.ui.__file__).parent
SLOTS = {"Static", "Label", "Button", "Checkbox", "Option", "OptionList", "Collapsible", "Tab"}
TITLES = {"border_title", "border_subtitle", "tooltip"}


@cache
def trees() -> Mapping[Path, ast.Module]:
    """Every file of the user interface, parsed."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(UI.rglob("*.py"))}


@cache
def makers() -> frozenset[str]:
    """What gives a Content: the class, and our functions that say so."""
    return frozenset({"Content", "Option"}) | {
        node.name
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == "Content"
    }


def variable(node: ast.expr) -> bool:
    """Whether a value may hold foreign text as `str`: anything but a constant or a Content."""
    if isinstance(node, ast.Call):
        parts = ast.unparse(node.func).split(".")
        return parts[0] != "Content" and parts[-1] not in makers()
    return not isinstance(node, ast.Constant | ast.Starred)


def contents(tree: ast.AST) -> set[str]:
    """Local names that are only ever given a Content."""
    given = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    names = [(ast.unparse(node.targets[0]), variable(node.value)) for node in given]
    return {name for name, loose in names if not loose} - {name for name, loose in names if loose}


def slips(tree: ast.AST) -> Iterator[ast.AST]:
    """Places where a text that is not constant would be read as markup."""
    known = contents(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name.endswith(".notify"):
                words = {keyword.arg: keyword.value for keyword in node.keywords}
                plain = words.get("markup")
                if not (isinstance(plain, ast.Constant) and plain.value is False):
                    yield node
            elif name not in SLOTS or not node.args or ast.unparse(node.args[0]) in known:
                continue
            elif variable(node.args[0]):
                yield node
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in TITLES and variable(node.value):
                    yield node


def test_the_source_gives_no_variable_to_what_reads_markup() -> None:
    found = [
        f"{path.relative_to(UI)}:{node.lineno}"  # type: ignore[attr-defined] # statements and calls have one
        for path, tree in trees().items()
        for node in slips(tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "self.notify(text)",
        "self.app.notify('x', markup=True)",
        "Static(f'{x}')",
        "Button(label)",
        "box.border_title = name",
        "self.tooltip = row.id",
    ],
)
def test_the_search_of_the_source_finds_what_it_looks_for(source: str) -> None:
    assert list(slips(ast.parse(source)))


async def test_a_line_that_is_kept_is_not_filtered_again() -> None:
    async with demo(WIDE) as pilot:
        first, second = (pilot.app.get_line_filters() for _ in range(2))
        assert all(each is other for each, other in zip(first, second, strict=True))
