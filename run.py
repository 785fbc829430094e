#!/usr/bin/env python3
"""Set-up and everyday commands; standard library only.

    python3 run.py                       make everything ready, open the app
    python3 run.py test [--slow] [...]   make everything ready, run the tests (--long: hours;
                                         --coverage: measured against the thresholds)
    python3 run.py check                 lint, types, import contracts, sizes, dependency audit
    python3 run.py demo                  open a throw-away wallet full of sample credentials
    python3 run.py tessera COMMAND ...   the command line (``tessera --help``)
    python3 run.py bench [...]           measure; figures are kept in docs/benchmarks.md
    python3 run.py fuzz [TARGET ...]     look for inputs that crash, hang or deceive (Linux)
    python3 run.py package [--deb]       make the app that people install, in dist/
    python3 run.py strings [...]         bring the translations up to date with the code
    python3 run.py setup [--dev] | lock  make ready and stop | renew the requirements (uv)

Rules
-----
1. Missing system libraries are named. With the right to install them they are installed with
   apt-get; without it the exact line to type is printed and nothing else happens.
2. ``.venv`` holds what the hash-locked requirements say, nothing unlocked. Its stamp names
   the requirements, the Python and the place it was built for; a moved, foreign or half-built
   environment is built anew. A healthy one without a stamp is completed, not thrown away.
3. Where there is no display, Qt's offscreen platform is chosen.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "tessera-stamp.json"
BUILDING = VENV / "tessera-building"
RUNTIME = HERE / "requirements.txt"
DEVELOPMENT = HERE / "requirements-dev.txt"
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt loads -> the Debian or Ubuntu package that has it."""


class SetUpError(Exception):
    """Set-up cannot go on; the text says what to do."""


# --- system libraries -----------------------------------------------------------------------


def missing_packages() -> list[str]:
    """Names of system packages that are needed and not there."""
    wanted = []
    if sys.platform.startswith("linux"):
        for soname, package in LIBRARIES.items():
            try:
                ctypes.CDLL(soname)
            except OSError:
                wanted.append(package)
    if importlib.util.find_spec("ensurepip") is None and shutil.which("uv") is None:
        wanted.append("python3-venv")
    return wanted


def optional_packages() -> list[str]:
    """What only the tests of the real window want; without it they run offscreen."""
    there = shutil.which("xauth") and Path("/usr/lib/python3/dist-packages/pyatspi").is_dir()
    wanted = ["xvfb", "xauth", "dbus", "at-spi2-core", "python3-pyatspi"]
    return wanted if sys.platform.startswith("linux") and not there else []


def system(*, tests: bool) -> None:
    """Make the system libraries ready.

    Raises:
        SetUpError: something is missing that cannot be installed from here.
    """
    wanted = missing_packages()
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if tests and may_install:
        # Nobody is sent to fetch what a test can do without.
        with contextlib.suppress(SetUpError):
            apt_install(optional_packages())
    if not wanted:
        return
    if not may_install:
        line = f"sudo apt-get install --no-install-recommends {' '.join(wanted)}"
        raise SetUpError(f"These system libraries are missing. Please run:\n\n  {line}\n")
    apt_install(wanted)
    still = missing_packages()
    if still:
        raise SetUpError(f"Installed, but still not found: {' '.join(still)}")


def apt_install(packages: Sequence[str]) -> None:
    """Install packages; fetch the package lists first where there are none, or if it fails.

    Raises:
        SetUpError: apt-get could not install them.
    """
    if not packages:
        return
    say(f"Installing {' '.join(packages)}")
    fresh = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    for _ in range(2):
        if not fresh:
            subprocess.run(["apt-get", "update", "-q"], env=environment, check=False)
        if subprocess.run(install, env=environment, check=False).returncode == 0:
            return
        if not fresh:
            break
        fresh = False
    raise SetUpError(f"apt-get could not install {' '.join(packages)}; see its message above")


# --- the environment ------------------------------------------------------------------------


def digest(requirements: Path) -> str:
    """SHA-256 of a requirements file."""
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def wanted_stamp(*, dev: bool) -> dict[str, str]:
    """The stamp of an environment that is as it should be."""
    stamp = {
        "python": ".".join(str(part) for part in sys.version_info[:3]),
        "place": str(VENV),
        "runtime": digest(RUNTIME),
    }
    # apt may upgrade Python in passing: only what is locked for counts, not sys.version.
    if dev:
        stamp["development"] = digest(DEVELOPMENT)
    return stamp


