"""Reads the body of an answer in pieces, decompresses it, and enforces the size cap on both."""

import asyncio
import zlib
from collections.abc import AsyncIterator

from stancer_tui.language import N_
from stancer_tui.language.sentence import Sentence

_GZIP = 16 + zlib.MAX_WBITS

_BREATH = 64
"""Pieces read before other tasks run: a flood of tiny ones would hold up everything else."""


_BROKEN = N_("the answer's compression is broken")


class BodyRefused(Exception):
    """A body that is not read to its end; the message is the client's own."""

    def __init__(self, message: str, *, too_large: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.too_large = too_large


async def whole_body(pieces: AsyncIterator[bytes], encoding: str, most: int) -> bytes:
    """The body that `pieces` (as sent) make; at most `most` bytes, both as sent and unpacked.

    `encoding` is the Content-Encoding: nothing, identity, or gzip once. Others were not asked for, and
    several in a row could turn kilobytes into gigabytes. Raises `BodyRefused`.
    """
    match encoding.strip().lower():
        case "" | "identity":
            unpack = None
        case "gzip" | "x-gzip":
            unpack = zlib.decompressobj(_GZIP)
        case _:
            raise BodyRefused(Sentence(N_("the answer is compressed in a way that was not asked for")))
    body = bytearray()
    sent = number = 0
    async for piece in pieces:
        sent += len(piece)
        body += piece if unpack is None else _unpacked(unpack, piece, most + 1 - len(body))
        if sent > most or len(body) > most:
            raise BodyRefused(
                Sentence(N_("the answer is larger than {most} bytes"), most=str(most)), too_large=True
            )
        number += 1
        if number % _BREATH == 0:
            await asyncio.sleep(0)
    if unpack is not None and sent and not unpack.eof:
        raise BodyRefused(Sentence(_BROKEN))
    return bytes(body)


def _unpacked(unpack: "zlib._Decompress", piece: bytes, most: int) -> bytes:
    """The first `most` bytes that `piece` decompresses to; the caller never needs the rest."""
    try:
        return unpack.decompress(piece, most)
    except zlib.error:
        raise BodyRefused(Sentence(_BROKEN)) from None
