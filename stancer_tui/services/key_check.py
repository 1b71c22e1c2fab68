"""Whether the API accepts a key: one cheap read."""

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import Unauthorized


async def accepts(client: StancerClient) -> bool:
    """Read one payment with the client's key; False only for a 401.

    Any other `ApiError` says nothing about the key and is raised.
    """
    try:
        await client.payments.page(limit=1)
    except Unauthorized:
        return False
    return True
