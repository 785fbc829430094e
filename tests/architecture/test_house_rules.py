"""No test may leave the machine or somebody's real home, nor take from another test module."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path

import pytest

from tests.architecture.sizes import ROOT, sources
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


def test_what_tests_share_stands_in_no_test_module() -> None:
    taking = re.compile(
        r"^\s*(?:from|import) tests\.(?:[\w.]*\btest_\w+|[\w.]+ import .*\btest_\w+)",
        re.MULTILINE,
    )
    found = [
        f"{path.relative_to(ROOT)}: {one.strip()}"
        for path in sources("tests", "benchmarks", "tools")
        for one in taking.findall(path.read_text("utf-8"))
    ]
    assert found == [], "it belongs to tests/helpers, or beside the tests of one folder"
