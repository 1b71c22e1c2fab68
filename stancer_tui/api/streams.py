"""An httpx transport on asyncio's streams, which reads all received bytes at once.

On anyio's sockets each TLS record (a page of a hundred payments has seven) passes httpcore and h11 by itself,
and every request checks every idle connection through four layers: a quarter of a page's time.
"""

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import httpcore
import httpx

_BUFFER = 1 << 18


class StreamTransport(httpx.AsyncBaseTransport):
    """Replaces httpx's own transport, which accepts no other streams; it supports one host and no proxy.

    A request that finds no idle connection opens one: the caller limits how many requests run at once.
    """

    def __init__(self, tls: ssl.SSLContext, limits: httpx.Limits) -> None:
        tls.set_alpn_protocols(["http/1.1"])
        self._tls = tls
        self._keep = limits.max_keepalive_connections
        self._expiry = limits.keepalive_expiry
        self._streams = _Streams()
        self._resting: deque[httpcore.AsyncHTTP11Connection] = deque()
        """Idle connections, the most recently used last."""
        self._open: set[httpcore.AsyncHTTP11Connection] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send once; a failure is raised as httpx's exception of the same name."""
        url = request.url
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _failing_as_httpx():
            connection = await self._rested() or await self._connected(sent)
            try:
                answer = await connection.handle_async_request(sent)
            except BaseException:
                await self._drop(connection)
                raise
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer, partial(self._rest, connection)),
            extensions=answer.extensions,
        )

    async def _rested(self) -> httpcore.AsyncHTTP11Connection | None:
        """An idle connection that can be used again; expired ones are closed."""
        while self._resting and self._resting[0].has_expired():
            await self._drop(self._resting.popleft())
        while self._resting:
            connection = self._resting.pop()
            if not connection.has_expired():
                return connection
            await self._drop(connection)
        return None

    async def _connected(self, request: httpcore.Request) -> httpcore.AsyncHTTP11Connection:
        origin, timeout = request.url.origin, request.extensions.get("timeout", {}).get("connect")
        host = origin.host.decode()
        stream = await self._streams.connect_tcp(host, origin.port, timeout)
        if origin.scheme == b"https":
            stream = await stream.start_tls(self._tls, host, timeout)
        connection = httpcore.AsyncHTTP11Connection(origin, stream, self._expiry)
        self._open.add(connection)
        return connection

    async def _rest(self, connection: httpcore.AsyncHTTP11Connection) -> None:
        """Keep the connection for reuse after an answer, or close it."""
        if connection.is_idle() and self._keep != 0 and not self._streams.closed:
            self._resting.append(connection)
        else:
            await self._drop(connection)

    async def _drop(self, connection: httpcore.AsyncHTTP11Connection) -> None:
        self._open.discard(connection)
        if not connection.is_closed():
            await connection.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        self._streams.closed = True  # connections that are still being opened then close themselves
        self._resting.clear()
        with _failing_as_httpx():
            for connection in tuple(self._open):
                await self._drop(connection)


class _Body(httpx.AsyncByteStream):
    """The body of an answer, streamed."""

    def __init__(self, answer: httpcore.Response, closed: Callable[[], Awaitable[None]]) -> None:
        self._answer = answer
        self._closed = closed

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _failing_as_httpx():
            async for part in self._answer.aiter_stream():
                yield part

    async def aclose(self) -> None:
        with _failing_as_httpx():
            await self._answer.aclose()
            await self._closed()


_OF_HTTPCORE = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)


@contextmanager
def _failing_as_httpx() -> Iterator[None]:
    try:
        yield
    except _OF_HTTPCORE as error:
        name = next(kind.__name__ for kind in type(error).__mro__ if hasattr(httpx, kind.__name__))
        raise getattr(httpx, name)(str(error)) from error


class _Streams(httpcore.AsyncNetworkBackend):
    """Opens connections."""

    closed = False

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        loop = asyncio.get_running_loop()
        reader = _Reader(_BUFFER, loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
        here = None if local_address is None else (local_address, 0)
        with _failing_as(httpcore.ConnectTimeout, httpcore.ConnectError):
            async with asyncio.timeout(timeout):
                transport, _ = await loop.create_connection(lambda: protocol, host, port, local_addr=here)
            if self.closed:
                transport.abort()
                raise ConnectionAbortedError
        for option in socket_options or ():
            transport.get_extra_info("socket").setsockopt(*option)
        return _Stream(reader, asyncio.StreamWriter(transport, protocol, reader, loop), self)


class _Reader(asyncio.StreamReader):
    """Counts the bytes received but not yet read."""

    waiting = 0

    def feed_data(self, data: bytes) -> None:  # type: ignore[override] # bytes is all that protocols feed
        self.waiting += len(data)
        super().feed_data(data)

    async def read(self, n: int = -1) -> bytes:
        data = await super().read(n)
        self.waiting -= len(data)
        return data


class _Stream(httpcore.AsyncNetworkStream):
    """One connection."""

    def __init__(self, reader: _Reader, writer: asyncio.StreamWriter, streams: _Streams) -> None:
        self._streams = streams
        self._reader = reader
        self._writer = writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Everything received, at most two buffers: each piece costs a way through six layers."""
        with _failing_as(httpcore.ReadTimeout, httpcore.ReadError):
            if self._reader.waiting:
                return await self._reader.read(2 * _BUFFER)  # does not wait, so it needs no timeout
            async with asyncio.timeout(timeout):
                return await self._reader.read(2 * _BUFFER)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not buffer:
            return  # the end of a request without a body
        with _failing_as(httpcore.WriteTimeout, httpcore.WriteError):
            self._writer.write(buffer)
            async with asyncio.timeout(timeout):
                await self._writer.drain()

    async def aclose(self) -> None:
        self._writer.transport.abort()
        with suppress(OSError, ssl.SSLError):
            await self._writer.wait_closed()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        with _failing_as(httpcore.ConnectTimeout, httpcore.ConnectError):
            try:
                async with asyncio.timeout(timeout):
                    await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
                if self._streams.closed:
                    raise ConnectionAbortedError
            except BaseException:
                self._writer.transport.abort()
                raise
        return self

    def get_extra_info(self, info: str) -> Any:
        """`is_readable` is true for an idle connection that was closed or received stray bytes."""
        if info == "is_readable":
            return self._reader.waiting > 0 or self._reader.at_eof()
        return self._writer.get_extra_info(info)


@contextmanager
def _failing_as(late: type[Exception], broken: type[Exception]) -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise late from error
    except (OSError, ssl.SSLError) as error:
        raise broken from error
