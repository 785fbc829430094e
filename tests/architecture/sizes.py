"""Size limits: what does not fit on a screen or two is not read, and what is not read rots.

Run as a program it prints what is too long and ends with status 1.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES = 400
FUNCTION_LINES = 40
"""Without the docstring."""
ROOMS = ("wallet", "ui", "tests", "benchmarks", "tools", "run.py")


def sources(*rooms: str) -> list[Path]:
    """Every Python file of those rooms, in a stable order."""
    found: list[Path] = []
    for room in rooms:
        place = ROOT / room
        found.extend([place] if place.is_file() else sorted(place.rglob("*.py")))
    return [path for path in found if "node_modules" not in path.parts]


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, decorators and docstring left out."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def too_long(path: Path) -> Iterator[str]:
    """What is too long in one file."""
    text = path.read_text("utf-8")
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    count = len(text.splitlines())
    if count > FILE_LINES:
        yield f"{name}: {count} lines (at most {FILE_LINES})"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = function_lines(node)
            if lines > FUNCTION_LINES:
                where = f"{name}:{node.lineno} {node.name}"
                yield f"{where}: {lines} lines (at most {FUNCTION_LINES})"


def main() -> int:
    """Print what is too long."""
    found = [line for path in sources(*ROOMS) for line in too_long(path)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
