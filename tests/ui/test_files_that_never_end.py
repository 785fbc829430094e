"""What looks like a file and is a pipe or a device is not waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ui.files import FileSet


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_and_a_device_are_empty_and_a_file_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    (tmp_path / "b.json").symlink_to("/dev/zero")
    (tmp_path / "c.json").write_bytes(b"{}")
    found = list(FileSet([tmp_path, Path("no\0name")]))
    assert found == [("a.json", b""), ("b.json", b""), ("c.json", b"{}"), ("no\0name", b"")]