def kept_stamp() -> dict[str, str]:
    """The stamp that is there; empty where there is none or it cannot be read."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_healthy() -> bool:
    """Whether the environment's Python runs, is this Python, and believes to live here."""
    program = "import sys, json; print(json.dumps([sys.prefix, list(sys.version_info[:3])]))"
    try:
        told = subprocess.run([PYTHON, "-I", "-c", program], capture_output=True, check=True)
        prefix, version = json.loads(told.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return False
    return Path(prefix).resolve() == VENV and tuple(version) == sys.version_info[:3]


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Only one process builds at a time; the checkout's own folder is the lock."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    handle = os.open(HERE, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def environment(*, dev: bool) -> None:
    """Make ``.venv`` hold what the requirements say.

    Raises:
        SetUpError: packages could not be installed.
    """
    with alone():
        wanted, kept = wanted_stamp(dev=dev), kept_stamp()
        whole = not BUILDING.exists() and is_healthy()
        if whole and wanted.items() <= kept.items():
            return
        base = {key: wanted[key] for key in ("python", "place", "runtime")}
        if not whole or (kept and not base.items() <= kept.items()):
            say("Building .venv (once; takes a few seconds to a minute)")
            create_empty()
        else:
            say("Completing .venv")
        BUILDING.touch()
        install(DEVELOPMENT if dev else RUNTIME)
        STAMP.write_text(json.dumps(wanted, indent=1), "utf-8")
        BUILDING.unlink()


def create_empty() -> None:
    """An empty environment, marked as unfinished from its first moment."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    BUILDING.touch()
    # Asked with the environment's own Python, which was just removed: its maker is meant.
    python = getattr(sys, "_base_executable", None) or sys.executable
    uv = shutil.which("uv")
    if uv and run([uv, "venv", "-q", "--allow-existing", "--python", python, VENV]) == 0:
        return
    if run([python, "-m", "venv", VENV]):
        raise SetUpError("Python could not make .venv; see its message above")


def install(requirements: Path) -> None:
    """Install exactly the locked wheels; with uv where it works, else with pip.

    Raises:
        SetUpError: neither could.
    """
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
    uv = shutil.which("uv")
    if uv and run([uv, "pip", "install", "-q", "--python", PYTHON, *locked]) == 0:
        return
    # uv does not read pip's own settings, such as a mirror: pip gets its chance.
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-q"]
    if run([PYTHON, "-c", "import pip"], quiet=True):
        run([PYTHON, "-m", "ensurepip"], quiet=True)
    if run([*pip, *locked]):
        raise SetUpError("The packages could not be installed; see the message above.")


# --- commands -------------------------------------------------------------------------------


def say(text: str) -> None:
    """One line for the person, at once."""
    print(f"run.py: {text}", file=sys.stderr, flush=True)


def run(command: Sequence[str | Path], *, quiet: bool = False) -> int:
    """Run a program with our environment and give back its exit status."""
    to = subprocess.DEVNULL if quiet else None
    done = subprocess.run(command, cwd=HERE, env=variables(), stdout=to, stderr=to, check=False)
    return done.returncode


def variables() -> dict[str, str]:
    """The environment of everything started from here."""
    foreign = {"PYTHONHOME", "VIRTUAL_ENV"}
    result = {name: one for name, one in os.environ.items() if name not in foreign}
    if result.pop("PYTHONDONTWRITEBYTECODE", None):  # or each process compiles everything
        result.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "bytecode"))
    if not (result.get("DISPLAY") or result.get("WAYLAND_DISPLAY")):
        result.setdefault("QT_QPA_PLATFORM", "offscreen")
    return result


def ready(*, dev: bool) -> None:
    """Everything that the commands below stand on."""
    system(tests=dev)
    environment(dev=dev)


def become(*arguments: str) -> NoReturn:
    """Turn into the environment's Python, seeing the checkout from any working folder."""
    told = variables()
    told["PYTHONPATH"] = os.pathsep.join(filter(None, [str(HERE), told.get("PYTHONPATH")]))
    command = [str(PYTHON), *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, env=told, check=False).returncode)
    os.execve(PYTHON, command, told)  # noqa: S606 - our own interpreter


