"""What every test stands on: a fixed clock, a home of its own, and no network."""

from __future__ import annotations

import functools
import gc
import gettext
import itertools
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.helpers.said import NOW
from wallet import wording
from wallet.vault import slots

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_QUIET = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.too_slow]}
# The everyday run says the same each time; the longer ones and fuzzing look further.
settings.register_profile("small", max_examples=30, derandomize=True, **_QUIET)
settings.register_profile("long", max_examples=500, **_QUIET)
settings.load_profile(os.environ.get("TESSERA_HYPOTHESIS", "small"))

VECTORS = Path(
    os.environ.get("TESSERA_VECTORS")
    or Path(__file__).resolve().parents[1] / "../shared/vectors"
).resolve()


class NetworkTouchedError(AssertionError):
    """Something under test tried to leave the machine."""


class _OfflineSocket(socket.socket):
    """A socket that only talks inside this machine, by files."""

    def __init__(self, family: int = -1, *rest: Any, **named: Any) -> None:
        if family not in (-1, getattr(socket, "AF_UNIX", None)) or (
            family == -1 and named.get("fileno") is None
        ):
            message = f"a socket of family {family} was opened: nothing may leave the machine"
            raise NetworkTouchedError(message)
        super().__init__(family, *rest, **named)


def _no_names(host: Any, *_rest: Any, **_named: Any) -> Any:
    message = f"the address of {host} was asked for: nothing may leave the machine"
    raise NetworkTouchedError(message)


@pytest.fixture(scope="session", autouse=True)
def _each_passphrase_is_derived_once() -> Iterator[None]:
    """Argon2id is meant to be slow and always gives the same: what it gave is kept.

    New slots share a salt, or each new wallet would be derived anew; vault keys, recovery words
    and wallet ids are as random as ever. ``tests/wallet/vault/test_slots.py`` does without.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in ("_argon2id", "_fresh_salt", "calibrated"):
            patch.setattr(slots, name, functools.cache(getattr(slots, name)))
        yield


@pytest.fixture(autouse=True)
def _pdf_limits() -> Iterator[None]:
    """What was set for a received PDF holds for the process: not for the next test."""
    yield
    if "pikepdf" in sys.modules:
        sys.modules["pikepdf"].settings.set_qpdf_limits(
            flate_max_memory=0, png_max_memory=0, tiff_max_memory=0, run_length_max_memory=0
        )


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", _OfflineSocket)
    monkeypatch.setattr(socket, "getaddrinfo", _no_names)
    monkeypatch.setattr(socket, "create_connection", _no_names)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names of new folders; ``mktemp`` would look through all the older ones for each."""
    place = tmp_path_factory.mktemp("homes")
    return (place / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of this test's own, so that nobody's real wallet is touched."""
    place = next(_homes)
    place.mkdir(mode=0o700)
    _live_in(place, monkeypatch)
    return place


def _live_in(place: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("HOME", str(place))
    for name, folder in {
        "XDG_DATA_HOME": ".local/share",
        "XDG_CONFIG_HOME": ".config",
        "XDG_CACHE_HOME": ".cache",
        "XDG_STATE_HOME": ".local/state",
    }.items():
        patch.setenv(name, str(place / folder))
    runtime = place / "run"
    runtime.mkdir(mode=0o700)
    patch.setenv("XDG_RUNTIME_DIR", str(runtime))


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """What whole modules or the whole run share has a home too that is nobody's."""
    patch, place = pytest.MonkeyPatch(), tempfile.mkdtemp(prefix="tessera-tests-")
    _live_in(Path(place), patch)
    config.add_cleanup(patch.undo)
    config.add_cleanup(lambda: shutil.rmtree(place, ignore_errors=True))


@pytest.fixture
def now() -> datetime:
    """The fixed moment for which everything is judged."""
    return NOW


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that stands still at ``now``."""
    return lambda: NOW


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of third-party test vectors."""
    if not (VECTORS / "manifest.json").is_file():
        pytest.skip("third-party vectors not found; set TESSERA_VECTORS to their folder")
    return VECTORS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need root say so where they cannot run."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return
    skip = pytest.mark.skip(reason="needs to be root")
    for item in items:
        if item.get_closest_marker("root"):
            item.add_marker(skip)


def pytest_collection_finish() -> None:
    """All the tests are there: no later search for garbage walks through them again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _languages_as_before() -> Iterator[None]:
    """No test leaves its language behind."""
    yield
    wording.set_translations(gettext.NullTranslations())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the tables that tests recorded, from whichever process they ran in."""
    for kind in ("passed", "failed"):
        for report in terminalreporter.stats.get(kind, ()):
            for name, text in getattr(report, "user_properties", ()):
                if name == "table":
                    terminalreporter.write_line(f"\n{text}")
