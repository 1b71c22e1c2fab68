"""The payment page in the hands of a payer: its words, its keys, its width, and what a second press does."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_PUBLIC_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from tests.browser_real.conftest import OpenShop
from tests.browser_real.shop import Shop
from tests.sandbox.payloads import OTHER, REFUSED
from tests.sandbox.serving import Serving, serving

AUTH = {"status": "request"}


@pytest.mark.parametrize(
    ("lang", "locale", "language"), [("", "fr-FR", "fr"), ("fr_be", "en-GB", "fr"), ("pt-pt", "it-IT", "en")]
)
async def test_the_language_is_asked_for_or_the_browser_s(
    open_shop: OpenShop, lang: str, locale: str, language: str
) -> None:
    shop = await open_shop(locale=locale)
    await shop.show(await shop.create(amount=123499), lang=lang)
    await shop.heard(2)
    assert await shop.frame.locator("html").get_attribute("lang") == language
    amount = {"fr": "1\u202f234,99\u00a0EUR", "en": "1,234.99\u00a0EUR"}[language]
    assert await shop.frame.locator(".amount").inner_text() == amount


async def test_a_refusal_is_said_in_french(open_shop: OpenShop) -> None:
    shop = await open_shop(locale="en-GB")
    await shop.show(await shop.create(), lang="fr-fr")
    refused = shop.frame.get_by_role("group", name="Refusé")
    await refused.get_by_role("radio").first.check()
    await shop.press("Payer 25,99 EUR")
    await shop.expect("init", "pending", "error")
    await shop.frame.get_by_role("heading", name="Paiement non accepté").wait_for()
    await shop.frame.get_by_text(f"Réponse {next(iter(REFUSED.values()))}").wait_for()


async def test_the_keyboard_pays(shop: Shop) -> None:
    payment = await shop.create(auth=AUTH)
    await shop.show(payment)
    await shop.heard(2)
    press = shop.page.keyboard.press
    for key, then in (
        ("Tab", "summary:focus"),
        ("Tab", "input[name='number']:focus"),
        ("ArrowDown", "input[value='4444333322221111']:checked:focus"),
        ("Tab", "input[name='name']:focus"),
        ("Tab", "button:focus"),
    ):
        await press(key)
        await shop.frame.locator(then).wait_for(state="attached")
    await press("Enter")
    await shop.heard(3)
    await shop.frame.locator("h1:focus").wait_for()
    await press("Tab")
    await shop.frame.locator("button:focus").wait_for()
    await press("Enter")
    await shop.expect("init", "pending", "secure-auth-start", "secure-auth-end", "finished")
    assert (await shop.read(payment))["card"]["last4"] == "1111"


async def test_a_second_press_sends_nothing(shop: Shop) -> None:
    await shop.show(await shop.create())
    sent = await shop.frame.get_by_role("button", name="Pay 25.99 EUR").evaluate("""button => {
        let sent = 0;
        window.addEventListener("submit", (event) => { if (!event.defaultPrevented) sent += 1; });
        button.click();
        button.click();
        return sent;
    }""")
    assert sent == 1
    await shop.expect("init", "pending", "finished")


async def test_a_form_that_is_sent_again_tells_what_came_of_it(shop: Shop) -> None:
    payment = await shop.create()
    await shop.show(payment)
    await shop.press("Pay 25.99 EUR")
    await shop.expect("init", "pending", "finished")
    before = await shop.read(payment)
    async with shop.page.expect_event("framenavigated"):
        await shop.page.frames[1].evaluate(
            "document.body.insertAdjacentHTML('beforeend', '<form method=post><input name=number></form>');"
            "document.forms[0].submit()"
        )
    await shop.expect("init", "pending", "finished", "finished")
    assert await shop.read(payment) == before


@pytest.mark.parametrize("width", [320, 480, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_each_page_fits_its_frame(open_shop: OpenShop, width: int, scheme: str) -> None:
    shop = await open_shop(
        locale="fr-FR", viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    await shop.show(await shop.create(auth=AUTH, description="M" * 64))
    for count, button in ((2, "Payer"), (3, "Oui, c’est moi"), (5, "")):
        told = (await shop.heard(count))[-1]
        assert told["width"] == width
        # Given the height that it told, the frame has nothing to scroll.
        await shop.page.wait_for_function(f"document.querySelector('iframe').height == {told['height']}")
        root = "document.scrollingElement"
        assert not await shop.page.frames[1].evaluate(f"{root}.scrollHeight > {root}.clientHeight")
        if count == 2:
            await shop.choose(OTHER)
        if button:
            await shop.press(button)


async def test_a_frame_that_gets_its_width_late_tells_its_height_then(shop: Shop) -> None:
    await shop.stop_clock()
    await shop.show(await shop.create(), style="width:0")
    # A frame that only grows taller has no width yet.
    frame = shop.page.frames[1]
    await frame.evaluate("resized = new Promise(done => addEventListener('resize', done)), 0")
    await shop.page.evaluate("document.querySelector('iframe').height = 200")
    await frame.evaluate("resized.then(() => 0)")
    await shop.page.evaluate("document.querySelector('iframe').style.width = '500px'")
    told = [(each["status"], each["width"]) for each in await shop.heard(2)]
    assert told == [("init", 500), ("pending", 500)]


async def test_a_hidden_frame_tells_its_status_too(shop: Shop) -> None:
    await shop.stop_clock()
    await shop.show(await shop.create(), style="display:none")
    await shop.page.clock.run_for(250)
    await shop.expect("init", "pending")


async def test_a_frame_without_a_width_tells_all_when_its_form_is_sent_at_once(shop: Shop) -> None:
    await shop.show(await shop.create(), style="display:none")
    await shop.frame.locator("button").first.evaluate("button => button.click()")
    await shop.expect("init", "pending", "finished")


async def test_after_a_mistake_the_choice_is_in_sight(shop: Shop) -> None:
    refusing = next(iter(REFUSED))
    await shop.show(await shop.create())
    await shop.choose(refusing)
    await shop.frame.get_by_label("Name on the card (optional)").fill("J")
    await shop.frame.locator("form").first.evaluate("form => form.noValidate = true")
    await shop.press("Pay 25.99 EUR")
    await shop.frame.get_by_text("A name has 3 to 64 characters.").wait_for()
    chosen = shop.frame.locator(f"input[value='{refusing}']:checked")
    assert await chosen.evaluate("""chosen => {
        const [row, list] = [chosen, chosen.closest(".list")].map((each) => each.getBoundingClientRect());
        return list.top <= row.top && row.bottom <= list.bottom;
    }""")


async def test_a_description_is_text_and_no_script_of_others_runs(shop: Shop) -> None:
    await shop.show(await shop.create(description="<script>alert(1)</script>"))
    await shop.heard(2)
    await shop.frame.get_by_text("<script>alert(1)</script>").wait_for()


async def test_without_scripts_the_page_pays_and_leads_back(open_shop: OpenShop, sandbox: Serving) -> None:
    shop = await open_shop(java_script_enabled=False)
    payment = await shop.create()
    await shop.page.goto(f"{sandbox.url}/{DEMO_PUBLIC_TEST}/{payment}")
    await shop.page.get_by_role("button", name="Pay 25.99 EUR").click()
    await shop.page.get_by_role("heading", name="Payment accepted").wait_for()
    assert (await shop.read(payment))["status"] == "to_capture"
    await shop.page.get_by_role("link", name="Go back now").click()
    await shop.page.get_by_role("heading", name="Welcome back").wait_for()


class TestUnderAPrefix:
    """The sandbox as a part of another application."""

    @pytest.fixture
    def sandbox(self, clock: FixedClock) -> Iterator[Serving]:
        def mounted(app: Any) -> Starlette:
            return Starlette(routes=[Mount("/stancer", app)])

        with serving(SandboxSettings(payments=0, now=clock, port=0), behind=mounted) as served:
            yield served

    @pytest.fixture
    def prefix(self) -> str:
        return "/stancer"

    async def test_the_page_pays(self, shop: Shop) -> None:
        payment = await shop.create(auth=AUTH)
        await shop.show(payment)
        await shop.choose(OTHER)
        await shop.press("Pay 25.99 EUR")
        await shop.heard(3)
        await shop.press("Yes, it is me")
        await shop.expect("init", "pending", "secure-auth-start", "secure-auth-end", "finished")
