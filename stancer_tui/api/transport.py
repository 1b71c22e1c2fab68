"""One HTTP exchange on httpx: connections, the key, the size cap, and the error for each failure."""

import platform
import ssl
from base64 import b64encode
from contextlib import aclosing
from pathlib import Path
from urllib.parse import urlencode

import httpx

from stancer_tui import __version__
from stancer_tui.api.answers import Answer
from stancer_tui.api.bodies import BodyRefused, whole_body
from stancer_tui.api.environment import ProxySetting, proxy_for, tls_context
from stancer_tui.api.errors import (
    AnswerTooLarge,
    ApiError,
    BadEnvironment,
    Effect,
    NotSent,
    TlsFailure,
    Unreachable,
    UnreadableAnswer,
)
from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.api.streams import StreamTransport
from stancer_tui.language import N_
from stancer_tui.language.sentence import Sentence
from stancer_tui.models.secret import Secret

_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "User-Agent": f"stancer-tui/{__version__} (python; {platform.system().lower()})",
}


def _sign(request: httpx.Request, key: Secret) -> None:
    """Basic auth, the key as user and no password (reference: Authentication); never a local string."""
    request.headers["Authorization"] = "Basic " + b64encode(f"{key.get_secret_value()}:".encode()).decode()


def _times(timeouts: Timeouts, *, write: bool) -> dict[str, float | None]:
    """As httpx's transports take them."""
    return httpx.Timeout(
        connect=timeouts.connect,
        write=timeouts.send,
        read=timeouts.write_answer if write else timeouts.read_answer,
        pool=timeouts.read_total,
    ).as_dict()


class Transport:
    """The connections of one event loop: pooled, or one a request where a stray answer could cost money.

    httpx's transports are used without its client, which would log every URL with the merchant's references
    in it. With a `ca_file` only its certificates are trusted.
    """

    def __init__(
        self, key: Secret, base_url: str, limits: Limits, timeouts: Timeouts, ca_file: Path | None = None
    ) -> None:
        self._key = key
        self._base_url = base_url
        self._limits = limits
        self._ca_file = ca_file
        self._proxy: ProxySetting | None = None
        self._root: httpx.URL | None = None
        self._headers: httpx.Headers | None = None
        self._times = {write: _times(timeouts, write=write) for write in (True, False)}
        self._tls: ssl.SSLContext | None = None
        self._pooled: httpx.AsyncBaseTransport | None = None
        self._single: httpx.AsyncBaseTransport | None = None

    async def aclose(self) -> None:
        """Close every connection."""
        for connections in (self._pooled, self._single):
            if connections is not None:
                await connections.aclose()

    def _connections(self, *, single: bool) -> httpx.AsyncBaseTransport:
        if single:
            self._single = self._single or self._build(keep=0)
            return self._single
        self._pooled = self._pooled or self._build(keep=None)
        return self._pooled

    def _build(self, *, keep: int | None) -> httpx.AsyncBaseTransport:
        limits = httpx.Limits(
            max_connections=self._limits.in_flight + 2,
            max_keepalive_connections=keep,
            keepalive_expiry=self._limits.keep_alive,
        )
        tls = self._tls_context()
        self._proxy = proxy = proxy_for(self._base_url)
        if proxy is None:
            return StreamTransport(tls, limits)
        return httpx.AsyncHTTPTransport(verify=tls, limits=limits, proxy=proxy.url)

    def _tls_context(self) -> ssl.SSLContext:
        if self._tls is None:
            if self._base_url.startswith("https:"):
                self._tls = tls_context(self._ca_file)  # SSL_CERT_FILE counts on this machine too
            else:
                self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # never used, and costs no trust store
        return self._tls

    def _request(
        self, method: str, path: str, params: tuple[tuple[str, str], ...], body: bytes | None, *, write: bool
    ) -> httpx.Request:
        query = f"?{urlencode(params)}" if params else ""
        extensions: dict[str, object] = {"timeout": self._times[write]}
        if self._proxy is None:
            # One URL for all requests, and the target as an extension: httpx parses every new URL.
            url = self._root = self._root or httpx.URL(self._base_url)
            extensions["target"] = url.raw_path.rstrip(b"/") + f"{path}{query}".encode()
        else:
            url = httpx.URL(f"{self._base_url}{path}{query}")
        # Built once with the host and in httpx's form, which httpx would otherwise work out for each request.
        self._headers = headers = self._headers or httpx.Request("GET", url, headers=_HEADERS).headers
        request = httpx.Request(method, url, headers=headers, content=body, extensions=extensions)
        if body is not None:
            request.headers["Content-Type"] = "application/json"
        _sign(request, self._key)
        return request

    async def exchange(
        self,
        method: str,
        path: str,
        *,
        shown: str,
        params: tuple[tuple[str, str], ...],
        body: bytes | None,
        write: bool,
        single: bool,
    ) -> Answer:
        """Send once and read the whole answer; a failure is raised as what it proves about the request."""
        failure: ApiError
        try:
            connections = self._connections(single=single)
            request = self._request(method, path, params, body, write=write)
            async with aclosing(await connections.handle_async_request(request)) as response:
                kept = dict(response.headers.items())
                try:
                    content = await whole_body(
                        response.aiter_raw(), kept.get("content-encoding", ""), self._limits.body
                    )
                    return Answer(response.status_code, kept, content, method, shown, write)
                except BodyRefused as refusal:
                    kind = AnswerTooLarge if refusal.too_large else UnreadableAnswer
                    failure = kind(refusal.message, status=response.status_code)
                failure.effect = Effect.UNKNOWN if write else Effect.NONE
        except BadEnvironment as error:
            failure = error
            failure.effect = Effect.NOT_SENT if write else Effect.NONE
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            failure = _failure(error, write=write, proxy=self._proxy)
        failure.method, failure.path = method, shown
        raise failure  # outside of the handler, so that no traceback leads to httpx's request and its header


