"""Skills and occupations against what this wallet holds: see ``wallet.skill_packs``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from wallet.credential import Text
from wallet.errors import InputError
from wallet.exchange.covering import Covered, covered
from wallet.exchange.skill_tables import OCCUPATION, SKILL, BadLine
from wallet.pathways import HeldAward, PathwayResult
from wallet.pathways.overview import asked_skills
from wallet.session.sharing import Sharing
from wallet.skill_packs import Found, Imported, PackInfo, SkillPacks, Wanted
from wallet.skill_packs.folder import nothing
from wallet.skill_packs.pack import Pack

__all__ = [
    "OCCUPATION",
    "SKILL",
    "BadLine",
    "Found",
    "HeldAward",
    "Imported",
    "PackInfo",
    "Skill",
    "Skills",
    "Standing",
    "Text",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill that an occupation wants, and which credentials show it."""

    wanted: Wanted
    covered: Covered


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An occupation against the wallet."""

    occupation: Found
    skills: tuple[Skill, ...]
    """Essential ones first, then by label."""

    def count(self, *, essential: bool) -> tuple[int, int]:
        """How many are covered, of how many."""
        of = [one for one in self.skills if one.wanted.essential is essential]
        return sum(one.covered.is_covered for one in of), len(of)


class Skills:
    """Packs on this computer, and what the wallet covers of them."""

    def __init__(self, session: Sharing, packs: SkillPacks | None = None) -> None:
        self._session = session
        self._packs = packs or SkillPacks()

    def packs(self) -> tuple[PackInfo, ...]:
        """Those that are here, by name."""
        return self._packs.packs()

    def damaged(self) -> tuple[str, ...]:
        """Ids of those that cannot be read any more."""
        return self._packs.damaged()

    def add(
        self,
        files: Iterable[tuple[str, bytes]],
        name: str,
        step: Callable[[int], bool] = nothing,
    ) -> Imported | None:
        """Make a pack of tables; see ``SkillPacks.add``."""
        now = self._session._clock()  # noqa: SLF001 - a part of the session
        return self._packs.add(files, name, now, step)

    def remove(self, pack_id: str) -> None:
        """Forget a pack."""
        self._packs.remove(pack_id)

    def search(self, text: str, kind: str = OCCUPATION) -> tuple[tuple[str, Found], ...]:
        """Pack id and concept, in the person's languages."""
        return self._packs.search(text, kind, self._languages())

    def find(self, address: str) -> tuple[str, Found] | None:
        """Pack id and concept of an address, in the first pack that has it."""
        for one in self._packs.packs():
            with self._packs.open(one.id) as pack:
                found = pack.concept(address, self._languages())
            if found is not None:
                return one.id, found
        return None

    def labels(self, addresses: Iterable[str]) -> dict[str, Text]:
        """What these are called, in the first framework that has them and can be read."""
        asked = tuple(dict.fromkeys(addresses))
        return self._packs.labels(asked, self._languages()) if asked else {}

    def named(self, results: Iterable[PathwayResult]) -> tuple[PathwayResult, ...]:
        """The same results, with names for skills that their pathways do not name.

        A pathway's own names stay; one in the person's language is added where a framework has
        it.
        """
        listed = tuple(results)
        known = self.labels(one for each in listed for one in asked_skills(each.pathway))
        return tuple(_named(one, known) for one in listed) if known else listed

    def standing(self, pack_id: str, occupation: str) -> Standing:
        """What an occupation wants, and what of it the wallet's credentials show now.

        Raises:
            InputError: ``unknown_skills_pack``, ``unknown_occupation``.
        """
        with self._packs.open(pack_id) as pack:
            found, wanted = _wanted(pack, occupation, self._languages())
        session = self._session
        moment = session._clock()  # noqa: SLF001 - a part of the session
        held = session._held_awards(moment, None, None, None)  # noqa: SLF001 - as above
        shown = covered((one.skill.uri for one in wanted), held)
        pairs = zip(wanted, shown, strict=True)
        skills = tuple(Skill(wanted=one, covered=each) for one, each in pairs)
        return Standing(occupation=found, skills=skills)

    def _languages(self) -> tuple[str, ...]:
        return self._session.settings().languages


def _named(result: PathwayResult, known: Mapping[str, Text]) -> PathwayResult:
    own = result.pathway.labels
    added = {
        address: (*own.get(address, ()), text)
        for address, text in known.items()
        if text.lang not in {one.lang for one in own.get(address, ())}
    }
    return replace(result, pathway=replace(result.pathway, labels={**own, **added}))


def _wanted(
    pack: Pack, occupation: str, languages: tuple[str, ...]
) -> tuple[Found, tuple[Wanted, ...]]:
    found = pack.concept(occupation, languages)
    if found is None or found.kind != OCCUPATION:
        raise InputError("unknown_occupation", id=occupation[:200])
    return found, pack.wants(occupation, languages)
