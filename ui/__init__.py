"""The window: Qt Widgets over the core; composition in ``ui.app``, pages in ``ui.pages``."""
