"""From starting the process to the first painted window: ours against a bare PySide6 window.

Both are started by turns as processes of their own, Python's start included. "Up" is the first
paint of the main window.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Target, close, spread, table

ROUNDS = 15
HERE = Path(__file__).resolve().parents[1]

WATCH = """
import sys, time
from PySide6.QtCore import QEvent, QObject
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.monotonic(), flush=True)
            import os; os._exit(0)
        return False
painted = Painted()
"""

BARE = (
    WATCH
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1100, 720)
window.installEventFilter(painted)
window.show()
app.exec()
"""
)

OURS = """
import sys
from pathlib import Path
import ui.app
show = ui.app.Tessera.show
def watched(self):
    global painted
    scope = {}
    exec(WATCH, scope)
    painted = scope["painted"]
    self.window.installEventFilter(painted)
    show(self)
ui.app.Tessera.show = watched
sys.exit(ui.app.run([]))
"""


def start(program: str, home: Path) -> float:
    """Milliseconds from starting the process to the first paint."""
    environment = {
        key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
    } | {
        "PYTHONPATH": str(HERE),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
    }
    begun = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return (float(told.stdout.split()[-1]) - begun) * 1000


def main() -> int:
    """Warm up, measure by turns, report."""
    ours = OURS.replace("exec(WATCH", f"exec({WATCH!r}")
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        home.chmod(0o700)
        for program in (BARE, ours):
            start(program, home)
        bare, mine = [], []
        for _ in range(ROUNDS):
            bare.append(start(BARE, home))
            mine.append(start(ours, home))
    platform = os.environ.get("QT_QPA_PLATFORM", "the desktop's")
    print(f"Platform: {platform}; {ROUNDS} starts each, by turns.\n")
    rows = [["bare PySide6 window", spread(bare)], ["Tessera", spread(mine)]]
    print(table(["start to first paint", "ms, median (middle half)"], rows), end="\n\n")
    ratio = statistics.median(mine) / statistics.median(bare)
    return close([Target(what="our start / a bare window's", value=ratio, limit=1.5)])


if __name__ == "__main__":
    sys.exit(main())
