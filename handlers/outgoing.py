"""One call to another system over HTTP: to the address that was looked at, and no further."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import httpx

from handlers import addresses
from handlers.contract import Permanent, Retry

MOST_READ: Final = 200_000
"""Bytes of an answer; it becomes a variable, which is stored with each step from then on."""

_MOST_PORT: Final = 65_535
_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent, and where."""

    method: str
    url: httpx.URL
    headers: Mapping[str, str]
    body: bytes

    @property
    def place(self) -> str:
        """Return the address without its query, which may hold what is nobody's business."""
        return f"{self.url.scheme}://{self.url.netloc.decode('ascii')}{self.url.path}"[:300]


def address(written: Any) -> httpx.URL:
    """Return the address that is written. Raises Permanent for one that cannot be called."""
    try:
        url = httpx.URL(str(written).strip())
    except (httpx.InvalidURL, ValueError):
        raise Permanent("url tidak terbaca / url cannot be read") from None
    if url.scheme not in _PORTS or not url.host:
        raise Permanent("url harus diawali http:// atau https:// / url must be http or https")
    if url.port is not None and not 0 < url.port <= _MOST_PORT:
        raise Permanent("url memuat porta yang tidak ada / url names a port there is none of")
    if url.userinfo:
        raise Permanent(
            "url tidak boleh memuat kata sandi; pakai kepala dengan env: / "
            "url must not hold a password; use a header with env:"
        )
    return url


def make(call: Call, wait: float, allowed: tuple[str, ...]) -> tuple[int, Mapping[str, str], bytes]:
    """Call once, for about `wait` seconds at most, and return status, headers and content.

    Raises Permanent for a host that is not `allowed` and an answer that cannot be kept, Retry where
    there is none.
    """
    ends = time.monotonic() + wait
    url = call.url
    host = url.raw_host.decode("ascii")
    address = addresses.resolve(host, url.port or _PORTS[url.scheme], allowed)
    request = httpx.Request(
        call.method,
        url.copy_with(host=str(address)),
        headers={
            "User-Agent": "Sopan",
            **call.headers,
            "Host": url.netloc.decode("ascii"),
            "Accept-Encoding": "identity",
        },
        content=call.body or None,
        extensions={"sni_hostname": host, "timeout": httpx.Timeout(wait).as_dict()},
    )
    with _reported(call.place), _transport() as transport:
        answer = transport.handle_request(request)
        try:
            return answer.status_code, answer.headers, _content(answer, ends)
        finally:
            answer.close()


def _content(answer: httpx.Response, ends: float) -> bytes:
    """Read an answer as long as it is neither too large nor too slow."""
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Permanent("jawaban dimampatkan tanpa diminta / the answer is compressed unasked")
    read = bytearray()
    for part in answer.stream:  # type: ignore[union-attr]  # one of a synchronous transport
        read += part
        if len(read) > MOST_READ:
            raise Permanent(
                f"jawaban lebih dari {MOST_READ} bita / the answer is over {MOST_READ} bytes"
            )
        if time.monotonic() > ends:
            raise Retry("jawaban terlalu lama / the answer takes too long")
    return bytes(read)


@contextmanager
def _reported(place: str) -> Iterator[None]:
    """Say what went wrong on the way, in words without the rest of the address."""
    try:
        yield
    except httpx.TimeoutException:
        raise Retry(f"{place} tidak menjawab pada waktunya / did not answer in time") from None
    except httpx.TransportError as error:
        kind = type(error).__name__
        raise Retry(f"{place} tidak dapat dihubungi / cannot be reached ({kind})") from None


def _transport() -> httpx.HTTPTransport:
    """Return a way out that trusts the certificates of this machine, and those httpx brings."""
    trusted = httpx.create_ssl_context(trust_env=False)
    trusted.load_default_certs()
    return httpx.HTTPTransport(verify=trusted, trust_env=False)
