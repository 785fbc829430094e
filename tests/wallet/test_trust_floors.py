"""Floors outlive the trust folder: a new installation takes no older bundle."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.helpers.bundles import Operator, refused, take
from tests.helpers.said import Clock
from wallet.cli import main
from wallet.errors import InputError
from wallet.trust_import import TrustFolder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path / "keys")


@pytest.fixture
def old(tmp_path: Path, clock: Clock) -> TrustFolder:
    return TrustFolder(tmp_path / "old", clock)


@pytest.fixture
def new(tmp_path: Path, clock: Clock) -> TrustFolder:
    return TrustFolder(tmp_path / "new", clock)


def moved(old: TrustFolder, new: TrustFolder, clock: Clock) -> tuple[str, ...]:
    return new.floors.take(old.floors.export(), clock.now)


def test_a_new_installation_refuses_what_the_old_one_would(
    operator: Operator, old: TrustFolder, new: TrustFolder, clock: Clock
) -> None:
    first, second = operator.bundle(), operator.bundle()
    kept = take(old, second)
    assert moved(old, new, clock) == (kept.fingerprint,)
    assert new.load().sets == (), "a floor trusts nobody"
    refused(new, first, "bundle_rolled_back")
    assert take(new, second).fingerprint == kept.fingerprint
    refused(new, first, "bundle_rolled_back")
    take(new, operator.bundle())


def test_without_the_file_it_would_be_taken(operator: Operator, new: TrustFolder) -> None:
    first = operator.bundle()
    operator.bundle()
    take(new, first)


def test_a_floor_rises_also_under_a_bundle_in_use_and_never_sinks(
    operator: Operator, old: TrustFolder, new: TrustFolder, clock: Clock
) -> None:
    first, second, third = operator.bundle(), operator.bundle(), operator.bundle()
    take(new, first)
    take(old, third)
    moved(old, new, clock)
    assert len(new.load().sets) == 1
    refused(new, second, "bundle_rolled_back")
    take(new, third)
    moved_back = TrustFolder(old.path.with_name("older"), clock)
    take(moved_back, first)
    moved(moved_back, new, clock)
    refused(new, second, "bundle_rolled_back")


def test_rotated_roots_come_along(
    operator: Operator, old: TrustFolder, new: TrustFolder, clock: Clock
) -> None:
    first = operator.bundle()
    take(old, first)
    operator.rotate("root")
    second = operator.bundle()
    take(old, second)
    moved(old, new, clock)
    refused(new, first, "bundle_rolled_back")
    take(new, second)


@pytest.mark.parametrize(
    "bend",
    [
        lambda told: told.update(format="trust-floors/2"),
        lambda told: told.update(floors=[]),
        lambda told: told["floors"][0].update(roots=[]),
        lambda told: told["floors"][0].update(roots=told["floors"][0]["roots"] * 2),
        lambda told: told["floors"][0].update(roots=["AAAA"]),
        lambda told: told["floors"][0].update(more=1),
        lambda told: told.pop("floors"),
    ],
)
def test_a_bent_file_changes_nothing(
    operator: Operator,
    old: TrustFolder,
    new: TrustFolder,
    clock: Clock,
    bend: Callable[[dict[str, Any]], object],
) -> None:
    take(old, operator.bundle())
    told = json.loads(old.floors.export())
    bend(told)
    with pytest.raises(InputError) as caught:
        new.floors.take(json.dumps(told).encode(), clock.now)
    assert caught.value.code == "floors_damaged"
    assert not new.path.exists()


def test_it_cannot_make_every_clock_look_set_back_nor_block_by_unsigned_versions(
    operator: Operator, old: TrustFolder, new: TrustFolder, clock: Clock
) -> None:
    bundle = operator.bundle()
    take(old, bundle)
    told = json.loads(old.floors.export())
    floor = told["floors"][0]
    floor["newest_seen"] = (clock.now + timedelta(days=9_000)).isoformat()
    stranger = TrustFolder(old.path.with_name("stranger"), clock)
    other = Operator(old.path.with_name("other keys"))
    other.bundle()
    take(stranger, other.bundle())
    theirs = json.loads(stranger.floors.export())["floors"][0]
    floor["timestamp"], floor["snapshot"] = theirs["timestamp"], theirs["snapshot"]
    new.floors.take(json.dumps(told).encode(), clock.now)
    take(new, bundle)


@pytest.mark.parametrize("in_use", [True, False])
@pytest.mark.parametrize("version", [10**9, "1e999"])
def test_a_bent_version_takes_no_floor_away(
    operator: Operator,
    old: TrustFolder,
    new: TrustFolder,
    clock: Clock,
    in_use: bool,  # noqa: FBT001
    version: object,
) -> None:
    first, second = operator.bundle(), operator.bundle()
    take(old, second)
    if in_use:
        take(new, second)
    else:
        moved(old, new, clock)
    told = json.loads(old.floors.export())
    for name in ("timestamp", "snapshot"):
        bent = json.loads(b64decode(told["floors"][0][name]))
        bent["signed"]["version"] = "VERSION"
        text = json.dumps(bent).replace('"VERSION"', str(version))
        told["floors"][0][name] = b64encode(text.encode()).decode()
    new.floors.take(json.dumps(told).encode(), clock.now)
    refused(new, first, "bundle_rolled_back")


def test_on_the_command_line(operator: Operator, old: TrustFolder, tmp_path: Path) -> None:
    take(old, operator.bundle())

    def run(*args: object, given: str = "") -> Any:
        told = ["trust", "floors", *map(str, args)]
        return CliRunner().invoke(main, told, input=given)

    file, new = tmp_path / "floors.json", tmp_path / "new"
    assert run("--export", file, "--trust-folder", old.path).exit_code == 0
    assert run("--import", file, "--trust-folder", new, given="n\n").exit_code != 0
    assert not new.exists()
    taken = run("--import", file, "--trust-folder", new, given="y\n")
    assert taken.exit_code == 0, taken.output
    assert "Take only a file that you made yourself" in taken.output
    assert run("--import", file, "--export", file).exit_code == 3
