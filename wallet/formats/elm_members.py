"""Members that the European Learning Model does not define (spec/credential.md C.5, 6).

The seal covers them, but no reader knows what they mean: they are named, and nothing is read
from them.
"""

from __future__ import annotations

from collections.abc import Mapping

from wallet.encoding.safe_mode import step, walk
from wallet.secured import JsonObject

_MOST = 20
"""Paths that are named; a file with thousands of them needs no longer list."""
_NAMES = """
@context id type accreditation accreditingAgent additionalNote address admissionProcedure
altLabel amount applicationDeadline areaDialingCode assessedBy attachment attachmentType
awardedBy awardingBody awardingDate awardingOpportunity bannerImage birthName category
citizenshipCountry contactForm contactHour contactPoint content contentEncoding contentSize
contentType contentURL count countryCode countryDialing creator credentialProfiles
credentialSchema credentialStatus credentialSubject creditPoint creditReceived dateCreated
dateIssued dateModified dateOfBirth dcType decision definition description descriptionHtml
dialNumber directedBy displayDetail displayParameter duration eIDASIdentifier
educationLevel educationSubject educationalSystemNote emailAddress embeddedEvidence endDate
entitledBy entitlementStatus entitlesTo entryRequirement eqfLevel evidence
evidenceStatement evidenceTarget expirationDate expiryDate familyName framework fullAddress
fullName gender generalisationOf geographicName givenName grade gradeStatus gradingScheme
grant groupMemberOf hasClaim hasCredential hasMember hasPart hasSubOrganization holder
homepage idVerification identifier image inScheme individualDisplay influencedBy influences
isPartOf isPartialQualification issuanceDate issued issuer label landingPage language
latitude learningAchievementSpecification learningActivitySpecification learningOpportunity
learningOutcome learningOutcomeSummary learningSchedule learningSetting legalName
levelOfCompletion limitCredentialType limitEQFLevel limitField limitJurisdiction
limitNationalOccupation limitOccupation limitOrganisation limitQualification location logo
longitude maximumDuration maximumScore member memberOf minimumScore mode nationalID
notation noteFormat noteLiteral nqfLevel organisation page patronymicName percentageEqual
percentageHigher percentageLower person phone phoneNumber placeOfBirth point prefLabel
priceDetail primaryLanguage provenBy proves providedBy publisher qualificationCode
registration relatedESCOSkill relatedSkill report resultCategory resultDestribution
resultDistribution reusabilityLevel reviewDate scheduleInformation schemeAgency schemeId
schemeName schemeVersion score shortenedGrading spatial spatialCode specialisationOf
specifiedBy startDate status statusListCredential statusListIndex statusPurpose
subOrganizationOf subject summaryDisplay supplementaryDocument targetGroup taxIdentifier
temporal termsOfUse thematicArea title unit used valid validFrom validUntil value
vatIdentifier verifiableCredential verificationCheck verificationStatus volumeOfLearning
workload
"""
_KNOWN = frozenset(_NAMES.split())


def unknown(document: JsonObject) -> tuple[str, ...]:
    """JSON paths of members that no version of the model defines, the first of them."""
    found = [
        path + step(name)
        for path, value in walk(document)
        if isinstance(value, Mapping) and ("type" in value or path == "$")
        for name in value
        if name not in _KNOWN
    ]
    return tuple(sorted(found)[:_MOST])
