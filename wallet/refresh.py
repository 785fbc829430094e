"""Fetching what the person asked for: the only code that may open a socket.

Rules (spec/trust.md D.10)
--------------------------
1. Nothing is fetched but the addresses that the caller hands in, after the person has seen
   their hosts and said yes. What came back is bytes; whoever gets them judges them.
2. ``https`` on port 443 only, with the system's authorities; no user names in an address, and
   no host that is written as a number or leads to a private, local or reserved one. The address
   that was checked is the one that is connected to.
3. A redirect stays on the same host, and there are at most ``MOST_REDIRECTS``.
4. One plain GET: no cookies, no referrer, no conditional headers, no compression, no name of
   this program. Answers are capped in size and in time.
5. A batch is shuffled. A failure of one address never stops the others.
6. Never while sharing or checking: no other room imports this one (``pyproject.toml``).
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import secrets
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urljoin, urlsplit

from wallet.errors import RefreshError
from wallet.limits import MIB
from wallet.trust.wanting import Wanted

__all__ = ["Fetched", "Network", "Wanted", "fetch", "system_network"]

PORT = 443
MOST_REDIRECTS = 3
LARGEST = 32 * MIB
SECONDS = 30.0
"""For one address, redirects included."""
_PIECE = 64 * 1024
_MOVED = (301, 302, 303, 307, 308)
_LONGEST_ADDRESS = 2_000
_GIVEN_OUT = ipaddress.ip_network("2000::/3")
"""All that is public of IPv6; beyond it lie the addresses of networks and their gateways."""
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 behind a gateway of the network, in the last four bytes (RFC 6052)."""

Resolve = Callable[[str, int], Sequence[str]]
"""Host and port -> its addresses, as text."""
Connect = Callable[[str, int, float], socket.socket]
"""Address, port and seconds -> a connected socket, not yet secured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address came to."""

    wanted: Wanted
    data: bytes | None = field(default=None, repr=False)
    error: str | None = None
    """A code of ``RefreshError`` where it came to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How to reach others; tests put a server of their own here."""

    resolve: Resolve
    connect: Connect
    context: ssl.SSLContext


def system_network() -> Network:
    """The real one."""
    return Network(resolve=_resolve, connect=_connect, context=ssl.create_default_context())


def fetch(
    wanted: Iterable[Wanted],
    network: Network | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Fetched]:
    """Fetch each address once, in no order.

    Args:
        wanted: what the person agreed to.
        network: how to reach others.
        progress: told (done, total) after each.
        cancelled: asked before each.
    """
    network = network or system_network()
    batch = list({one.url: one for one in wanted}.values())
    secrets.SystemRandom().shuffle(batch)
    for done, one in enumerate(batch, start=1):
        if cancelled is not None and cancelled():
            return
        try:
            yield Fetched(wanted=one, data=_get(one.url, network))
        except RefreshError as error:
            yield Fetched(wanted=one, error=error.code)
        if progress is not None:
            progress(done, len(batch))


def _get(url: str, network: Network) -> bytes:
    """One address, its redirects followed.

    Raises:
        RefreshError: ``address_not_allowed``, ``host_not_public``, ``host_unreachable``,
            ``not_secure``, ``other_host``, ``not_found``, ``answer_too_large``,
            ``answer_too_slow``.
    """
    deadline = time.monotonic() + SECONDS
    host = _host_of(url)
    for _ in range(MOST_REDIRECTS + 1):
        data, moved = _ask(url, host, network, deadline)
        if moved is None:
            return data
        url = urljoin(url, moved)
        if _host_of(url) != host:
            raise RefreshError("other_host", host=host)
    raise RefreshError("other_host", host=host)


def _host_of(url: str) -> str:
    """The host of an address that may be asked (rule 2)."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise RefreshError("address_not_allowed") from None
    plain = url.isascii() and url.isprintable() and " " not in url
    if parts.scheme != "https" or not host or parts.username is not None or not plain:
        raise RefreshError("address_not_allowed", host=host[:200])
    if port not in (None, PORT) or len(url) > _LONGEST_ADDRESS or _is_number(host):
        raise RefreshError("address_not_allowed", host=host[:200])
    return host


def _is_number(host: str) -> bool:
    """Whether a host is written as an address: such a name belongs to nobody."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        last = host.rstrip(".").rpartition(".")[2]
        return last.isdigit() or last.startswith("0x") or "." not in host.rstrip(".")
    return True


def _ask(url: str, host: str, network: Network, deadline: float) -> tuple[bytes, str | None]:
    """The answer, or where it has moved to."""
    try:
        with _secured(host, network, deadline) as line:
            return _talk(line, url, host, deadline)
    except ssl.SSLError:
        raise RefreshError("not_secure", host=host) from None
    except TimeoutError:
        raise RefreshError("answer_too_slow", host=host) from None
    except (OSError, http.client.HTTPException, ValueError):
        raise RefreshError("host_unreachable", host=host) from None


def _secured(host: str, network: Network, deadline: float) -> ssl.SSLSocket:
    """A line to the host, at an address that was checked."""
    addresses = network.resolve(host, PORT)
    if not addresses or not all(map(_is_public, addresses)):
        raise RefreshError("host_not_public" if addresses else "host_unreachable", host=host)
    plain = network.connect(addresses[0], PORT, _left(deadline))
    try:
        plain.settimeout(_left(deadline))
        return network.context.wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def _talk(
    line: ssl.SSLSocket, url: str, host: str, deadline: float
) -> tuple[bytes, str | None]:
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line.sendall(
        f"GET {path} HTTP/1.1\r\n".encode()
        + f"Host: {host}\r\nAccept: */*\r\nConnection: close\r\n\r\n".encode()
    )
    heard = _Heard(line, deadline)
    answer = http.client.HTTPResponse(cast("socket.socket", heard), method="GET")
    try:
        answer.begin()
        if answer.status in _MOVED:
            return b"", answer.getheader("Location") or ""
        if answer.status != http.client.OK or answer.getheader("Content-Encoding"):
            raise RefreshError("not_found", host=host)
        return _body(answer, host), None
    finally:
        answer.close()


class _Heard(io.RawIOBase):
    """What comes over a line until the deadline, also where it comes byte by byte."""

    def __init__(self, line: ssl.SSLSocket, deadline: float) -> None:
        self._line, self._deadline = line, deadline

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What an answer is read from, as of a socket."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as it is called
        self._line.settimeout(_left(self._deadline))
        return self._line.recv_into(buffer)


def _body(answer: http.client.HTTPResponse, host: str) -> bytes:
    found = bytearray()
    while piece := answer.read1(_PIECE):
        found += piece
        if len(found) > LARGEST:
            raise RefreshError("answer_too_large", host=host)
    if answer.length:  # the line broke before all of it had come
        raise RefreshError("host_unreachable", host=host)
    return bytes(found)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _is_public(address: str) -> bool:
    """Rule 2: not this computer, not its network, nothing reserved."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour
        if found in _TRANSLATED:
            inside = ipaddress.IPv4Address(found.packed[-4:])
        if inside is None:
            return found in _GIVEN_OUT and found.is_global
        found = inside
    return found.is_global and not found.is_multicast


def _resolve(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def _connect(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)
