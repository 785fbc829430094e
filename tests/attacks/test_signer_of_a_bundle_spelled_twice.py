"""Attack: one key in small letters and in capitals, where two keys have to sign a bundle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.bundles import Operator, edited, members, packed, take
from tests.helpers.said import Clock
from wallet.errors import InputError
from wallet.trust_import import TrustFolder


def test_one_key_is_no_two(tmp_path: Path) -> None:
    operator = Operator(tmp_path / "keys")
    folder = TrustFolder(tmp_path / "trust", Clock())
    files = members(operator.bundle())

    def twice(signed: dict[str, Any]) -> None:
        [keyid] = signed["roles"]["targets"]["keyids"]
        loud = {**signed["keys"][keyid]["keyval"]}
        loud["public"] = loud["public"].upper()
        signed["keys"]["ab" * 32] = {**signed["keys"][keyid], "keyval": loud}
        signed["roles"]["targets"] = {"keyids": [keyid, "ab" * 32], "threshold": 2}

    files["1.root.json"] = operator.sign("root", edited(files["1.root.json"], twice))
    told = json.loads(files["targets.json"])
    told["signatures"].append({**told["signatures"][0], "keyid": "ab" * 32})
    files["targets.json"] = json.dumps(told).encode()
    with pytest.raises(InputError) as caught:
        take(folder, packed(files))
    assert caught.value.code == "bundle_duplicate_key"
