"""Tooltips say a text as it is.

Qt takes what looks like HTML for that, and opens the files that its pictures name: on Windows
those may lie on anybody's computer. So every tooltip is made by ``plain``; a test looks.
"""

from __future__ import annotations


def plain(text: str) -> str:
    """The text as a tooltip in which nothing is a tag."""
    if "<" not in text and "&" not in text:
        return text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>"
