"""Every text and symbol can be read on its ground, in every palette."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.contrast import contrast
from ui.style_sheet import sheet
from ui.theme import LIGHT, PALETTES, Look, Theme, colour_table
from wallet.report import VerdictCode

_GROUNDS = ("window", "side", "card", "raised")
_SPOKEN = ("verified", "not_valid", "cannot_tell", "not_genuine", "seal", "accent")
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, 4.5) for ink in ("text", "muted", "accent") for ground in _GROUNDS),
    *((ink, f"{ink}_soft", 4.5) for ink in _SPOKEN),
    *((ink, ground, 4.5) for ink in _SPOKEN for ground in ("window", "card")),
    ("text", "accent_soft", 4.5),
    ("muted", "accent_soft", 4.5),
    ("on_accent", "accent", 4.5),
    ("on_accent", "accent_strong", 4.5),
    *((edge, ground, 3.0) for edge in ("edge", "focus") for ground in _GROUNDS),
)
"""(ink, ground, least contrast)."""


@pytest.mark.parametrize("look", list(PALETTES))
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_ink_stands_out_from_its_ground(look: Look, pair: tuple[str, str, float]) -> None:
    ink, ground, least = pair
    colours = colour_table(PALETTES[look])
    assert contrast(colours[ink], colours[ground]) >= least


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


def test_every_verdict_has_an_ink_of_its_own_and_the_seal_has_none_of_theirs() -> None:
    for colours in PALETTES.values():
        inks = [colour_table(colours)[code.value] for code in VerdictCode]
        assert len(set(inks)) == len(inks)
        assert colours.seal not in inks


def test_the_style_sheet_has_no_name_left_unfilled() -> None:
    filled = sheet(colour_table(LIGHT), 10)
    assert "$" not in filled
    assert LIGHT.accent in filled


def test_the_person_s_choice_outweighs_the_desktop(qapp: QApplication) -> None:
    theme = Theme(qapp, look=Look.DARK)
    assert theme.shown is Look.DARK
    theme.choose(look=Look.CONTRAST)
    assert theme.colours is PALETTES[Look.CONTRAST]


def test_text_grows_with_the_person_s_size_and_shrinks_back(qapp: QApplication) -> None:
    theme = Theme(qapp, look=Look.LIGHT)
    normal = qapp.font().pointSizeF()
    theme.choose(scale=2.0)
    assert qapp.font().pointSizeF() == pytest.approx(2 * normal)
    theme.choose(scale=1.0)
    assert qapp.font().pointSizeF() == pytest.approx(normal)


def test_whoever_paints_is_told_when_colours_change(qapp: QApplication) -> None:
    theme = Theme(qapp, look=Look.LIGHT)
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(True))
    theme.choose(look=Look.DARK)
    assert told == [True]
