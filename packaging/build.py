"""Makes what people install: ``python3 run.py package [--deb]``.

    dist/tessera/                the frozen app: start dist/tessera/tessera
    dist/tessera_VERSION_ARCH.deb    with --deb, on Debian and Ubuntu

Rules
-----
1. The same sources give the same bytes: dates come from the last commit (SOURCE_DATE_EPOCH),
   the order of everything is sorted, archives are written anew without dates.
2. Nothing is fetched. What is packed is what the locked requirements installed.
3. The package puts files in /opt/tessera, /usr/bin and /usr/share, and takes all of them away
   again; what people keep lies in their own folders and is never touched.
"""

from __future__ import annotations

import gzip
import os
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DIST = ROOT / "dist"
FROZEN = DIST / "tessera"
APP_ID = "org.tessera_wallet.Tessera"
DEPENDS = (
    "libc6", "libegl1", "libgl1", "libglib2.0-0 | libglib2.0-0t64", "libfontconfig1",
    "libfreetype6", "libx11-6", "libx11-xcb1", "libxkbcommon0", "libxkbcommon-x11-0",
    "libdbus-1-3", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-image0",
    "libxcb-render-util0", "libxcb-shape0", "libxcb-randr0", "libxcb-xinerama0",
    "fonts-dejavu-core | fonts-noto-core",
)  # fmt: skip


def version() -> str:
    """The version of the sources."""
    found = re.search(r'(?m)^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    if found is None:
        raise SystemExit("pyproject.toml names no version")
    return found.group(1)


def moment() -> str:
    """Seconds since 1970 of the last commit; of the year 2026 where there is no history."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return told
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(asked, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "1767225600"
    return done.stdout.strip()


def run(command: Sequence[str | Path], **more: str) -> None:
    """Run a program; end with its status where it fails."""
    done = subprocess.run(
        [str(one) for one in command], env={**os.environ, **more}, check=False
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed with {done.returncode}")


def freeze() -> Path:
    """The frozen app in ``dist/tessera``."""
    told = {"SOURCE_DATE_EPOCH": moment(), "PYTHONHASHSEED": "1", "TESSERA_VERSION": version()}
    work = ROOT / "build" / "frozen"
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(FROZEN, ignore_errors=True)
    options = ["--noconfirm", "--clean", "--log-level", "WARN"]
    options += ["--distpath", str(DIST), "--workpath", str(work)]
    run([sys.executable, "-m", "PyInstaller", *options, HERE / "tessera.spec"], **told)
    for archive in FROZEN.rglob("base_library.zip"):
        level(archive)
    return FROZEN


def level(archive: Path) -> None:
    """Write a ZIP archive again: sorted, without dates."""
    with zipfile.ZipFile(archive) as old:
        members = sorted((one.filename, old.read(one)) for one in old.infolist())
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members:
            new.writestr(zipfile.ZipInfo(name), content)


def deb() -> Path:
    """The Debian package of the frozen app."""
    architecture = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), "all")
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(FROZEN, tree / "opt" / "tessera", symlinks=True)
    _place(HERE / "linux" / f"{APP_ID}.desktop", tree / "usr/share/applications")
    _place(HERE / "linux" / f"{APP_ID}.metainfo.xml", tree / "usr/share/metainfo")
    mime = tree / "usr/share/mime/packages"
    _place(HERE / "linux" / f"{APP_ID}.mime.xml", mime, f"{APP_ID}.xml")
    icons = tree / "usr/share/icons/hicolor/scalable/apps"
    _place(ROOT / "resources/icons/tessera.svg", icons, f"{APP_ID}.svg")
    doc = tree / "usr/share/doc/tessera"
    _place(ROOT / "LICENSE", doc, "copyright")
    _packed(HERE / "linux" / "tessera.1", tree / "usr/share/man/man1/tessera.1.gz")
    _packed(ROOT / "CHANGELOG.md", doc / "changelog.gz")
    program = tree / "usr" / "bin"
    program.mkdir(parents=True)
    (program / "tessera").symlink_to("/opt/tessera/tessera")
    size = sum(one.stat().st_size for one in tree.rglob("*") if one.is_file()) // 1024
    control = tree / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(_control(architecture, size), "utf-8")
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    made = DIST / f"tessera_{version()}_{architecture}.deb"
    options = ["--root-owner-group", "-Zzstd", "-z6"]
    run(["dpkg-deb", *options, "--build", tree, made], SOURCE_DATE_EPOCH=moment())
    return made


def _place(source: Path, folder: Path, name: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / (name or source.name))


def _packed(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))


def _control(architecture: str, kilobytes: int) -> str:
    return f"""Package: tessera
Version: {version()}
Architecture: {architecture}
Maintainer: The Tessera authors <tessera@localhost>
Installed-Size: {kilobytes}
Depends: {", ".join(DEPENDS)}
Recommends: xdg-utils
Section: education
Priority: optional
Description: the learner's own credential wallet, offline
 Keeps every learning credential encrypted on this computer, says in plain
 words whether each is genuine and whether its issuer was accredited, shows how
 small credentials add up, and shows an employer only what was chosen.
"""


def main(arguments: Sequence[str]) -> int:
    """Freeze, and pack where that was asked."""
    if set(arguments) - {"--deb"}:
        print(__doc__)
        return 2
    print(freeze())
    if "--deb" in arguments:
        print(deb())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