def test(arguments: list[str]) -> int:
    """Run the tests; with ``--coverage`` those of every day are held against the thresholds.

    Coverage is asked for by itself: measuring takes as long again as the tests.
    """
    switches = {"--slow", "--long", "--coverage"}
    asked = switches.intersection(arguments)
    arguments = [one for one in arguments if one not in switches]
    kinds = [one for one in ("slow", "long") if f"--{one}" in asked]
    marks = ["-m", " or ".join(kinds) or "not slow and not long"]
    many = [] if arguments else ["-n", "auto", "--maxprocesses=4", "--dist", "worksteal"]
    measure = ["--cov", "--cov-report="] if "--coverage" in asked else []
    status = run([PYTHON, "-m", "pytest", *marks, *many, *measure, *arguments])
    return status or (run([PYTHON, "-m", "tools.covered"]) if measure else 0)


def check(_arguments: list[str]) -> int:
    """Everything that can be told without running the product."""
    python, failed = (PYTHON, "-m"), []
    steps: dict[str, Sequence[str | Path]] = {
        "ruff check": [*python, "ruff", "check", "-q", "."],
        "ruff format": [*python, "ruff", "format", "-q", "--check", "."],
        "mypy": [*python, "mypy"],
        "import contracts": [PYTHON.parent / "lint-imports"],
        "sizes": [*python, "tests.architecture.sizes"],
    }
    for name, command in steps.items():
        say(name)
        if run(command):
            failed.append(name)
    say("dependency audit")
    if audit():
        failed.append("dependency audit")
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def audit() -> int:
    """Known holes in what we ship; skipped, and said so, where the service is out of reach."""
    command = [PYTHON, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", RUNTIME]
    command += ["-f", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        told = subprocess.run(command, cwd=HERE, capture_output=True, timeout=120, check=False)
        rows = json.loads(told.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        say("skipped: the advisory service is out of reach")
        return 0
    for row in rows:
        for hole in row.get("vulns", []):
            say(f"{row['name']} {row.get('version')}: {hole['id']}")
    unknown = [row["name"] for row in rows if "skip_reason" in row]
    if unknown:
        say(f"skipped: the advisory service knows nothing of {len(unknown)} of {len(rows)}")
    return 1 if any(row.get("vulns") for row in rows) else 0


def lock() -> int:
    """Renew both requirements files from pyproject.toml."""
    uv = shutil.which("uv")
    if uv is None:
        raise SetUpError("`run.py lock` needs uv (https://docs.astral.sh/uv/)")
    common = ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    common += ["--no-emit-index-url", "--custom-compile-command", "python3 run.py lock"]
    compiling = [uv, "pip", "compile", "pyproject.toml", *common, "--upgrade"]
    if run([*compiling, "-o", RUNTIME.name]):
        return 1
    return run([*compiling, "--group", "dev", "-c", RUNTIME.name, "-o", DEVELOPMENT.name])


def main(arguments: list[str]) -> int:
    """Do what was asked."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("open", [])
    if command in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    if command == "lock":
        return lock()
    modules = {"open": "ui.entry", "tessera": "ui.entry", "strings": "tools.catalogues"}
    modules |= {"demo": "tests.helpers.demo", "bench": "benchmarks", "fuzz": "tests.fuzz"}
    if command not in {*modules, "test", "check", "setup", "package"}:
        say(f"no command {command!r}; see `python3 run.py --help`")
        return 2
    ready(dev=command in {"test", "check", "bench", "fuzz", "package"} or "--dev" in rest)
    here: dict[str, Callable[[list[str]], int]] = {"test": test, "check": check}
    if command == "setup":
        return 0
    if command == "package":  # by path: a library is called packaging, too
        become(str(HERE / "packaging" / "build.py"), *rest)
    if command in modules:
        become("-m", modules[command], *rest)
    return here[command](rest)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - said in words, not by a traceback
        sys.exit("Tessera needs Python 3.11 or newer; this is " + sys.version.split()[0])
    try:
        sys.exit(main(sys.argv[1:]))
    except SetUpError as problem:
        sys.exit(f"run.py: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
