"""The files of the package: valid, and naming only what is there."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from wallet import __version__

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
ID = "org.tessera_wallet.Tessera"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def entry() -> configparser.SectionProxy:
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(LINUX / f"{ID}.desktop", encoding="utf-8")
    return read["Desktop Entry"]


def types() -> set[str]:
    tree = ET.parse(LINUX / f"{ID}.mime.xml")
    return {str(one.get("type")) for one in tree.iter(f"{MIME}mime-type")}


def test_the_menu_opens_the_window_over_files() -> None:
    assert entry()["Exec"] == "tessera --open %F"
    assert entry()["Icon"] == ID


def test_every_file_type_of_the_menu_is_described() -> None:
    listed = {one for one in entry()["MimeType"].split(";") if one}
    assert listed == types()
    metainfo = ET.parse(LINUX / f"{ID}.metainfo.xml")
    assert {one.text for one in metainfo.iter("mediatype")} == listed


def test_no_handler_is_claimed_that_does_nothing() -> None:
    assert "x-scheme-handler" not in (LINUX / f"{ID}.desktop").read_text("utf-8")


def test_the_versions_agree() -> None:
    metainfo = ET.parse(LINUX / f"{ID}.metainfo.xml")
    newest = next(one.get("version") for one in metainfo.iter("release"))
    assert newest == __version__
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_metadata_is_valid() -> None:
    if shutil.which("appstreamcli") is None:
        pytest.skip("needs appstreamcli: apt-get install appstream")
    asked = ["appstreamcli", "validate", "--no-net", str(LINUX / f"{ID}.metainfo.xml")]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_menu_entry_is_valid() -> None:
    if shutil.which("desktop-file-validate") is None:
        pytest.skip("needs desktop-file-validate: apt-get install desktop-file-utils")
    asked = ["desktop-file-validate", str(LINUX / f"{ID}.desktop")]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
