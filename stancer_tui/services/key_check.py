"""Whether the API takes a key: one cheap read."""

from importlib import import_module

from pydantic import SecretStr


async def accepts(key: SecretStr, url: str) -> bool:
    """Ask the API at `url` with `key`: only 401 means no; any other ApiError is raised."""
    client = import_module("stancer_tui.api").StancerClient(key, base_url=url)
    unauthorized: type[Exception] = import_module("stancer_tui.api.errors").Unauthorized
    async with client:
        try:
            await client.payments.page(limit=1)
        except unauthorized:
            return False
    return True
