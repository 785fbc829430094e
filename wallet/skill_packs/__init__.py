"""Skills and occupations as packs that lie on this computer: public data, not in the vault.

A pack is made here from tables (``wallet.exchange.skill_tables``), never opened as somebody
gave it. It answers offline: what is a skill called, which occupations are there, what do they
want. ``docs/skill-packs.md`` says how tables of another framework have to look.
"""

from __future__ import annotations

from wallet.skill_packs.folder import SkillPacks, default_folder
from wallet.skill_packs.making import Imported
from wallet.skill_packs.pack import Found, Pack, PackInfo, Wanted

__all__ = ["Found", "Imported", "Pack", "PackInfo", "SkillPacks", "Wanted", "default_folder"]
