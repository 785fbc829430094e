"""No test may leave the machine or somebody's real home."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.conftest import NetworkTouchedError


def test_opening_a_network_socket_fails_the_test() -> None:
    with pytest.raises(NetworkTouchedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with pytest.raises(NetworkTouchedError):
        socket.socket()


def test_asking_for_an_address_fails_the_test() -> None:
    with pytest.raises(NetworkTouchedError):
        socket.getaddrinfo("university.example", 443)


def test_sockets_between_processes_of_this_machine_still_work() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
        assert one.family is socket.AF_UNIX


def test_every_test_has_a_home_of_its_own(home: Path) -> None:
    assert Path(os.environ["XDG_DATA_HOME"]).is_relative_to(home)
    assert list(home.iterdir()) == [home / "run"]
