"""From a bare Debian 12 to an installed wallet and back: nothing is left but what is one's own.

The package is built (a minute of computing) and installed in a root that debootstrap makes;
there is no Python in it. Both can be there already: ``TESSERA_DEB`` names a built package,
``TESSERA_BARE_ROOT`` a bare root, which is copied. Needs root, debootstrap, and a Debian mirror
that answers; the window needs Xvfb and xdotool.

    python3 run.py test --slow -k bare_debian
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sizes import ROOT
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from wallet import __version__

pytestmark = [pytest.mark.slow, pytest.mark.root, pytest.mark.timeout(3_600)]
MIRROR = os.environ.get("TESSERA_MIRROR", "http://deb.debian.org/debian")
DISPLAY = ":87"
PASSPHRASE = "correct horse battery"
HOME = "/home/ana"
OF_THE_SYSTEM = (
    *("proc", "dev", "sys", "run", "tmp", "home/ana", "var/lib/dpkg", "var/lib/apt"),
    *("var/cache", "var/log", "etc/ld.so.cache", "var/lib/systemd"),
)
"""What any package manager leaves, and what is the person's own."""


def ran(command: list[str], minutes: int = 20) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60 * minutes
    )


class Bare:
    """A root with Debian in it and nothing else."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def command(self, *words: str, user: str = "0:0", display: str = "") -> list[str]:
        """A command in the root, with its own processes and without the network for a user."""
        cut = [] if user == "0:0" else ["--net"]
        script = (
            'mount --rbind /dev "$0/dev"; mount -t proc proc "$0/proc"; '
            'mount -t tmpfs tmpfs "$0/tmp"; mkdir -p /tmp/.X11-unix "$0/tmp/.X11-unix"; '
            'mount --bind /tmp/.X11-unix "$0/tmp/.X11-unix"; exec chroot "$@"'
        )
        env = ["env", "-i", f"HOME={HOME}", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"]
        env += ["DEBIAN_FRONTEND=noninteractive", "LANG=C.UTF-8", f"DISPLAY={display}"]
        apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", *cut]
        inside = ["bash", "-c", script, str(self.root), f"--userspec={user}", str(self.root)]
        return [*apart, *inside, *env, *words]

    def run(self, *words: str, user: str = "0:0", codes: tuple[int, ...] = (0,)) -> str:
        done = ran(self.command(*words, user=user))
        told = f"{words}: {done.returncode} {done.stdout[-1_500:]}{done.stderr[-1_500:]}"
        assert done.returncode in codes, told
        return done.stdout

    def ana(self, *words: str) -> str:
        """As the person, who is nobody special and has no network.

        1 and 2 say that something could not be verified: the wallet has no list of issuers,
        and nothing binds this badge to whoever shows it.
        """
        return self.run("tessera", *words, user="1000:1000", codes=(0, 1, 2))

    def files(self) -> set[str]:
        found = set()
        for folder, folders, names in os.walk(self.root):
            at = os.path.relpath(folder, self.root)
            own = "" if at == "." else f"{at}/"
            folders[:] = [one for one in folders if own + one not in OF_THE_SYSTEM]
            found |= {own + one for one in (*names, *folders)} - set(OF_THE_SYSTEM)
        return found


@pytest.fixture(scope="module")
def package() -> Path:
    told = os.environ.get("TESSERA_DEB")
    if told:
        return Path(told)
    if shutil.which("dpkg-deb") is None:
        pytest.skip("needs dpkg-deb: a Debian or an Ubuntu")
    done = ran([sys.executable, str(ROOT / "packaging/build.py"), "--deb"], 40)
    assert done.returncode == 0, done.stderr[-3_000:]
    return Path(done.stdout.split()[-1])


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bare]:
    root = tmp_path_factory.mktemp("debian") / "root"
    told = os.environ.get("TESSERA_BARE_ROOT")
    if told:
        ran(["cp", "-a", "--one-file-system", told, str(root)])
    elif shutil.which("debootstrap") is None:
        pytest.skip("needs debootstrap: apt-get install debootstrap")
    else:
        made = ran(["debootstrap", "--variant=minbase", "bookworm", str(root), MIRROR])
        if made.returncode:
            pytest.skip(f"debootstrap made no root: {made.stdout[-300:]}{made.stderr[-300:]}")
    for name in ("etc/resolv.conf", "etc/hosts"):
        shutil.copy(f"/{name}", root / name)
    for place in ("dev", "proc", "tmp"):
        (root / place).mkdir(exist_ok=True)
    home = root / HOME.strip("/")
    home.mkdir(parents=True)
    home.chmod(0o700)
    (home / "key").write_text(f"{PASSPHRASE}\n")
    issuer = Issuer("Example University")
    (home / "badge.json").write_bytes(to_bytes(issuer.issue("Chemistry")))
    (home / "registry.json").write_bytes(registry([issuer]))
    for one in (home, *home.iterdir()):
        os.chown(one, 1000, 1000)
    yield Bare(root)
    shutil.rmtree(root, ignore_errors=True)


def test_installed_used_and_removed_from_a_bare_debian(bare: Bare, package: Path) -> None:
    bare.run("apt-get", "update", "-q")
    before = bare.files()
    shutil.copy(package, bare.root / "home/ana" / package.name)
    bare.run("apt-get", "install", "-qy", "--no-install-recommends", f"{HOME}/{package.name}")
    assert "usr/bin/tessera" in bare.files() - before
    use(bare)
    open_the_window(bare)
    bare.run("apt-get", "purge", "-qy", "tessera")
    bare.run("apt-get", "autoremove", "-qy", "--purge")
    assert sorted(bare.files() - before) == []
    assert (bare.root / "home/ana/Wallet/vault.json").exists(), "what is one's own stays"


def use(bare: Bare) -> None:
    """Import, verify, share and check, from the command line, without a network."""
    mine = ("--vault", f"{HOME}/Wallet", "--passphrase-file", f"{HOME}/key")
    assert bare.ana("--version").strip() == __version__
    bare.ana("create", *mine, "--recovery-file", f"{HOME}/words")
    bare.ana("import", *mine, "--yes", f"{HOME}/badge.json")
    (held,) = json.loads(bare.ana("list", *mine, "--json"))["credentials"]
    assert "Chemistry" in str(held)
    vouched = ("--evidence", f"{HOME}/registry.json")
    assert "Verified" in bare.ana("verify", f"{HOME}/badge.json", *vouched)
    shown_in = ("--out", f"{HOME}/shown.json", "--recipient", "Ana's employer")
    bare.ana("present", *mine, *shown_in, held["id"])
    assert "Chemistry" in bare.ana("check", f"{HOME}/shown.json", *vouched)
    bare.ana("backup", "make", *mine, HOME)
    assert list((bare.root / "home/ana").glob("*.tessera-backup"))


def open_the_window(bare: Bare) -> None:
    """The real window on a screen: the passphrase is typed, and the wallet is open then."""
    if not shutil.which("Xvfb") or not shutil.which("xdotool"):
        return
    with subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1280x900x24"]) as screen:
        words = ("tessera", "--wallet", f"{HOME}/Wallet")
        command = bare.command(*words, user="1000:1000", display=DISPLAY)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as app:
            try:
                type_the_passphrase()
                until(lambda: is_held(bare))
            finally:
                app.terminate()
                screen.terminate()


def type_the_passphrase() -> None:
    driven = ["env", f"DISPLAY={DISPLAY}", "xdotool"]
    until(lambda: ran([*driven, "search", "--onlyvisible", "--name", "Tessera"]).stdout)
    time.sleep(2)  # the first page has the focus a moment after the window
    ran([*driven, "type", PASSPHRASE])
    ran([*driven, "key", "Return"])


def is_held(bare: Bare) -> bool:
    """Whether another program has this wallet open: then it is not opened a second time."""
    mine = ("--vault", f"{HOME}/Wallet", "--passphrase-file", f"{HOME}/key")
    asked = ran(bare.command("tessera", "list", *mine, user="1000:1000"))
    return asked.returncode != 0 and "already open" in asked.stderr + asked.stdout


def until(holds: object, seconds: int = 300) -> None:
    end = time.monotonic() + seconds
    assert callable(holds)
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(1)
