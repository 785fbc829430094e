"""A person who cannot see: works the window through AT-SPI, as a screen reader does.

Run by the system's Python, which has ``pyatspi``, in a session bus and a display of its own:
``python3 reader.py PASSPHRASE COMMAND...``. The command opens the window. What was heard is
written to standard output; whatever cannot be found ends it with a sentence and status 1.
"""

import subprocess
import sys
import time

import pyatspi

LAUNCHER = ("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
GONE = (LookupError, RuntimeError)
"""What is heard of a thing that goes away while it is looked at."""
WAIT = 90
"""Seconds, on a machine with other work to do."""
BUTTON, FIELD, ROW = "push button", "password text", "list item"


class Window:
    """The accessible tree of one application, asked over D-Bus."""

    def __init__(self) -> None:
        self._root = None

    def found(self, role, words):
        """The first thing of that role whose name has these words; None where there is none."""
        for one in self._all():
            try:
                is_it = one.getRoleName() == role and words in (one.name or "")
                # A row further down is not in sight, but a screen reader goes there.
                if is_it and (role == ROW or one.getState().contains(pyatspi.STATE_SHOWING)):
                    return one
            except GONE:
                continue
        return None

    def _all(self):
        waiting = [self._application()]
        while waiting:
            one = waiting.pop()
            if one is None:
                continue
            yield one
            try:
                waiting += [one.getChildAtIndex(at) for at in reversed(range(one.childCount))]
            except GONE:
                continue

    def _application(self):
        if self._root is None:
            desktop = pyatspi.Registry.getDesktop(0)
            named = [one for one in desktop if one is not None and one.name == "Tessera"]
            self._root = named[0] if named else None
        return self._root

    def wait_for(self, role, words):
        """Waits until it is there."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            one = self.found(role, words)
            if one is not None:
                return one
            time.sleep(0.1)
        heard = sorted({f"{one.getRoleName()}: {one.name}" for one in self._all() if one.name})
        sys.exit(f"no {role} says {words!r}; there is:\n" + "\n".join(heard))

    def press(self, words):
        """Presses a button by its name."""
        self._act(self.wait_for(BUTTON, words), "Press")

    def folded(self, words):
        """What is said of the line that folds."""
        said = self.wait_for(BUTTON, words).getState()
        folds = {
            pyatspi.STATE_EXPANDED: "expanded",
            pyatspi.STATE_CHECKABLE: "a box to tick",
            pyatspi.STATE_EXPANDABLE: "expandable",
        }
        return ", ".join(name for state, name in folds.items() if said.contains(state))

    def choose(self, words):
        """Chooses a row of a list by what is read out of it; gives that."""
        row = self.wait_for(ROW, words)
        said = row.name
        chosen = row.parent.querySelection()
        chosen.clearSelection()
        chosen.selectChild(row.getIndexInParent())
        return said

    def _act(self, one, name):
        actions = one.queryAction()
        names = [actions.getName(at) for at in range(actions.nActions)]
        actions.doAction(names.index(name))

    def type(self, words, text):
        """Types into the field of that name."""
        field = self.wait_for(FIELD, words)
        field.queryEditableText().setTextContents(text)


def journey(passphrase) -> None:
    """Unlock, credentials, a verdict, lock."""
    window = Window()
    window.type("Passphrase", passphrase)
    window.press("Unlock")
    window.wait_for("label", "Home")
    window.press("Credentials")
    print("row:", window.choose("Data management"))
    window.wait_for("label", "Signed by Danube Applied University")
    print("verdict:", window.wait_for("label", "Verified").name)
    window.press("Share")
    window.wait_for("label", "What for")
    window.press("2. Which credentials")
    window.wait_for(BUTTON, "Next step after 2. Which")
    print("folded:", "; ".join(window.folded(one) for one in ("1. For whom", "2. Which")))
    window.press("Lock the wallet")
    window.wait_for(FIELD, "Passphrase")
    left = window.found("label", "Danube Applied University")
    print("after locking:", "nothing" if left is None else left.name)


def main(passphrase, *command) -> int:
    """Starts the bus of assistive technology and the window, and ends both."""
    with subprocess.Popen(LAUNCHER) as bus, subprocess.Popen(command) as app:
        try:
            journey(passphrase)
        finally:
            app.terminate()
            app.wait(timeout=30)
            bus.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
