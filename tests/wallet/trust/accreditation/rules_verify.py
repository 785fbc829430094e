"""One test for each rule of who may be believed (D.11, D.9), from a signed file on."""

import dataclasses

from tests.helpers.accreditation import World, one_decision, programme
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from tests.wallet.trust.accreditation.ruled import always, no, rule, yes
from wallet.evidence import Evidence, Origin, ProgrammeConfirmation, Source
from wallet.examine import examine
from wallet.report import Policy, Role
from wallet.trust import read_evidence
from wallet.trust.sets import marked

ISSUER = Issuer("Example University", method="did:web", host="university.example")


def evidence_of(world, *, issuer=ISSUER, more=(), **told):
    """The issuer's own documents, a register, and more."""
    found, _ = read_evidence(issuer.evidence_files(), source=Source.ACCEPTED, received_at=NOW)
    for one in (Evidence(registers=(world.register,), **told), *more):
        found = found.joined(one)
    return found


def asked(credential, evidence):
    result = examine(
        to_bytes(credential), "f", evidence, policy=Policy(), now=NOW, role=Role.RECEIVER
    )
    return result.credentials[0].report.accreditation


def listed(source=Source.ACCEPTED, *, confirmed=True, sandbox=False):
    """A list of issuers that names the issuer."""
    found, _ = read_evidence([("l", registry([ISSUER]))], source=source, received_at=NOW)
    lists = tuple(dataclasses.replace(one, sandbox=sandbox) for one in found.registries)
    return marked(Evidence(registries=lists), confirmed=confirmed)


def by_list(said):
    """The code where nothing but that list knows the issuer."""
    world = World()
    world.university("Another", "U2", did=None)
    return asked(ISSUER.issue("Data", eqf=7), evidence_of(world, more=(said,))).code


@rule("D1 lists that came along", "verify:accreditation.came_along", no)
def a_list_that_came_with_the_credential():
    assert by_list(listed(Source.CARRIED)) == "unknown_issuer"
    assert by_list(listed()) == "known_not_reviewed"


@rule("D2 lists nobody compared", "verify:accreditation.was_compared", yes)
def a_list_whose_fingerprint_nobody_compared():
    assert by_list(listed(confirmed=False)) == "unknown_issuer"


@rule("D3 lists for trials", "verify:accreditation.is_sandbox", no)
def a_list_for_trials():
    assert by_list(listed(sandbox=True)) == "unknown_issuer"


@rule("D4 published test keys", "verify:accreditation._speaks", yes)
def a_published_test_key():
    did = "did:web:digitalcredentials.github.io:x"
    issuer = Issuer("Sandbox", method="did:web", host=did.removeprefix("did:web:"))
    issuer.did = did
    issuer.methods[0].id = f"{did}#key-1"
    world = one_decision()
    world.identifier(world.rows[1], "did", did)
    told = asked(issuer.issue("Data", eqf=7), evidence_of(world, issuer=issuer))
    assert (told.code, told.facts["why"]) == ("unknown_issuer", "test_key")


@rule("D5 the weakest award", "verify:accreditation._weakness", always((0, 0)))
def the_weakest_award_is_the_answer():
    document = ISSUER.credential("Several", eqf=7)
    subject = document["credentialSubject"]
    other = ISSUER.credential("Other", eqf=5)["credentialSubject"]["achievement"]
    document["credentialSubject"] = [subject, {**subject, "achievement": other}]
    told = asked(ISSUER.sign(document), evidence_of(one_decision()))
    assert (told.code, told.at_award) == ("level_mismatch", "no")


@rule(
    "D6 what was said of another credential",
    "verify:accreditation._said_of",
    lambda established: established.case.evidence.programmes,
)
def what_was_said_of_another_credential():
    named = programme("Marine biology", eqf=6, degree=False, identifiers=())
    world = one_decision(type="micro_credential", programmes=(named,))
    origin = Origin(source=Source.VAULT, name="p", sha256="0" * 64, received_at=NOW)
    said = ProgrammeConfirmation(
        credential_id="ab" * 32, decision="D1", programme="Marine biology", origin=origin
    )
    told = asked(ISSUER.issue("Marine biology", eqf=6), evidence_of(world, programmes=(said,)))
    assert (told.code, told.facts["why"]) == ("insufficient_data", "programme_missing")
