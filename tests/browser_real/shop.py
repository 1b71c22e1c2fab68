"""A shop's page that frames the payment page and keeps what it is told, its origin checked."""

from html import escape
from typing import TYPE_CHECKING, Any

import httpx

from stancer_tui.sandbox.keys import DEMO_PUBLIC_TEST
from tests.sandbox.payloads import payment

if TYPE_CHECKING:
    from playwright.async_api import FrameLocator, Page, Route

SHOP = "https://shop.example"
"""Answered within the browser: no name is looked up, and no byte leaves the machine."""

BACK = f"{SHOP}/back"

_PAGE = """<!doctype html><title>Shop</title><body style="margin:0"><script>
const heard = [];
addEventListener("message", (event) => {
  heard.push(event.origin === "ORIGIN" ? event.data : { status: `from ${event.origin}` });
  if (event.data.height) document.querySelector("iframe").height = event.data.height;
});
</script><iframe src="ADDRESS" height="150" style="border:0;width:100%;STYLE"></iframe>"""


class Shop:
    """One window on a shop, `page` in it, and the shop's own calls of the API."""

    def __init__(self, page: "Page", api: httpx.AsyncClient, sandbox: str, prefix: str) -> None:
        self.page = page
        self._api = api
        self._origin = sandbox
        self._prefix = prefix
        self._shown = ""
        self._style = ""

    @property
    def frame(self) -> "FrameLocator":
        """The payment page."""
        return self.page.frame_locator("iframe")

    async def create(self, **fields: Any) -> str:
        """The id of a new payment of 25.99 euros."""
        body = payment(amount=2599, description="A jumper", return_url=BACK)
        answer = await self._api.post("/v1/checkout/", json=body | fields)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    async def read(self, payment_id: str) -> dict[str, Any]:
        """The payment as the API has it."""
        answer: dict[str, Any] = (await self._api.get(f"/v1/checkout/{payment_id}")).json()
        return answer

    async def show(
        self, payment_id: str, *, key: str = DEMO_PUBLIC_TEST, lang: str = "", style: str = ""
    ) -> None:
        """Open the shop's page with the payment's page in its frame, which `style` (CSS) may hide."""
        self._style = style
        self._shown = f"{self._origin}{self._prefix}/{key}/{payment_id}" + (f"?lang={lang}" if lang else "")
        await self.page.goto(f"{SHOP}/checkout")

    async def answer(self, route: "Route") -> None:
        """Answer the browser for the shop: the page with the frame, and the one that payers come back to."""
        if route.request.url == BACK:
            await route.fulfill(content_type="text/html", body="<h1>Welcome back</h1>")
        else:
            text = _PAGE.replace("ORIGIN", self._origin).replace("ADDRESS", escape(self._shown))
            await route.fulfill(content_type="text/html", body=text.replace("STYLE", self._style))

    async def stop_clock(self) -> None:
        """From here on the time of the pages passes only where `page.clock` is told to run."""
        await self.page.clock.install(time=0)
        await self.page.clock.pause_at(1)

    async def heard(self, count: int) -> list[dict[str, Any]]:
        """What the frame told, once there are so many messages."""
        await self.page.wait_for_function("count => heard.length >= count", arg=count)
        told: list[dict[str, Any]] = await self.page.evaluate("heard")
        return told

    async def expect(self, *statuses: str) -> None:
        """The statuses that the frame told from the first on."""
        assert tuple(each["status"] for each in await self.heard(len(statuses))) == statuses

    async def choose(self, number: str) -> None:
        """Choose a test card or account by its number."""
        await self.frame.locator(f"input[value='{number}']").check()

    async def press(self, button: str) -> None:
        """Press a button of the payment page by its words."""
        await self.frame.get_by_role("button", name=button).click()
