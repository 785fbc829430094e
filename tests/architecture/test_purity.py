"""What no import contract can say: which part of a module, and which built-in, is used.

The core opens no socket but in its one marked room, starts nothing but what its two marked
rooms start, and never turns data into code.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.sizes import ROOT, sources
from tests.architecture.used import called, imported

NETWORK = {
    *("socket", "ssl", "asyncio", "http", "http.client", "http.server", "urllib.request"),
    *("ftplib", "smtplib", "xmlrpc", "xmlrpc.client", "telnetlib"),
    *("requests", "aiohttp", "httpx", "urllib3"),
}
UNSAFE = {"pickle", "marshal", "shelve"}
"""XML parsers are ruff's business (S314 and its kin)."""
PROCESSES = {"subprocess", "multiprocessing", "concurrent.futures", "threading", "os.fork"}
MAY_START = {Path("wallet/batch.py")}
MAY_FETCH = {Path("wallet/refresh.py")}
BUILT_INS = {"eval", "exec", "compile", "__import__"}


def broken_rules(text: str, name: Path) -> list[str]:
    """Which rules a core file breaks."""
    tree = ast.parse(text)
    banned = (
        UNSAFE
        | (set() if name in MAY_FETCH else NETWORK)
        | (set() if name in MAY_START else PROCESSES)
    )
    found = [
        f"{name}:{line} imports {module}" for module, line in imported(tree) if module in banned
    ]
    return found + [
        f"{name}:{line} calls {one}" for one, line in called(tree) if one in BUILT_INS
    ]


def test_the_core_reaches_for_no_network_and_no_code_in_data() -> None:
    found = [
        line
        for path in sources("wallet")
        for line in broken_rules(path.read_text("utf-8"), path.relative_to(ROOT))
    ]
    assert found == []


def test_the_window_fetches_nothing_either() -> None:
    found = []
    for path in sources("ui"):
        tree = ast.parse(path.read_text("utf-8"))
        for module, line in imported(tree):
            local = module == "socket" or module.startswith("PySide6.QtNetwork.QLocal")
            if (module in NETWORK and not local) or module in {
                "PySide6.QtNetwork.QNetworkAccessManager",
                "PySide6.QtNetwork.QTcpSocket",
                "PySide6.QtNetwork.QUdpSocket",
                "PySide6.QtNetwork.QSslSocket",
                "PySide6.QtWebEngineWidgets",
            }:
                found.append(f"{path.relative_to(ROOT)}:{line} imports {module}")
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "import urllib.request",
        "from urllib import request",
        "def late():\n    import socket\n",
        "import pickle",
        "import subprocess",
        "eval('1')",
    ],
)
def test_a_planted_fault_is_found(planted: str) -> None:
    assert broken_rules(planted, Path("wallet/planted.py"))


def test_reading_an_address_without_visiting_it_is_allowed() -> None:
    assert broken_rules("from urllib.parse import urlsplit", Path("wallet/x.py")) == []
