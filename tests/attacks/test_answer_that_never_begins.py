"""Attack: a host that answers at once, again and again, and never with what was asked for."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from typing import cast

import pytest

from wallet import refresh
from wallet.refresh import Fetched, Network, Wanted

_LIST = Wanted(url="https://lists.example.org/1", kind="status_list")
_WAIT = b"HTTP/1.1 100 Continue\r\n\r\n"
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlist"


class _Open:
    """Secures nothing: that is not what is asked here."""

    def wrap_socket(self, plain: socket.socket, *, server_hostname: str) -> socket.socket:
        assert server_hostname == "lists.example.org"
        return plain


def _fetched(answer: bytes) -> Fetched:
    ours, theirs = socket.socketpair()

    def serve() -> None:
        with contextlib.suppress(OSError), theirs:
            theirs.recv(4096)
            theirs.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    network = Network(
        resolve=lambda _host, _port: ("93.184.216.34",),
        connect=lambda _address, _port, _seconds: ours,
        context=cast("ssl.SSLContext", _Open()),
    )
    with ours:
        (found,) = refresh.fetch([_LIST], network)
    thread.join(10)
    return found


def test_heads_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _fetched(_WAIT * 3 + _ANSWER).data == b"list"
    monkeypatch.setattr(refresh, "SECONDS", 0.05)
    assert _fetched(_WAIT * 200_000).error == "answer_too_slow"
