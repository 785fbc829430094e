"""Attack: a host whose name leads to the router, however its address is spelled."""

from __future__ import annotations

import socket

import pytest

from wallet import refresh
from wallet.refresh import Network, Wanted, system_network

_LIST = Wanted(url="https://lists.example.org/1", kind="status_list")


@pytest.mark.parametrize(
    ("address", "is_asked"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1", True),
        ("64:ff9b::5db8:d822", True),  # the first one, behind a gateway of the network
        ("192.168.1.1", False),
        ("::ffff:192.168.1.1", False),
        ("2002:c0a8:101::1", False),
        ("64:ff9b::c0a8:101", False),
        ("64:ff9b:1::c0a8:101", False),
        ("::c0a8:101", False),
        ("fec0::1", False),
    ],
)
def test_where_a_name_leads(address: str, *, is_asked: bool) -> None:
    asked = []

    def connect(to: str, _port: int, _seconds: float) -> socket.socket:
        asked.append(to)
        raise ConnectionRefusedError

    network = Network(
        resolve=lambda _host, _port: (address,),
        connect=connect,
        context=system_network().context,
    )
    (found,) = refresh.fetch([_LIST], network)
    assert asked == ([address] if is_asked else [])
    assert found.error == ("host_unreachable" if is_asked else "host_not_public")
