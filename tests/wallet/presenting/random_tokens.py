"""SD-JWTs of random shape, every text in them a marker."""

from __future__ import annotations

import random

from tests.helpers.presenting import ISSUER, MINE
from tests.helpers.sd_jwt import digest, disclosure, sign

JWK = {name: MINE.jwk[name] for name in ("kty", "crv", "x", "y")}


def mark(chance: random.Random) -> str:
    """16 bytes that stand nowhere else, as 32 letters."""
    return chance.randbytes(16).hex()


class Shape:
    """A token of random shape: members and elements in each other, some of them hidden."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.marks: dict[str, str] = {}
        self.found: list[str] = []

    def value(self, pointer: str, depth: int) -> object:
        kind = self.chance.choice("sslo") if depth < 3 else "s"
        if kind == "l":
            count = self.chance.randint(1, 3)
            return [self.element(f"{pointer}/{at}", depth) for at in range(count)]
        if kind == "o":
            return self.members(pointer, depth + 1, self.chance.randint(1, 3))
        self.marks[pointer] = mark(self.chance)
        return self.chance.choice(["", "é\u2028"]) + self.marks[pointer]

    def element(self, pointer: str, depth: int) -> object:
        inner = self.value(pointer, depth + 1)
        if self.chance.random() < 0.5:
            return inner
        self.found.append(disclosure(inner))
        return {"...": digest(self.found[-1])}

    def members(self, pointer: str, depth: int, count: int) -> dict[str, object]:
        told: dict[str, object] = {}
        hidden: list[str] = []
        for at in range(count):
            name = f"claim_{depth}_{at}"
            inner = self.value(f"{pointer}/{name}", depth)
            if self.chance.random() < 0.6:
                self.found.append(disclosure(name, inner))
                hidden.append(digest(self.found[-1]))
            else:
                told[name] = inner
        hidden += [digest(mark(self.chance)) for _ in range(self.chance.randint(0, 2))]
        return {**told, **({"_sd": sorted(hidden)} if hidden else {})}


def sd_jwt(chance: random.Random) -> tuple[str, dict[str, str]]:
    """A token, and each marker in it with its pointer."""
    shape = Shape(chance)
    body = shape.members("", 0, chance.randint(2, 6))
    payload = {"iss": ISSUER.did, "vct": "urn:x", "cnf": {"jwk": JWK}, **body}
    signed = sign(ISSUER, payload, hide=(), decoys=0)
    chance.shuffle(shape.found)
    return "~".join((signed.signed, *shape.found, "")), shape.marks
