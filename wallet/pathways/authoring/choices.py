"""Words for the values that a field of a pathway may have."""

from __future__ import annotations

from wallet.credential import Kind
from wallet.pathways.authoring.fields import Choices
from wallet.wording import tr

KINDS: Choices = (
    (Kind.MICRO_CREDENTIAL.value, lambda: tr("Micro-credential")),
    (Kind.COURSE.value, lambda: tr("Course")),
    (Kind.LEARNING_UNIT.value, lambda: tr("Short learning unit")),
    (Kind.BADGE.value, lambda: tr("Badge or skill")),
    (Kind.CERTIFICATE.value, lambda: tr("Certificate")),
    (Kind.DIPLOMA.value, lambda: tr("Diploma")),
    (Kind.SHORT_CYCLE.value, lambda: tr("Short-cycle qualification")),
    (Kind.DEGREE.value, lambda: tr("Degree")),
    (Kind.PRIOR_LEARNING.value, lambda: tr("Prior learning")),
    (Kind.ATTENDANCE.value, lambda: tr("Attendance")),
    (Kind.LICENCE.value, lambda: tr("Licence")),
    (Kind.OTHER.value, lambda: tr("Something else")),
    (Kind.UNKNOWN.value, lambda: tr("Kind not stated")),
)
"""In the order in which they are offered; every kind of ``credential.md`` C.2."""

EXPIRED: Choices = (
    ("no", lambda: tr("does not count")),
    ("counts", lambda: tr("counts all the same")),
)
UNKNOWN: Choices = (
    ("refer", lambda: tr("an advisor decides")),
    ("no", lambda: tr("it does not count")),
)
"""What happens where something is not known."""

