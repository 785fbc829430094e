"""Lists found under another address than the one that the issuer named."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import found, judged
from tests.helpers.said import rfc3339
from tests.helpers.status import StatusList
from wallet.evidence import Evidence, Source
from wallet.examine import Judged
from wallet.reasons import Reason
from wallet.report import Check, Outcome
from wallet.trust import read_evidence


def _status(one: Judged) -> tuple[Outcome, Reason]:
    finding = found(one, Check.STATUS)
    return finding.outcome, finding.reason


def _evidence(
    issuer: Issuer, held: StatusList, name: str, source: Source = Source.CALLER
) -> Evidence:
    listed = issuer.sign(held.credential(valid_from=rfc3339(NOW - timedelta(days=1))))
    given, _ = read_evidence([(name, to_bytes(listed))], source=source, received_at=NOW)
    vouched, _ = read_evidence(
        [("r.json", registry([issuer]))], source=Source.CALLER, received_at=NOW
    )
    return vouched.joined(given)


def test_a_list_under_another_address_may_warn_but_not_clear() -> None:
    """Folders of evidence hold files, not addresses: the name may point, not prove."""
    issuer = Issuer()
    badge = issuer.issue(status=("revocation",))
    elsewhere = StatusList("https://mirror.example/copies/revocation", issuer.did)
    one = judged(badge, _evidence(issuer, elsewhere, "revocation.json"))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_MISSING)
    elsewhere.bits.add(int(badge["credentialStatus"]["statusListIndex"]))
    one = judged(badge, _evidence(issuer, elsewhere, "revocation.json"))
    assert _status(one) == (Outcome.FAILED, Reason.REVOKED)


def test_another_list_of_the_same_host_is_another_list() -> None:
    issuer = Issuer()
    badge = issuer.issue(status=("revocation",))
    other = StatusList(f"https://{issuer.host}/status/2019/revocation", issuer.did)
    other.bits = set(range(64))
    one = judged(badge, _evidence(issuer, other, "revocation.json"))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_MISSING)


def test_a_name_that_says_nothing_points_nowhere() -> None:
    issuer = Issuer()
    document = issuer.credential(status=("revocation",))
    document["credentialStatus"]["statusListCredential"] = "https://a.example/lists/1"
    badge = issuer.sign(document)
    other = StatusList("https://mirror.example/1", issuer.did)
    other.bits = set(range(64))
    one = judged(badge, _evidence(issuer, other, "1"))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_MISSING)


def test_what_came_with_the_badge_is_found_by_its_address_alone() -> None:
    issuer = Issuer()
    badge = issuer.issue(status=("revocation",))
    elsewhere = StatusList("https://mirror.example/copies/revocation", issuer.did)
    elsewhere.bits = set(range(64))
    one = judged(badge, _evidence(issuer, elsewhere, "revocation.json", Source.CARRIED))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_MISSING)
