"""What is imported is declared, what is declared is locked, what is locked names no host."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture.sizes import ROOT, sources
from tests.architecture.used import imported

LOCKS = ("requirements.txt", "requirements-dev.txt")
SYSTEMS = {"tests/journeys/reader.py": {"pyatspi"}}
"""Scripts that the system's Python runs, and what its packages bring them."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def plain(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~ \[;]", name)[0]).lower()


def locked(lock: str) -> dict[str, set[str]]:
    """Distribution -> versions of a requirements file."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([^\s;\\]+)", (ROOT / lock).read_text(), re.MULTILINE
    ):
        found.setdefault(plain(name), set()).add(version)
    return found


def third_party(*rooms: str) -> dict[str, Path]:
    """Top-level modules that those rooms import and that are neither ours nor Python's."""
    found = {}
    for path in sources(*rooms):
        for module, _ in imported(ast.parse(path.read_text("utf-8"))):
            top = module.split(".")[0]
            if top in SYSTEMS.get(path.relative_to(ROOT).as_posix(), ()):
                continue
            if top not in sys.stdlib_module_names | {
                "wallet",
                "ui",
                "tests",
                "tools",
                "benchmarks",
                "run",
            }:
                found[top] = path.relative_to(ROOT)
    return found


def undeclared(rooms: tuple[str, ...], declared: list[str]) -> dict[str, Path]:
    """Imports that no declared distribution brings."""
    names = {plain(one) for one in declared}
    # types that only the checker sees, and Python's own modules under newer names
    known = packages_distributions()
    return {
        top: path
        for top, path in third_party(*rooms).items()
        if not names & {plain(one) for one in known.get(top, ["-"])}
    }


def test_the_product_imports_only_what_it_declares() -> None:
    allowed = [*PROJECT["project"]["dependencies"], "shiboken6"]
    assert undeclared(("wallet", "ui"), allowed) == {}


def test_the_tests_import_only_what_is_declared() -> None:
    allowed = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["dev"],
        "shiboken6",
    ]
    assert undeclared(("tests", "tools", "benchmarks", "run.py"), allowed) == {}


DEMO = """
import sys
class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1:]:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Without())
from tests.helpers import demo
"""


def test_the_demonstration_needs_nothing_that_only_tests_need() -> None:
    kept = set(locked("requirements.txt"))
    refused = [
        top
        for top, named in packages_distributions().items()
        if not kept & {plain(one) for one in named}
    ]
    assert "pytest" in refused
    done = subprocess.run(
        [sys.executable, "-c", DEMO, *refused],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_what_the_systems_python_brings_is_asked_of_the_system() -> None:
    packages = (ROOT / "run.py").read_text("utf-8")
    for script, modules in SYSTEMS.items():
        own = {name for name, _ in imported(ast.parse((ROOT / script).read_text("utf-8")))}
        assert modules <= own
        assert [one for one in modules if f'"python3-{one}"' not in packages] == []
        name = script.removesuffix(".py").replace("/", ".")
        ours = {
            path: {module for module, _ in imported(ast.parse(path.read_text("utf-8")))}
            for path in sources("tests")
        }
        assert [path for path, modules in ours.items() if name in modules] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_folder(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(
        r"https?:|file:|git\+|--(extra-)?index|--find-links|^-e|^\.?/", text, re.MULTILINE
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_locked_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
    assert lines
    assert [line[:40] for line in lines if "--hash=sha256:" not in line] == []


def test_everything_declared_is_locked() -> None:
    product = {plain(one) for one in PROJECT["project"]["dependencies"]}
    tools = {plain(one) for one in PROJECT["dependency-groups"]["dev"]}
    assert product - locked("requirements.txt").keys() == set()
    assert tools - locked("requirements-dev.txt").keys() == set()


def test_the_tests_run_on_the_versions_that_are_shipped() -> None:
    development = locked("requirements-dev.txt")
    for name, versions in locked("requirements.txt").items():
        assert development.get(name) == versions, name


def test_the_first_pyside6_that_loses_references_of_none_is_kept_out() -> None:
    assert locked("requirements.txt")["pyside6-essentials"] == {"6.11.3"}


def test_the_peer_of_the_benchmark_is_locked_without_hosts() -> None:
    text = (ROOT / "benchmarks/node/package-lock.json").read_text("utf-8")
    assert '"resolved"' not in text
    assert "://" not in text
    assert text.count('"integrity"') > 20
