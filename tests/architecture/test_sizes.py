"""The size limits hold, and the measure itself can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import sizes


def test_nothing_has_grown_too_long() -> None:
    assert [line for path in sizes.sources(*sizes.ROOMS) for line in sizes.too_long(path)] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = 1\n" * 401, "401 lines"),
        ("def long():\n" + "    x = 1\n" * 40, "long: 41 lines"),
        ("class A:\n    async def slow(self):\n" + "        x = 1\n" * 40, "slow: 41 lines"),
    ],
)
def test_what_is_too_long_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "planted.py"
    path.write_text(text, "utf-8")
    assert any(told in line for line in sizes.too_long(path))


def test_a_docstring_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "told.py"
    path.write_text('def told():\n    """' + "word\n" * 100 + '    """\n', "utf-8")
    assert list(sizes.too_long(path)) == []
