"""A trust bundle of a year's register: building, importing, looking up, carrying.

4,000 institutions with five identifiers each, 100,000 decisions over 88,000 programmes, as the
CSV tables that an operator gets. Texts are made of words of which names are really made, so
that they pack about as well; the seed is fixed.
"""

from __future__ import annotations

import csv
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.figures import Target, close
from wallet.register import Register
from wallet.trust.reading import read_sources
from wallet.trust_import import TrustFolder
from wallet.trust_import.list_terms import Coverage
from wallet.trust_making import KeyFolder, ListToSign, publish

INSTITUTIONS = 4_000
DECISIONS = 100_000
PROGRAMMES = 0.88
"""Share of the decisions that are about a programme."""
_COUNTRIES = (
    "PT",
    "FI",
    "DE",
    "FR",
    "ES",
    "IT",
    "PL",
    "NL",
    "AT",
    "SE",
    "IE",
    "HR",
    "RO",
    "GR",
)
_PLACES = (
    "Porto",
    "Lisboa",
    "Turku",
    "Köln",
    "Aachen",
    "Lyon",
    "Gdańsk",
    "Utrecht",
    "Graz",
    "Malmö",
    "Galway",
    "Zagreb",
    "Cluj",
    "Patras",
    "Sevilla",
    "Torino",
    "Braga",
    "Oulu",
)
_KINDS = (
    "University of",
    "Polytechnic Institute of",
    "School of Music",
    "Academy of",
    "Applied Sciences University of",
    "Technical University of",
    "Business School of",
)
_FIELDS = (
    "Automotive Engineering",
    "Nursing",
    "Comparative Literature",
    "Data Science",
    "Law",
    "Music Performance",
    "Marine Biology",
    "Primary Education",
    "Public Administration",
    "Chemistry",
    "Architecture",
    "Economics",
    "Applied Linguistics",
    "Physiotherapy",
    "Computer Science",
    "Veterinary Medicine",
    "Philosophy",
    "Tourism Management",
)
_DECISIONS = (
    "positive",
    "positive",
    "positive",
    "positive with conditions or restrictions",
    "negative",
    "not applicable",
)


def tables(institutions: int, decisions: int) -> list[tuple[str, bytes]]:
    """The register as an operator gets it."""
    chance = Random(7)
    return [
        ("institutions.csv", _csv(_institutions(institutions, chance))),
        ("agencies.csv", _csv(_agencies())),
        ("reports.csv", _csv(_reports(institutions, decisions, chance))),
    ]


