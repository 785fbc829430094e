"""Tiles can be read in every palette."""

from __future__ import annotations

import pytest

from tests.helpers.contrast import contrast
from ui.theme import PALETTES, colour_table
from ui.widgets.pathways.graph import _TONES


@pytest.mark.parametrize("look", PALETTES)
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "verified"])
def test_what_is_written_on_a_filled_tile_is_legible(look, ink):
    colours = colour_table(PALETTES[look])
    assert contrast(colours[ink], colours["verified_soft"]) >= 4.5


@pytest.mark.parametrize("look", PALETTES)
@pytest.mark.parametrize("tone", sorted(_TONES.values()))
def test_the_edge_of_a_tile_can_be_seen(look, tone):
    colours = colour_table(PALETTES[look])
    for ground in ("window", "card"):
        assert contrast(colours[tone], colours[ground]) >= 3.0
