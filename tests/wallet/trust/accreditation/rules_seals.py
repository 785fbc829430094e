"""One test for each rule of qualified seals (D.3)."""

import dataclasses
from datetime import UTC, datetime, timedelta

from tests.helpers.accreditation import World, moment
from tests.wallet.trust.accreditation.ruled import no, rule, yes
from wallet.register import SealServiceRow, ServiceState
from wallet.trust.accreditation import seals
from wallet.trust.accreditation.seals import SealCertificate

# --- seals ------------------------------------------------------------------------------------

ISSUED = datetime(2023, 1, 1, tzinfo=UTC)
ENDED = datetime(2025, 1, 1, tzinfo=UTC)
SIGNED = datetime(2024, 1, 1, tzinfo=UTC)


def service(*history, kind="CA/QC"):
    """A service of a trusted list; ``history`` is (day, status, qualified for seals)."""
    states = tuple(
        ServiceState(status=status, since=moment(day), for_seals=seals_, qualified=True)
        for day, status, seals_ in history
    )
    return SealServiceRow(
        certificate=b"",
        key_id="",
        type=kind,
        name="CA",
        provider="P",
        country="ES",
        history=states,
        source=World().source,
    )


GRANTED = service(("2017-01-01", "granted", True))


def seal(**told):
    told = {
        "says_qualified": True,
        "begins": ISSUED,
        "ends": ENDED,
        "issued_by": (GRANTED,),
        **told,
    }
    return SealCertificate(**told)


@rule("Q1 stated", "seals.says_so", yes)
def a_certificate_that_does_not_say_it_is_qualified():
    assert seals.why_not_qualified(seal(says_qualified=False), SIGNED, SIGNED) == "not_stated"


@rule("Q2 listed", "seals._ISSUES", "TSA/QTST")
def a_service_of_another_kind():
    other = service(("2017-01-01", "granted", True), kind="CA/PKC")
    told = seals.why_not_qualified(seal(issued_by=(other,)), SIGNED, SIGNED)
    assert told == "service_not_listed"
    assert seals.why_not_qualified(seal(), SIGNED, SIGNED) is None


@rule("Q3 granted", "seals.is_good", yes)
def a_service_that_was_withdrawn():
    for history, why in (
        ((("2017-01-01", "granted", True), ("2023-06-01", "withdrawn", True)), "signing"),
        ((("2017-01-01", "withdrawn", True), ("2023-06-01", "granted", True)), "issue"),
        ((("2017-01-01", "granted", False),), "issue"),
    ):
        told = seals.why_not_qualified(seal(issued_by=(service(*history),)), SIGNED, SIGNED)
        assert told == f"service_not_granted_at_{why}"


@rule("Q4 its own time", "seals.holds", yes)
def a_certificate_that_had_ended():
    later = ENDED + timedelta(days=1)
    assert seals.why_not_qualified(seal(), later, later) == "out_of_bounds_no_poe"


@rule("Q5 proven time", "seals.best_time", lambda now, _proven: now)
def a_proven_time_is_the_best():
    later = ENDED + timedelta(days=1)
    assert seals.why_not_qualified(seal(), later, SIGNED) is None
    assert seals.why_not_qualified(seal(), later, None) == "out_of_bounds_no_poe"


@rule("Q4 revoked", "seals.was_revoked", no)
def a_certificate_that_was_revoked():
    gone = seal(revoked=SIGNED)
    assert seals.why_not_qualified(gone, SIGNED, None) == "revoked_no_poe"
    assert seals.why_not_qualified(gone, SIGNED - timedelta(days=1), None) is None


def stamp(at, *history, kind="TSA/QTST"):
    history = history or (("2017-01-01", "granted", False),)
    return seals.SealStamp(at=at, made_by=(service(*history, kind=kind),))


@rule("Q6 revocation looked up", "seals.is_unlooked", no)
def a_certificate_of_which_nobody_looked_whether_it_was_revoked():
    told = seals.why_not_qualified(seal(unlooked=True), SIGNED, SIGNED)
    assert told == "revocation_unknown"


@rule("Q7 qualified timestamps", "seals.is_qualified_stamp", yes)
def a_timestamp_of_anybody_proves_no_time():
    withdrawn = (("2017-01-01", "granted", False), ("2023-06-01", "withdrawn", False))
    for one in (
        stamp(SIGNED, kind="CA/QC"),
        stamp(SIGNED, *withdrawn),
        seals.SealStamp(at=SIGNED, made_by=()),
    ):
        assert seals.proven_time([one], ENDED) is None
    later = SIGNED + timedelta(days=1)
    assert seals.proven_time([stamp(later), stamp(SIGNED)], ENDED) == SIGNED
    assert seals.proven_time([stamp(later)], SIGNED) is None


@rule("Q8 the newest list", "seals.newest_told", tuple)
def a_service_that_a_newer_list_has_withdrawn():
    older = dataclasses.replace(GRANTED, source=World(as_of="2026-01-01").source)
    gone = service(("2017-01-01", "granted", True), ("2023-06-01", "withdrawn", True))
    assert seals.newest_told((older, gone)) == seals.newest_told((gone, older)) == (gone,)


@rule("Q9 the list's own time", "seals.speaks_of", yes)
def a_list_that_was_to_be_replaced_before():
    listed = dataclasses.replace(GRANTED, next_update=SIGNED)
    assert seals.speaks_of(listed, SIGNED)
    assert not seals.speaks_of(listed, SIGNED + timedelta(seconds=1))
