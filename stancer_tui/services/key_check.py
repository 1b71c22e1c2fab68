"""Whether the API accepts a key: one cheap read."""

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import Unauthorized


async def accepts(client: StancerClient) -> bool:
    """Ask for one payment with the client's key: only 401 means no, an empty list is a yes.

    Any other `ApiError` says nothing about the key and is raised.
    """
    try:
        await client.payments.page(limit=1)
    except Unauthorized:
        return False
    return True