_NEVER_LEFT = (
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.ProxyError,
    httpx.InvalidURL,
)


def _failure(error: Exception, *, write: bool, proxy: ProxySetting | None) -> ApiError:
    doubt = Effect.UNKNOWN if write else Effect.NONE
    sure = Effect.NOT_SENT if write else Effect.NONE
    if isinstance(error, _NEVER_LEFT):
        return NotSent(Sentence(_NEVER_LEFT_WORDS.get(type(error), _NOT_SENT)), effect=sure)
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
        cause = _tls_cause(error)
        if cause is not None:
            return TlsFailure(Sentence(_REFUSED, cause=cause), effect=sure)
        late = isinstance(error, httpx.ConnectTimeout)
        if proxy is not None:
            what = Sentence(_LATE_PROXY if late else _NO_PROXY, proxy=str(proxy))
        else:
            what = Sentence(_LATE_API if late else _NO_API)
        return Unreachable(what, effect=sure)
    if isinstance(error, httpx.TimeoutException):
        return Unreachable(Sentence(N_("no answer in time")), effect=doubt)
    return Unreachable(Sentence(_BROKE, name=type(error).__name__), effect=doubt)


_NEVER_LEFT_WORDS: dict[type[Exception], str] = {
    httpx.PoolTimeout: N_("no connection was free in time"),
    httpx.ProxyError: N_("the proxy refused"),
    httpx.UnsupportedProtocol: N_("the address is not http or https"),
    httpx.InvalidURL: N_("the address is not a URL"),
}
_NOT_SENT = N_("the request could not be sent")
_REFUSED = N_("the secure connection was refused: {cause}")
_NO_API, _LATE_API = N_("no connection to the API"), N_("no connection in time to the API")
_NO_PROXY = N_("no connection to the proxy {proxy}")
_LATE_PROXY = N_("no connection in time to the proxy {proxy}")
_BROKE = N_("the connection broke ({name})")


def _tls_cause(error: BaseException) -> str | None:
    """The words of the TLS failure that lies below a connection error."""
    seen: BaseException | None = error
    for _cause in range(8):
        if seen is None:
            return None
        if isinstance(seen, ssl.SSLCertVerificationError):
            return seen.verify_message or Sentence(N_("certificate not accepted"))
        if isinstance(seen, ssl.SSLError):
            return seen.reason or Sentence(N_("TLS failed"))
        seen = seen.__cause__ or seen.__context__
    return None
