"""Who is called at an event, and until when."""

import asyncio

from stancer_tui.services.listeners import Listeners


async def test_who_ended_it_is_called_no_more_and_may_end_it_again() -> None:
    heard: list[str] = []
    listeners = Listeners[str]()
    end = listeners.subscribe(lambda event: heard.append(f"first {event}"))
    listeners.subscribe(lambda event: heard.append(f"second {event}"))
    listeners.tell("a")
    await asyncio.sleep(0)
    end()
    end()
    listeners.tell("b")
    await asyncio.sleep(0)
    assert heard == ["first a", "second a", "second b"]