def _csv(lines: Iterator[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue().encode()


def _institutions(number: int, chance: Random) -> Iterator[Sequence[object]]:
    yield (
        "deqar_id",
        "name_primary",
        "name_official",
        "country",
        "city",
        "eter_id",
        "erasmus",
        "pic",
        "schac",
        "vat",
        "website_link",
        "qf_ehea_levels",
        "founding_date",
    )
    for place in range(number):
        country, city = chance.choice(_COUNTRIES), chance.choice(_PLACES)
        name = f"{chance.choice(_KINDS)} {city} {place}"
        host = f"uni-{place}.{country.lower()}.example"
        yield (
            f"DEQARINST{place:04d}",
            name,
            f"Universitas {city} {place}",
            country,
            city,
            f"{country}{place:04d}",
            f"{country} {city[:7].upper()}{place % 100:02d}",
            900_000_000 + chance.randrange(99_999_999),
            host,
            f"{country}{chance.randrange(10**8, 10**9)}",
            f"https://www.{host}",
            "first cycle;second cycle;third cycle",
            f"{chance.randrange(1300, 2010)}-01-01",
        )


def _agencies() -> Iterator[Sequence[object]]:
    yield (
        "id",
        "name_primary",
        "acronym",
        "country",
        "registration_start",
        "registration_valid_to",
    )
    for number in range(50):
        country = _COUNTRIES[number % len(_COUNTRIES)]
        yield (number, f"Quality Agency {number}", f"QA{number}", country, "2008-01-01", "")


_COLUMNS = (
    "id,agency_id,activity_type,status,decision,valid_from,valid_to,institutions,flag,"
    "programme[1].name_primary,programme[1].qf_ehea_level,programme[1].identifier[1],"
    "programme[1].qualification_primary"
)


def _reports(institutions: int, number: int, chance: Random) -> Iterator[Sequence[object]]:
    yield _COLUMNS.split(",")
    first = date(2010, 1, 1)
    for place in range(number):
        start = first + timedelta(days=chance.randrange(5_800))
        is_programme = chance.random() < PROGRAMMES
        yield (
            place,
            chance.randrange(50),
            "programme" if is_programme else "institutional",
            chance.choice(("part of obligatory EQA system", "voluntary")),
            chance.choice(_DECISIONS),
            start,
            start + timedelta(days=2_190),
            f"DEQARINST{chance.randrange(institutions):04d}",
            "none",
            *(_programme(chance) if is_programme else ("",) * 4),
        )


def _programme(chance: Random) -> Sequence[object]:
    return (
        f"{chance.choice(_FIELDS)} and {chance.choice(_FIELDS)}",
        chance.choice(("first cycle", "second cycle", "third cycle")),
        f"{chance.getrandbits(64):016x}",
        chance.choice(("Bachelor", "Master")),
    )


@dataclass(frozen=True)
class Asked:
    """How long answers take, in milliseconds."""

    lookup: float
    decisions: float
    mean: float


def build(files: Sequence[tuple[str, bytes, datetime]], place: Path, now: datetime) -> bytes:
    """The bundle, from the operator's tables."""
    found = read_sources(files)
    assert not found.bad, found.bad[:3]
    lists = [
        ListToSign(
            role=one.role,
            slug="deqar",
            name=one.name,
            rows=one.rows,
            fetched_at=one.dated,
            coverage=Coverage(countries=one.countries),
        )
        for one in found.lists
    ]
    return publish(lists, KeyFolder.create(place, "Benchmark"), now).data


def ask(register: Register) -> Asked:
    """Institutions by identifier and by id; all decisions of some."""
    chance, times = Random(11), []
    for _ in range(2_000):
        number = chance.randrange(INSTITUTIONS)
        began = time.perf_counter()
        assert register.institutions_by("deqarinst", f"DEQARINST{number:04d}")
        assert register.institution(f"DEQARINST{number:04d}") is not None
        times.append((time.perf_counter() - began) / 2 * 1_000)
    began = time.perf_counter()
    decisions = [register.decisions(f"DEQARINST{one:04d}") for one in range(200)]
    each = (time.perf_counter() - began) / len(decisions) * 1_000
    mean = statistics.mean(map(len, decisions))
    return Asked(lookup=statistics.median(times), decisions=each, mean=mean)


def main() -> int:
    """Measure, print, and say whether the targets were met."""
    now = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    files = [(name, data, now) for name, data in tables(INSTITUTIONS, DECISIONS)]
    with tempfile.TemporaryDirectory() as place:
        began = time.perf_counter()
        data = build(files, Path(place) / "keys", now)
        built = time.perf_counter() - began
        folder = TrustFolder(Path(place) / "trust", lambda: now)
        began = time.perf_counter()
        offer = folder.offer("bundle", [("bundle.zip", data)])
        folder.accept(offer, offer.words)
        imported = time.perf_counter() - began
        asked = ask(folder.load().evidence.registers[0])
        index = sum(one.stat().st_size for one in folder.path.rglob("*.sqlite")) / 1e6
    raw = sum(len(text) for _, text, _ in files) / 1e6
    print(f"sources {raw:.1f} MB, index on disk {index:.1f} MB")
    print(f"all {asked.mean:.0f} decisions of an institution: {asked.decisions:.2f} ms")
    return close(
        [
            Target(what="build", value=built, limit=30, unit=" s"),
            Target(what="import", value=imported, limit=10, unit=" s"),
            Target(what="lookup", value=asked.lookup, limit=1, unit=" ms"),
            Target(what="to carry", value=len(data) / 1e6, limit=10, unit=" MB"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
