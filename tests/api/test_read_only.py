"""A client for reading only: no write of any resource leaves."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import Effect, ReadOnly
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST


async def test_no_write_leaves_and_that_is_said() -> None:
    asked: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        asked.append(scope["method"])

    async with StancerClient(SecretStr(DEMO_SECRET_TEST), app=app, read_only=True) as client:
        writes: tuple[Callable[[], Awaitable[object]], ...] = (
            lambda: client.customers.create(NewCustomer(email="anna@example.org")),
            lambda: client.customers.update("cust_" + "a" * 24, NewCustomer(name="Anna")),
            lambda: client.customers.delete("cust_" + "a" * 24),
        )
        for write in writes:
            with pytest.raises(ReadOnly, match="this client is read-only, nothing was sent") as raised:
                await write()
            assert raised.value.effect is Effect.NOT_SENT
    assert asked == []
