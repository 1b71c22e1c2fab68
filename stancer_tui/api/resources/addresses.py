"""Addresses: /v1/addresses (reference: Addresses). The API has no list of them."""

from dataclasses import asdict, dataclass
from typing import Any

from stancer_tui.api.errors import InvalidField
from stancer_tui.api.fields import checked
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.language import _
from stancer_tui.models.address import Address
from stancer_tui.models.ids import Kind

_PATH = "/v1/addresses/"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAddress:
    """An address, or the changes to one; city, zip code and country are needed to create it."""

    city: str | None = None
    zip_code: str | None = None
    country: str | None = None
    line1: str | None = None
    line2: str | None = None
    line3: str | None = None
    state: str | None = None

    def payload(self) -> dict[str, Any]:
        """What is sent; raises `InvalidField`."""
        return checked("address", asdict(self))


class Addresses:
    """What the API offers on addresses."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    async def create(self, address: NewAddress) -> Address:
        """Keep an address."""
        payload = address.payload()
        for name in ("city", "zip_code", "country"):
            if name not in payload:
                raise InvalidField(name, _("is needed"))
        return await self._pipeline.create(_PATH, payload, Address, Kind.ADDRESS)

    async def get(self, address_id: str) -> Address:
        """One address; raises `NotFound`."""
        return await self._pipeline.get(_PATH, address_id, Address)

    async def update(self, address_id: str, changes: NewAddress) -> Address | None:
        """Change an address; the reference documents it, the official clients do not use it."""
        return await self._pipeline.update(_PATH, address_id, changes.payload(), Address)

    async def delete(self, address_id: str) -> None:
        """Delete an address; raises `NotFound`."""
        await self._pipeline.delete(_PATH, address_id)
