"""The closed list of reason codes of each check (spec/verification.md, section 2).

Stable: read by other programs. Adding one is a minor version; every code has wording in
``wallet.wording`` and a test that meets it. A code may serve several checks.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a check came out as it did."""

    # format
    CONFORMS = "conforms"
    UNKNOWN_FORMAT = "unknown_format"
    UNSUPPORTED_FORMAT = "unsupported_format"
    MISSING_MEMBER = "missing_member"
    INVALID_MEMBER = "invalid_member"
    MALFORMED_JSON = "malformed_json"
    UNKNOWN_CONTEXT = "unknown_context"
    UNSIGNED_CONTEXT = "unsigned_context"
    UNSIGNED_MEMBERS = "unsigned_members"
    PROTECTED_TERM_REDEFINED = "protected_term_redefined"
    CLAIMS_CONFLICT = "claims_conflict"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    TOO_COMPLEX = "too_complex"
    # proof
    SIGNATURE_VALID = "signature_valid"
    SIGNATURE_INVALID = "signature_invalid"
    BASE_PROOF_VALID = "base_proof_valid"
    BASE_PROOF_PRESENTED = "base_proof_presented"
    NOT_SIGNED = "not_signed"
    UNSUPPORTED_PROOF = "unsupported_proof"
    UNSUPPORTED_ALGORITHM = "unsupported_algorithm"
    ALGORITHM_REFUSED = "algorithm_refused"
    UNKNOWN_CRITICAL_HEADER = "unknown_critical_header"
    MALFORMED_PROOF = "malformed_proof"
    WRONG_PURPOSE = "wrong_purpose"
    WEAK_KEY = "weak_key"
    BROKEN_PROOF_CHAIN = "broken_proof_chain"
    PROOF_EXPIRED = "proof_expired"
    PROOF_FROM_THE_FUTURE = "proof_from_the_future"
    OTHER_PROOFS_UNSUPPORTED = "other_proofs_unsupported"
    KEY_NOT_FOUND = "key_not_found"
    # issuer_key
    KEY_AUTHORISED = "key_authorised"
    KEY_NOT_AUTHORISED = "key_not_authorised"
    KEY_OF_ANOTHER = "key_of_another"
    KEY_RETIRED_LATER = "key_retired_later"
    KEY_ENDED_NO_PROOF_OF_TIME = "key_ended_no_proof_of_time"
    KEY_ENDED_BEFORE_SIGNING = "key_ended_before_signing"
    KEY_REVOKED = "key_revoked"
    NO_KEY_EVIDENCE = "no_key_evidence"
    UNSUPPORTED_IDENTIFIER = "unsupported_identifier"
    UNBOUND = "unbound"
    TEST_KEY = "test_key"
    CONFLICTING_EVIDENCE = "conflicting_evidence"
    CERTIFICATE_NOT_ANCHORED = "certificate_not_anchored"
    CERTIFICATE_NOT_ALLOWED = "certificate_not_allowed"
    CERTIFICATE_OUT_OF_DATES = "certificate_out_of_dates"
    PROOF_NOT_ESTABLISHED = "proof_not_established"
    # validity
    WITHIN_DATES = "within_dates"
    NO_END_DATE = "no_end_date"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    MALFORMED_DATE = "malformed_date"
    MAY_BE_UNDISCLOSED = "may_be_undisclosed"
    # status
    NOT_REVOKED = "not_revoked"
    NO_STATUS = "no_status"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    STATUS_MESSAGE = "status_message"
    STATUS_LIST_MISSING = "status_list_missing"
    STATUS_LIST_UNREADABLE = "status_list_unreadable"
    STATUS_LIST_NOT_PROVEN = "status_list_not_proven"
    STATUS_LIST_WRONG_ISSUER = "status_list_wrong_issuer"
    STATUS_LIST_WRONG_PURPOSE = "status_list_wrong_purpose"
    STATUS_LIST_TOO_SHORT = "status_list_too_short"
    STATUS_INDEX_OUT_OF_RANGE = "status_index_out_of_range"
    STATUS_TYPE_UNKNOWN = "status_type_unknown"
    STATUS_VALUE_UNKNOWN = "status_value_unknown"
    EVIDENCE_TOO_OLD = "evidence_too_old"
    EVIDENCE_DATED_LATER = "evidence_dated_later"
    REVOCATION_WITHDRAWN = "revocation_withdrawn"
    REVOKED_LATER_DATE_UNKNOWN = "revoked_later_date_unknown"
    # issuer_identity
    ISSUER_LISTED = "issuer_listed"
    ISSUER_NOT_LISTED = "issuer_not_listed"
    NO_TRUST_SOURCE = "no_trust_source"
    SELF_ASSERTED = "self_asserted"
    TRUST_NOT_CONFIRMED = "trust_not_confirmed"
    # accreditation
    NO_REGISTER = "no_register"
    # holder
    HOLDER_KEY_IS_YOURS = "holder_key_is_yours"
    HOLDER_KEY_SHOWN = "holder_key_shown"
    HOLDER_KEY_UNKNOWN = "holder_key_unknown"
    HOLDER_PROOF_MISSING = "holder_proof_missing"
    HOLDER_NAME_ONLY = "holder_name_only"
    BEARER = "bearer"
    DIFFERENT_HOLDERS = "different_holders"
    # endorsements
    NO_ENDORSEMENTS = "no_endorsements"
    ENDORSEMENTS_VERIFIED = "endorsements_verified"
    ENDORSEMENTS_NOT_VERIFIED = "endorsements_not_verified"
    # request
    ANSWERS_REQUEST = "answers_request"
    OTHER_NONCE = "other_nonce"
    OTHER_RECIPIENT = "other_recipient"
    FRESHNESS_NOT_SHOWN = "freshness_not_shown"
    # anywhere
    DOES_NOT_APPLY = "does_not_apply"
