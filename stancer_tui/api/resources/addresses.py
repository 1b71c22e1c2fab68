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
    """An address, or the changes to one (reference: Addresses); None is not sent."""

    city: str | None = None
    """1 to 50 characters, needed to create one."""
    zip_code: str | None = None
    """2 to 16 characters, needed to create one."""
    country: str | None = None
    """2 characters (ISO 3166), needed to create one."""
    line1: str | None = None
    """3 to 50 characters, as `line2` and `line3`."""
    line2: str | None = None
    """The second line."""
    line3: str | None = None
    """The third line."""
    state: str | None = None
    """1 to 3 characters."""

    def payload(self) -> dict[str, Any]:
        """What is sent; raises `InvalidField`."""
        return checked("address", asdict(self))


class Addresses:
    """Stored addresses: `/v1/addresses/` (reference: Addresses). The API has no list of them."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    async def create(self, address: NewAddress) -> Address:
        """Store `address`; the same one may be stored twice.

        Raises `InvalidField` where its city, zip code or country is missing.
        """
        payload = address.payload()
        for name in ("city", "zip_code", "country"):
            if name not in payload:
                raise InvalidField(name, _("is needed"))
        return await self._pipeline.create(_PATH, payload, Address, Kind.ADDRESS)

    async def get(self, address_id: str) -> Address:
        """The address `address_id` (`addr_…`); raises `NotFound`, also after its deletion."""
        return await self._pipeline.get(_PATH, address_id, Address)

    async def update(self, address_id: str, changes: NewAddress) -> Address | None:
        """Change what `changes` names of the address `address_id`; raises `NotFound`.

        None when the API does not repeat the address. The reference documents this, the official clients do
        not use it.
        """
        return await self._pipeline.update(_PATH, address_id, changes.payload(), Address)

    async def delete(self, address_id: str) -> None:
        """Delete the address `address_id`; raises `NotFound`."""
        await self._pipeline.delete(_PATH, address_id)