SEVERITY: Choices = (
    ("block", lambda: tr("has to be met")),
    ("warn", lambda: tr("is tried for and reported")),
    ("info", lambda: tr("is only reported")),
)
WAIVABLE: Choices = (
    (True, lambda: tr("may")),
    (False, lambda: tr("may not")),
)
HARD: Choices = (
    (False, lambda: tr("is shown and not counted")),
    (True, lambda: tr("is not allowed")),
)
LEVELS: Choices = (
    ("EQF", lambda: tr("EQF")),
    ("QF-EHEA", lambda: tr("QF-EHEA")),
    ("ISCED", lambda: tr("ISCED")),
)
WHOLE: Choices = (
    ("required", lambda: tr("required")),
    ("counted", lambda: tr("counted")),
)
"""Of which credit a share is taken."""
PRIOR: Choices = (
    (False, lambda: tr("does not belong to it")),
    (True, lambda: tr("belongs to it too")),
)
EACH: Choices = (
    (None, lambda: tr("all of these together")),
    ("issuer", lambda: tr("any one issuer")),
)
SAME_DAY: Choices = (
    (False, lambda: tr("is too late")),
    (True, lambda: tr("is early enough")),
)
PASSED: Choices = (
    (False, lambda: tr("is not enough")),
    (True, lambda: tr("is enough")),
)
RETAKE: Choices = (
    ("best", lambda: tr("the best")),
    ("latest", lambda: tr("the latest")),
)
MEASURE: Choices = (
    ("containment", lambda: tr("of the smaller one's skills")),
    ("jaccard", lambda: tr("of all their skills together")),
)
OVERLAP: Choices = (
    ("drop-smaller", lambda: tr("only one of them counts")),
    ("discount", lambda: tr("the shared part counts once")),
    ("refer", lambda: tr("an advisor decides")),
)
ACCEPTED: Choices = (
    (True, lambda: tr("is accepted")),
    (False, lambda: tr("is not accepted")),
)
DIFFERENT: Choices = (
    ("issuers", lambda: tr("institutions")),
    ("countries", lambda: tr("countries")),
    ("modes", lambda: tr("ways of taking part")),
)
MODES: Choices = (
    ("online", lambda: tr("Online")),
    ("onsite", lambda: tr("On site")),
    ("blended", lambda: tr("Partly online")),
    ("work", lambda: tr("At a workplace")),
    ("project", lambda: tr("In a project")),
    ("research-lab", lambda: tr("In a laboratory")),
)
ACCREDITATION: Choices = (
    ("accredited", lambda: tr("Accredited then and now")),
    ("accredited_then_lapsed", lambda: tr("Accredited then, ended since")),
    ("accredited_then_withdrawn", lambda: tr("Accredited then, withdrawn since")),
    ("evaluated_without_decision", lambda: tr("Evaluated without decision")),
    ("known_not_reviewed", lambda: tr("Registered, not reviewed")),
    ("not_yet_accredited", lambda: tr("Accredited only later")),
    ("gap_at_award", lambda: tr("Between two accreditations")),
    ("scope_mismatch", lambda: tr("Accredited for something else")),
    ("level_mismatch", lambda: tr("Accredited for another level")),
    ("refused", lambda: tr("Accreditation refused")),
    ("agency_not_recognised", lambda: tr("By an agency not recognised")),
    ("unknown_issuer", lambda: tr("Not in the register")),
    ("issuer_not_bound", lambda: tr("Key not tied to the issuer")),
    ("claimed_not_confirmed", lambda: tr("Claimed, not confirmed")),
    ("no_register", lambda: tr("No register at hand")),
    ("register_not_covering", lambda: tr("Register does not cover it")),
    ("conflicting_evidence", lambda: tr("Sources contradict each other")),
    ("insufficient_data", lambda: tr("Too little is stated")),
    ("no_scheme_applies", lambda: tr("No accreditation exists for it")),
)
DESIGNATIONS: Choices = (
    ("required", lambda: tr("required")),
    ("elective", lambda: tr("elective")),
    ("optional", lambda: tr("optional")),
)
ROUTES: Choices = (
    ("automatic", lambda: tr("Automatic, by agreement")),
    ("ad-hoc", lambda: tr("Learning agreement")),
    ("elective", lambda: tr("Elective place")),
    ("academic-issuer", lambda: tr("By a listed institution")),
    ("rpl", lambda: tr("Recognised prior learning")),
    ("referred", lambda: tr("Left to an advisor")),
)
COMPONENTS: Choices = (
    ("", lambda: tr("not said")),
    ("CourseComponent", lambda: tr("a course")),
    ("CredentialComponent", lambda: tr("a credential")),
    ("CompetencyComponent", lambda: tr("a competency")),
    ("AssessmentComponent", lambda: tr("an assessment")),
    ("WorkExperienceComponent", lambda: tr("work experience")),
    ("CocurricularComponent", lambda: tr("an activity beside the studies")),
    ("ExtracurricularComponent", lambda: tr("an activity outside the studies")),
    ("BasicComponent", lambda: tr("something else")),
)
"""Parts of a pathway in CTDL (``spec/pathways.md``, E.1)."""
DESTINATIONS: Choices = (
    ("micro-degree", lambda: tr("a micro-degree")),
    ("micro-credential", lambda: tr("a micro-credential")),
    ("certificate", lambda: tr("a certificate")),
    ("diploma", lambda: tr("a diploma")),
    ("short-cycle", lambda: tr("a short-cycle qualification")),
    ("degree", lambda: tr("a degree")),
    ("other", lambda: tr("something else")),
)
AWARDED: Choices = (
    (False, lambda: tr("is not given by itself")),
    (True, lambda: tr("is given by itself")),
)
STATUS: Choices = (
    ("active", lambda: tr("in force")),
    ("draft", lambda: tr("a draft")),
    ("withdrawn", lambda: tr("withdrawn")),
)
SIGNOFF: Choices = (
    (False, lambda: tr("does not need to")),
    (True, lambda: tr("has to")),
)
OPS: Choices = (
    ("all", lambda: tr("all of these")),
    ("any", lambda: tr("any one of these")),
    ("atLeast", lambda: tr("at least a number of these")),
)
