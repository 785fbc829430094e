"""From starting the process to the first painted window: ours against a bare PySide6 window.

All are started by turns as processes of their own, Python's start included. "Up" is the first
paint of the main window: empty for the bare one; with side bar, search and status for ours.
Told beside it, without a target: a bare window with one centred label (which loads a font and
the enumerations of ``Qt``, as any window with words does), and our first page on screen.
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

ROUNDS = 20
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

LABEL = BARE.replace(
    "app = ",
    """from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
app = """,
).replace(
    "window.resize",
    """label = QLabel("Hello")
label.setAlignment(Qt.AlignmentFlag.AlignCenter)
window.setCentralWidget(label)
window.resize""",
)

OURS = (
    WATCH
    + """
import gc
import ui.entry
gc.disable()  # as ui.entry does before it imports the next; here it must come earlier
import ui.app
show = ui.app.Tessera.show
def watched(self, *then):
    self.window.installEventFilter(painted)
    show(self, *then)
ui.app.Tessera.show = watched
sys.exit(ui.entry.main([]))
"""
)

PAGE = (
    WATCH
    + """
import gc
import ui.entry
gc.disable()
import ui.main_window
show_page = ui.main_window.MainWindow.show_page
def watched(self, key):
    show_page(self, key)
    self.page.installEventFilter(painted)
ui.main_window.MainWindow.show_page = watched
sys.exit(ui.entry.main([]))
"""
)


def start(program: str, home: Path, runtime: Path) -> float:
    """Milliseconds from starting the process to the first paint."""
    environment = {
        key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
    } | {
        "PYTHONPATH": str(HERE),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
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
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    memory = Path("/dev/shm")  # a desktop has its runtime folder in memory too
    with (
        tempfile.TemporaryDirectory() as name,
        tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as running,
    ):
        took: dict[str, list[float]] = {BARE: [], LABEL: [], OURS: [], PAGE: []}
        for turn in range(ROUNDS + 1):
            for program, times in took.items():
                time_taken = start(program, Path(name), Path(running))
                if turn:  # the first turn warms up
                    times.append(time_taken)
    platform = os.environ.get("QT_QPA_PLATFORM", "the desktop's")
    print(f"Platform: {platform}; {ROUNDS} starts each, by turns.\n")
    names = (
        "bare PySide6 window",
        "bare PySide6 window with a label",
        "Tessera, its window",
        "Tessera, its first page too",
    )
    rows = [
        [name, spread(times), f"{min(times):.1f}"]
        for name, times in zip(names, took.values(), strict=True)
    ]
    print(table(["start to first paint", "ms, median (middle half)", "quickest"], rows))
    print()
    ratio = statistics.median(took[OURS]) / statistics.median(took[BARE])
    return close([Target(what="our start / a bare window's", value=ratio, limit=1.5)])


if __name__ == "__main__":
    sys.exit(main())
