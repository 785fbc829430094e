"""run.py: what it says when something is missing, and what it does to `.venv`."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.sizes import ROOT


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py living in a checkout of its own that needs no packages at all."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "run.py").write_bytes((ROOT / "run.py").read_bytes())
    for name in ("requirements.txt", "requirements-dev.txt"):
        (checkout / name).write_text("# nothing\n", "utf-8")
    # Without pip nor uv an empty environment is made in a moment; nothing is to be installed.
    monkeypatch.setenv("PATH", str(tmp_path / "no programs here"))
    return living_in(checkout)


def living_in(checkout: Path) -> ModuleType:
    """The run.py of a checkout as a module."""
    spec = importlib.util.spec_from_file_location("run_of_checkout", checkout / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def mark(module: ModuleType) -> Path:
    """A file that only a rebuilt environment has lost."""
    path: Path = module.VENV / "kept.txt"
    path.touch()
    return path


@pytest.mark.slow
def test_a_built_environment_is_left_alone(run: ModuleType) -> None:
    run.environment(dev=False)
    kept = mark(run)
    run.environment(dev=False)
    assert kept.exists()
    assert json.loads(run.STAMP.read_text())["runtime"] == run.digest(run.RUNTIME)


@pytest.mark.slow
@pytest.mark.slow
def test_the_development_packages_are_added_to_it(run: ModuleType) -> None:
    run.environment(dev=False)
    kept = mark(run)
    run.environment(dev=True)
    assert kept.exists()
    assert "development" in json.loads(run.STAMP.read_text())
    run.environment(dev=False)
    assert kept.exists()


@pytest.mark.slow
@pytest.mark.slow
def test_a_half_built_environment_is_built_anew(run: ModuleType) -> None:
    run.environment(dev=False)
    kept = mark(run)
    run.BUILDING.touch()
    run.environment(dev=False)
    assert not kept.exists()
    assert not run.BUILDING.exists()


@pytest.mark.slow
@pytest.mark.slow
def test_a_moved_checkout_heals(run: ModuleType, tmp_path: Path) -> None:
    run.environment(dev=False)
    mark(run)
    moved = run.HERE.rename(tmp_path / "elsewhere")
    there = living_in(moved)
    there.environment(dev=False)
    assert not (there.VENV / "kept.txt").exists()
    assert there.is_healthy()


@pytest.mark.slow
@pytest.mark.slow
def test_new_requirements_build_it_anew(run: ModuleType) -> None:
    run.environment(dev=False)
    kept = mark(run)
    run.RUNTIME.write_text("# something else\n", "utf-8")
    run.environment(dev=False)
    assert not kept.exists()
    wanted = hashlib.sha256(b"# something else\n").hexdigest()
    assert json.loads(run.STAMP.read_text())["runtime"] == wanted


@pytest.mark.slow
@pytest.mark.slow
def test_an_environment_that_somebody_else_made_is_completed(run: ModuleType) -> None:
    run.environment(dev=False)
    run.STAMP.unlink()
    kept = mark(run)
    run.environment(dev=False)
    assert kept.exists()
    assert run.STAMP.exists()


@pytest.mark.slow
@pytest.mark.slow
def test_a_broken_interpreter_is_noticed(run: ModuleType) -> None:
    run.environment(dev=False)
    run.PYTHON.unlink()
    run.PYTHON.symlink_to("/nonexistent/python")
    assert not run.is_healthy()
    run.environment(dev=False)
    assert run.is_healthy()


def test_without_the_right_to_install_the_exact_line_is_printed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(run.LIBRARIES, "libnowhere.so.7", "libnowhere7")
    with pytest.raises(run.SetUpError, match=r"sudo apt-get install .*libnowhere7"):
        run.system(tests=False)


def test_headless_machines_get_the_offscreen_platform(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run.variables()["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.setenv("DISPLAY", ":7")
    assert "QT_QPA_PLATFORM" not in run.variables()


def test_no_bytecode_is_left_among_the_sources_where_that_is_not_wanted(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"):
        monkeypatch.delenv(name, raising=False)
    assert "PYTHONPYCACHEPREFIX" not in run.variables()
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    told = run.variables()
    assert Path(told["PYTHONPYCACHEPREFIX"]).is_relative_to(run.VENV)
    assert "PYTHONDONTWRITEBYTECODE" not in told


def test_an_unknown_command_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_bytes((ROOT / "run.py").read_bytes())
    told = subprocess.run(
        [sys.executable, "run.py", "frobnicate"],
        cwd=tmp_path,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert "frobnicate" in told.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.py"]


def test_ci_runs_what_the_readme_says() -> None:
    text = (ROOT / ".ci/run").read_text("utf-8")
    commands = ["run.py check", "run.py test\n", "run.py test --slow"]
    assert [one for one in commands if one not in text] == []
    assert os.access(ROOT / ".ci/run", os.X_OK)
