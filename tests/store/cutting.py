"""A network between a desk and its ledger that is cut at one step, and mended when the test says so."""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from types import TracebackType
from typing import Self

from tests.store.server import PostgresServer

_CHUNK = 1 << 16


class Cut(StrEnum):
    """What becomes of the step at which the network is cut."""

    BEFORE = "it never arrives"
    AFTER = "it is done, and the answer never arrives"
    SILENT = "nothing arrives any more, and nobody hangs up"


class Network:
    """A port that leads to a server's socket until the step of the number `at`, counted from 1."""

    def __init__(self, server: PostgresServer, at: int | None = None, cut: Cut = Cut.BEFORE) -> None:
        self._server = server
        self._at = at
        self._cut = cut
        self._tasks: set[asyncio.Task[None]] = set()
        self.steps = 0
        """What the desk has sent so far."""
        self.down = False

    async def __aenter__(self) -> Self:
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def url(self, database: str, agent: str) -> str:
        """The ledger through this network."""
        port = self._listener.sockets[0].getsockname()[1]
        return f"postgresql://{agent}@127.0.0.1:{port}/{database}"

    def cut_next(self) -> None:
        """Cut it at whatever the desk sends next."""
        self._at = self.steps + 1

    def mend(self) -> None:
        """From now on everything passes."""
        self._at, self.down = None, False

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if self.down:
            if self._cut is Cut.SILENT:
                await reader.read()
            writer.transport.abort()
            return
        socket = self._server.folder / f".s.PGSQL.{self._server.port}"
        theirs, ours = await asyncio.open_unix_connection(str(socket))
        answers = asyncio.create_task(self._pump(theirs, writer.write))
        try:
            await self._steps(reader, ours, theirs, answers)
        except (ConnectionError, OSError):
            pass
        finally:
            answers.cancel()
            writer.transport.abort()
            ours.transport.abort()

    async def _steps(
        self,
        reader: asyncio.StreamReader,
        ours: asyncio.StreamWriter,
        theirs: asyncio.StreamReader,
        answers: asyncio.Task[None],
    ) -> None:
        while data := await reader.read(_CHUNK):
            self.steps += 1
            if self.down or self.steps == self._at:
                self.down = True
                if self._cut is Cut.AFTER:
                    answers.cancel()
                    await asyncio.gather(answers, return_exceptions=True)
                    ours.write(data)
                    await theirs.read(_CHUNK)  # it was done
                elif self._cut is Cut.SILENT:
                    answers.cancel()
                    while await reader.read(_CHUNK):
                        pass
                return
            ours.write(data)

    @staticmethod
    async def _pump(reader: asyncio.StreamReader, write: Callable[[bytes], None]) -> None:
        while data := await reader.read(_CHUNK):
            write(data)
