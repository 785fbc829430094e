"""Where files were opened and saved is written down nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHILD = """
import sys
from PySide6.QtWidgets import QApplication, QFileDialog
from ui.app import keep_no_places
if sys.argv[1] == "kept":
    pass
else:
    keep_no_places()
app = QApplication([])
dialog = QFileDialog()
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.setDirectory(sys.argv[2])
dialog.show()
app.processEvents()
dialog.done(1)
del dialog
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have their own dialogs")
@pytest.mark.parametrize(("how", "left"), [("kept", True), ("forgotten", False)])
def test_a_file_dialog_leaves_no_list_of_places(
    home: Path, tmp_path: Path, how: str, *, left: bool
) -> None:
    place = tmp_path / "my divorce"
    place.mkdir()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", CHILD, how, str(place)], env=environment, check=True)
    written = [one for one in home.rglob("*") if one.is_file()]
    assert any(b"divorce" in one.read_bytes() for one in written) is left
