"""Many files: same results as one by one, in order, with progress and cancel."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from datetime import timedelta
from multiprocessing import resource_tracker

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, examined
from wallet import batch
from wallet.evidence import Evidence
from wallet.examine import FileResult
from wallet.report import Policy, Role


def _files(issuer: Issuer, count: int) -> list[tuple[str, bytes]]:
    badge = to_bytes(issuer.issue(status=("revocation",)))
    altered = badge.replace(b"Data basics", b"Data magics")
    kinds = (badge, altered, b"nothing")
    return [(f"{number}.json", kinds[number % 3]) for number in range(count)]


def _many(
    files: list[tuple[str, bytes]], evidence: Evidence, **how: object
) -> list[FileResult]:
    return list(
        batch.examine_many(
            files,
            evidence,
            policy=Policy(),
            now=NOW,
            role=Role.RECEIVER,
            **how,  # type: ignore[arg-type]
        )
    )


@pytest.mark.parametrize("few", [400, 0], ids=["here", "in processes"])
def test_the_same_results_in_the_same_order(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "FEW", few)
    monkeypatch.setattr(batch.os, "cpu_count", lambda: 2)
    issuer = Issuer()
    files = _files(issuer, 60)
    evidence = evidence_of(issuer)
    told: list[tuple[int, int]] = []
    results = _many(files, evidence, progress=lambda done, total: told.append((done, total)))
    assert [one.source for one in results] == [name for name, _ in files]
    assert told == [(number, 60) for number in range(1, 61)]
    for (_, data), result in zip(files[:3], results[:3], strict=True):
        alone = examined(data, evidence)
        assert result.credentials == alone.credentials
        assert result.error == alone.error


@pytest.mark.parametrize("few", [400, 0], ids=["here", "in processes"])
def test_cancelling_stops_soon(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "FEW", few)
    monkeypatch.setattr(batch.os, "cpu_count", lambda: 2)
    issuer = Issuer()
    seen: list[int] = []
    results = _many(
        _files(issuer, 60),
        evidence_of(issuer),
        progress=lambda done, _total: seen.append(done),
        cancelled=lambda: len(seen) >= 5,
    )
    assert len(results) == 5


def test_no_files_at_all() -> None:
    assert _many([], Evidence()) == []


def test_a_process_that_is_killed_loses_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too little memory, say: what it had is judged here instead."""
    monkeypatch.setattr(batch, "FEW", 0)
    monkeypatch.setattr(batch.os, "cpu_count", lambda: 2)
    issuer = Issuer()
    files = _files(issuer, 120)
    killed: list[int] = []

    def kill_workers(done: int, _total: int) -> None:
        if done == 1:
            for child in multiprocessing.active_children():
                killed.append(child.pid or 0)
                child.kill()

    results = _many(files, evidence_of(issuer), progress=kill_workers)
    assert killed
    assert [one.source for one in results] == [name for name, _ in files]
    alone = examined(files[-1][1], evidence_of(issuer))
    assert results[-1].error == alone.error


def test_processes_that_die_as_they_start_stop_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more to tell them than a pipe holds: nobody may wait for them to read it."""
    resource_tracker.ensure_running()
    monkeypatch.setattr(batch, "FEW", 0)
    monkeypatch.setattr(batch.os, "cpu_count", lambda: 2)
    monkeypatch.setattr("multiprocessing.spawn._python_exe", b"/bin/false")
    issuer = Issuer()
    seen = {f"{number:064x}": NOW - timedelta(days=1) for number in range(3_000)}
    evidence = replace(evidence_of(issuer), first_seen=seen)
    results = _many(_files(issuer, 30), evidence)
    assert [one.error is None for one in results] == [True, True, False] * 10


def test_a_process_knows_when_each_was_first_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_SEEN_AT_ONCE", 2)
    issuer = Issuer()
    seen = {str(number): NOW for number in range(5)}
    ask = batch._Ask(
        evidence=replace(evidence_of(issuer), first_seen=seen),
        policy=Policy(),
        now=NOW,
        role=Role.HOLDER,
        challenge=None,
        show_unproven=False,
        then=batch._as_it_is,
    )
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        batch._tell(ours, ask)
        assert batch._told_to(theirs) == ask
