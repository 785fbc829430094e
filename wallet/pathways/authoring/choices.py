"""Words for the values that a field of a pathway may have.

What can be chosen within a sentence is a whole sentence itself: other languages put a choice in
another place, and bend the words around it.
"""

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
    ("no", lambda: tr("What has expired does not count.")),
    ("counts", lambda: tr("What has expired counts too.")),
)
UNKNOWN: Choices = (
    ("refer", lambda: tr("If not known, an advisor decides.")),
    ("no", lambda: tr("If not known, it does not count.")),
)
"""What happens where something is not known."""

SEVERITY: Choices = (
    ("block", lambda: tr("This rule has to be met.")),
    ("warn", lambda: tr("This rule is tried for and reported.")),
    ("info", lambda: tr("This rule is only reported.")),
)
WAIVABLE: Choices = (
    (True, lambda: tr("An advisor may set it aside.")),
    (False, lambda: tr("An advisor may not set it aside.")),
)
HARD: Choices = (
    (False, lambda: tr("More is shown and not counted.")),
    (True, lambda: tr("More is not allowed.")),
)
LEVELS: Choices = (
    ("EQF", lambda: tr("EQF")),
    ("QF-EHEA", lambda: tr("QF-EHEA")),
    ("ISCED", lambda: tr("ISCED")),
)
WHOLE: Choices = (
    ("required", lambda: tr("It is a share of the required credit.")),
    ("counted", lambda: tr("It is a share of the counted credit.")),
)
"""Of which credit a share is taken."""
PRIOR: Choices = (
    (False, lambda: tr("Prior learning there does not count.")),
    (True, lambda: tr("Prior learning there counts too.")),
)
EACH: Choices = (
    (None, lambda: tr("This is for all of it together.")),
    ("issuer", lambda: tr("This is for each issuer by itself.")),
)
SAME_DAY: Choices = (
    (False, lambda: tr("The same day is too late.")),
    (True, lambda: tr("The same day is early enough.")),
)
PASSED: Choices = (
    (False, lambda: tr("A mere pass is not enough.")),
    (True, lambda: tr("A mere pass is enough.")),
)
RETAKE: Choices = (
    ("best", lambda: tr("The best attempt counts.")),
    ("latest", lambda: tr("The latest attempt counts.")),
)
MEASURE: Choices = (
    ("containment", lambda: tr("That is of the smaller one's skills.")),
    ("jaccard", lambda: tr("That is of all their skills together.")),
)
OVERLAP: Choices = (
    ("drop-smaller", lambda: tr("Then only one of them counts.")),
    ("discount", lambda: tr("Then the shared part counts once.")),
    ("refer", lambda: tr("Then an advisor decides.")),
)
VIA_PARENT: Choices = (
    (True, lambda: tr("An accredited parent is enough.")),
    (False, lambda: tr("An accredited parent is not enough.")),
)
VOLUNTARY: Choices = (
    (True, lambda: tr("A voluntary review is enough.")),
    (False, lambda: tr("A voluntary review is not enough.")),
)
DIFFERENT: Choices = (
    ("issuers", lambda: tr("The institutions are counted.")),
    ("countries", lambda: tr("The countries are counted.")),
    ("modes", lambda: tr("The ways of taking part are counted.")),
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
    ("required", lambda: tr("It is required.")),
    ("elective", lambda: tr("It is elective.")),
    ("optional", lambda: tr("It is optional.")),
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
    ("micro-degree", lambda: tr("It leads to a micro-degree.")),
    ("micro-credential", lambda: tr("It leads to a micro-credential.")),
    ("certificate", lambda: tr("It leads to a certificate.")),
    ("diploma", lambda: tr("It leads to a diploma.")),
    ("short-cycle", lambda: tr("It leads to a short-cycle degree.")),
    ("degree", lambda: tr("It leads to a degree.")),
    ("other", lambda: tr("It leads to something else.")),
)
AWARDED: Choices = (
    (False, lambda: tr("The award is not given by itself.")),
    (True, lambda: tr("The award is given by itself.")),
)
STATUS: Choices = (
    ("active", lambda: tr("It is in force.")),
    ("draft", lambda: tr("It is a draft.")),
    ("withdrawn", lambda: tr("It is withdrawn.")),
)
SIGNOFF: Choices = (
    (False, lambda: tr("No advisor has to sign the result.")),
    (True, lambda: tr("An advisor has to sign the result.")),
)
OPS: Choices = (
    ("all", lambda: tr("All of these are needed.")),
    ("any", lambda: tr("Any one of these is enough.")),
    ("atLeast", lambda: tr("A number of these is needed.")),
)
