"""The table: which check stops which attack, and what the product would do without it.

``module:attribute`` is where the check is looked up when it runs; the other half takes its
place and lets everything through. ``test_taken_out`` runs each attack's file with its check
taken out: the file has to fail. An attack is one file beside this one, with one check. Older
files in ``families`` hold several attacks of a kind, and there a row may name two checks that
stand behind one another: one alone is not enough to let the attack through.
"""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

from cryptography.x509 import load_der_x509_crl as load_crl

from tests.attacks.lax import (
    EMPTY,
    NO,
    NOTHING,
    YES,
    Anything,
    Made,
    Silent,
    always,
    any_signature,
    as_it_came,
    decoder,
    found,
    lax_base64,
    lax_parts,
    passed,
    taken_as_it_is,
    told_as_named,
    unpacked,
    until_a_comment,
)
from wallet.reasons import Reason
from wallet.report import Check, Outcome

_DI = "wallet.proofs.data_integrity"
_SINGLE = "wallet.proofs.single"
_XML = "wallet.encoding.xml_tree"
_XML_SIGNATURE = "wallet.proofs.xml_signature"
_X509 = "wallet.identifiers.x509"
_CRL = "wallet.identifiers.revocation"
_PDF = "wallet.proofs.pdf_seal"
_SD = "wallet.proofs.sd_jwt"
_COMPACT = "wallet.proofs.compact"
_JSON = "wallet.encoding.strict_json"
_ISSUER_KEY = "wallet.verify.issuer_key"
_DATES = "wallet.verify.validity:judge_dates"
_IN_TIME = passed(Check.VALIDITY)
_IDENTITY = "wallet.verify.identity"
_RULES = "wallet.trust.accreditation"
_READINGS = "wallet.status.readings"
_ISSUERS = "wallet.trust.reading.issuer_lists"
_LISTED = always((found(Check.ISSUER_IDENTITY), ("Famous University",)))
_AUTHORISED = passed(Check.ISSUER_KEY)
_BOUND = always((Outcome.PASSED, Reason.KEY_AUTHORISED))

TAKEN_OUT: dict[str, tuple[tuple[str, Any], ...]] = {
    "signature_stripped": (("wallet.proofs.unsigned:check", taken_as_it_is),),
    "proof_of_another_credential": ((f"{_SINGLE}:_holds", YES),),
    "proof_for_another_purpose": ((f"{_SINGLE}:_check_setting", NOTHING),),
    "suite_for_another_key": ((f"{_SINGLE}:_check_key", NOTHING),),
    "context_swapped_beside_jcs": ((f"{_SINGLE}:check_prefix", NOTHING),),
    "context_appended_to_jcs": (
        (f"{_DI}:_verified", lambda signed, _passed: (signed.bare, ())),
    ),
    "context_gives_a_known_word_another_meaning": ((f"{_DI}:_misleading", EMPTY),),
    "word_renamed_by_a_context": (("wallet.encoding.spelling:misnamed", EMPTY),),
    "member_under_its_address": (("wallet.encoding.spelling:respelled", EMPTY),),
    "value_that_readers_pass_over": (("wallet.encoding.spelling:respelled", EMPTY),),
    "property_under_the_name_of_its_class": (
        ("wallet.encoding.spelling:_OF_CLASSES", frozenset()),
    ),
    "number_as_text": (("wallet.encoding.spelling:mistyped", EMPTY),),
    "number_twice_in_two_spellings": (("wallet.encoding.safe_mode:_as_literal", json.dumps),),
    "accreditation_with_a_limit_nobody_reads": (
        ("wallet.verify.accreditation_chain:_is_understood", YES),
    ),
    "accreditation_past_its_own_end": (("wallet.verify.accreditation_chain:_expiry", EMPTY),),
    "accreditation_wider_than_its_givers": (("wallet.trust.accreditation.chain:narrows", YES),),
    "anothers_name_in_one_language": (
        ("wallet.trust.accreditation.bodies:misnamed", always(())),
    ),
    "name_with_signs_nobody_sees": (
        ("wallet.register.names:name_key", lambda name: " ".join(name.casefold().split())),
    ),
    "member_that_no_context_defines": ((f"{_DI}:_unsigned", EMPTY),),
    "relative_address_that_is_dropped": (("wallet.encoding.safe_mode:loses", NO),),
    "base_that_moves_addresses": (("wallet.encoding.safe_mode:_REFUSED", frozenset()),),
    "end_of_the_proof_hidden": (("wallet.proofs.options:check_signed", NOTHING),),
    "forged_proof_beside_a_good_one": ((f"{_DI}:_require_proof", NOTHING),),
    "chain_on_a_proof_nobody_can_judge": (
        ("wallet.proofs.chains:close", lambda _proofs, facts: tuple(facts)),
    ),
    "poison_graph": (("wallet.encoding.rdfc:_Search._step", NOTHING),),
    "contexts_by_the_hundred": (("wallet.encoding.safe_mode:_weigh_contexts", NOTHING),),
    "detached_jws_demands_more": (("wallet.proofs.detached:_parts", lax_parts),),
    "token_without_a_signature": ((f"{_COMPACT}:algorithm", lambda header: header["alg"]),),
    "public_key_as_a_shared_secret": ((f"{_COMPACT}:algorithm", lambda header: header["alg"]),),
    "critical_header": ((f"{_COMPACT}:_check_critical", NOTHING),),
    "kid_of_the_thief": ((f"{_ISSUER_KEY}:_binding", _BOUND),),
    "key_in_the_header": ((f"{_ISSUER_KEY}:_binding", _BOUND),),
    "token_of_another_type": (("wallet.proofs.claims:_check_type", NOTHING),),
    "claims_that_contradict": (("wallet.proofs.claims:_Merge._conflict", NOTHING),),
    "token_from_the_future": ((_DATES, _IN_TIME),),
    "second_spelling_of_a_signature": (("wallet.proofs.detached:b64url_decode", lax_base64),),
    "presentation_by_a_key_that_may_not": (("wallet.proofs.jose:_check_purpose", NOTHING),),
    "json_member_twice": ((f"{_JSON}:_DECODER", decoder("object_pairs_hook")),),
    "json_number_too_large": ((f"{_JSON}:_DECODER", decoder("parse_int")),),
    "json_number_rounded": ((f"{_JSON}:_DECODER", decoder("parse_float")),),
    "json_not_a_number": ((f"{_JSON}:_DECODER", decoder("parse_constant")),),
    "half_a_character": ((f"{_JSON}:_check_surrogates", NOTHING),),
    "json_nested_deep": ((f"{_JSON}:_check_depth", NOTHING),),
    "expired_credential": ((_DATES, _IN_TIME),),
    "end_in_the_year_one": (
        (
            "wallet.encoding.timestamp:write",
            lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        ),
    ),
    "end_in_the_proof": (("wallet.verify.validity:_of_proofs", EMPTY),),
    "key_that_ended": ((f"{_ISSUER_KEY}:_at_its_time", _AUTHORISED),),
    "key_for_signing_in": ((f"{_ISSUER_KEY}:_listed_by_itself", _BOUND),),
    "two_documents_that_differ": (("wallet.identifiers.documents:_differs", NO),),
    "issuer_that_is_its_own_holder": ((f"{_IDENTITY}:_is_own_holder", NO),),
    "list_from_a_sandbox": ((f"{_IDENTITY}:_counts", YES),),
    "published_test_key": ((f"{_IDENTITY}:is_test_key", NO),),
    "two_names_for_one_issuer": ((f"{_IDENTITY}:_judge", _LISTED),),
    "name_in_other_letters": (("wallet.verify:check_identity", _LISTED),),
    "revoked_credential": (("wallet.status.check:_if_set", NOTHING),),
    "status_list_of_another_purpose": ((f"{_READINGS}:_unfit", NOTHING),),
    "status_list_of_the_thief": ((f"{_READINGS}:_weakness", NOTHING),),
    "status_list_grown_old": (("wallet.status.check:_too_old", NO),),
    "status_list_of_a_later_day": (("wallet.status.check:later_than", NO),),
    "status_list_bomb": (("wallet.status.bits:unpack", unpacked),),
    "slander_by_a_list_handed_over": (("wallet.status.check:_may_warn", YES),),
    "slander_that_is_remembered": (("wallet.vault.importing:_came_along", NO),),
    "old_list_before_a_newer_one": ((f"{_READINGS}:_is_by_its_issuer", NO),),
    "suspended_of_two_entries": (("wallet.verify.status_step:_rank", always(0)),),
    "end_date_kept_back": (("wallet.verify.validity:may_hide", NO),),
    "status_kept_back": (("wallet.verify.status_step:may_hide", NO),),
    "suspension_kept_back": (("wallet.verify.status_step:_may_hide_another", NO),),
    "claim_that_may_not_be_kept_back": ((f"{_SD}:_check_kind", NOTHING),),
    "sd_jwt_of_another_type": ((f"{_SD}:_is_vc", YES),),
    "disclosure_with_a_reserved_name": (("wallet.encoding.selective:_RESERVED", frozenset()),),
    "disclosure_swapped_behind_the_holder": ((f"{_SD}:_check_hash", NOTHING),),
    "disclosure_added_to_a_kept_token": (
        ("wallet.formats.sd_jwt_text:misfit", lambda secured, _contents: secured),
    ),
    "other_token_as_key_binding": ((f"{_SD}:_KEY_BINDING", Anything()),),
    "sd_jwt_by_the_thief": ((f"{_SD}:_check_signature", NOTHING),),
    "two_issuers_in_one_token": ((f"{_SD}:_conflicts", EMPTY),),
    "presentation_replayed": (("wallet.verify:check_request", passed(Check.REQUEST)),),
    "holders_name_over_the_thiefs_key": (("wallet.verify:holder_problem", NOTHING),),
    "two_people_in_one_presentation": (
        ("wallet.verify:check_holders_of_parts", passed(Check.HOLDER)),
    ),
    "asker_who_speaks_in_our_voice": (("wallet.wording.asking:_theirs", str),),
    "answer_that_is_over": (("wallet.examine:_is_over", NO),),
    "two_answers_under_one_name": (
        ("wallet.check_desk:_answer_of", lambda _number, source, _path: (0, source)),
    ),
    "pages_changed_inside_an_archive": (("wallet.check_pages:_inside", EMPTY),),
    "two_people_in_one_answer": (("wallet.examine:_together", lambda judged: judged),),
    "presentation_in_a_thiefs_own": (
        ("wallet.verify.holder:_shown_in", lambda secured: secured.parts),
    ),
    "table_that_loses_what_was_asked": (("wallet.check_answer:Answer._lacking", EMPTY),),
    "stolen_credential": (("wallet.verify:check_holder", passed(Check.HOLDER)),),
    "context_of_another_digest": (("wallet.verify.resources:_differs", NO),),
    "endorsement_of_something_else": (("wallet.verify.endorsements:_is_about", YES),),
    "endorsement_shown_in_a_presentation": (
        (
            "wallet.verify.endorsements:is_nested",
            lambda part, _top: ".verifiableCredential" in part.path,
        ),
    ),
    "zip_name_that_leaves_the_folder": (("wallet.containers.archive:_is_unsafe", NO),),
    "zip_bomb": (("wallet.containers.archive:_MAX_RATIO", 10**9),),
    "zip_of_a_thousand_members": (("wallet.containers.interface:Room.check", NOTHING),),
    "picture_larger_than_any_screen": (("wallet.containers.png:_check_header", NOTHING),),
    "picture_full_of_corners": (
        ("wallet.containers.qr:_smaller", lambda picture, _most: picture),
    ),
    "pictures_with_nothing_on_them": (("wallet.containers.interface:Room.look", NOTHING),),
    "picture_bomb": (
        ("wallet.containers.png:_inflate", lambda packed, _limit: zlib.decompress(packed)),
    ),
    "drawing_with_entities": (
        ("wallet.containers.svg:_INTERNAL_SUBSET", re.compile(rb"(?!)")),
    ),
    "drawing_of_too_many_elements": (("wallet.containers.svg:ELEMENTS", 10**9),),
    "document_type_with_entities": ((f"{_XML}:_check_prolog", NOTHING),),
    "style_sheet_in_a_transcript": ((f"{_XML}:_check_kind", NOTHING),),
    "transcript_of_too_many_nodes": ((f"{_XML}:ELEMENTS", 10**9),),
    "xml_signature_moved_inside": ((f"{_XML_SIGNATURE}:_only_signature", any_signature),),
    "xml_transform_that_leaves_more_out": ((f"{_XML_SIGNATURE}:_leaves_out", YES),),
    "xml_signing_time_moved": ((f"{_XML_SIGNATURE}:_check_properties", NOTHING),),
    "xml_certificate_swapped": ((f"{_XML_SIGNATURE}:_leaf", lambda bag, _told: bag[0]),),
    "xml_text_changed": ((f"{_XML_SIGNATURE}:_check_digest", NOTHING),),
    "seal_by_another_key": (("wallet.proofs.certified:check_signature", NOTHING),),
    "seal_with_a_critical_header": (("wallet.proofs.jades:_check_critical", NOTHING),),
    "seal_of_another_file": (("wallet.proofs.jades_detached:_fits", YES),),
    "forged_file_in_a_kept_ones_place": (("wallet.formats.sealed_apart:Seal._fits", YES),),
    "seal_of_another_body": (("wallet.verify.seal:is_owner", YES),),
    "certificate_that_issues_certificates": ((f"{_X509}:_broken_rule", NOTHING),),
    "authority_of_the_same_name": ((f"{_X509}:_issued", YES),),
    "anchor_that_may_not_issue": ((f"{_X509}:_may_issue", YES),),
    "seal_by_an_authority_for_signatures": (("wallet.trust.bundle_evidence:may_anchor", YES),),
    "certificate_for_something_else": ((f"{_X509}:_MAY_SIGN", Anything()),),
    "seal_by_the_key_of_a_web_site": (
        ("wallet.identifiers.certificates:Certificate.may_sign_documents", True),
    ),
    "revoked_certificate": ((f"{_CRL}:_entry", NOTHING),),
    "revocation_list_of_the_thief": (
        (f"{_CRL}:_signed_by", lambda der, _issuer: load_crl(der)),
    ),
    "revocation_list_grown_old": ((f"{_CRL}:_in_time", YES),),
    "signature_of_a_person": (("wallet.identifiers.certificates:is_of_a_person", NO),),
    "certificate_that_ended": (("wallet.verify.seal:_at_its_time", NOTHING),),
    "mdoc_by_another_key": (("wallet.proofs.mdoc:check_signature", always("ES256")),),
    "element_added_to_a_kept_mdoc": (("wallet.proofs.mdoc:shows_what_was_signed", YES),),
    "certificate_beside_the_merkle_tree": (("wallet.proofs.merkle:check", NOTHING),),
    "statement_changed_in_a_derived_proof": (("wallet.proofs.ecdsa_sd:_check_each", NOTHING),),
    "pdf_update_that_draws_anew": ((f"{_PDF}:_is_whole", YES),),
    "pdf_bytes_hidden_in_the_seal": ((f"{_PDF}:_check_range", NOTHING),),
    "pdf_text_changed": ((f"{_PDF}:_check_integrity", NOTHING),),
    "a_seal_over_anothers_name": (("wallet.verify.seal:is_owner", YES),),
    "key_that_nobody_compared": (("wallet.verify.uncompared:_uncompared", NOTHING),),
    "certificate_beside_listed_keys": (("wallet.proofs.carried:documents_of", EMPTY),),
    "number_of_a_university_abroad": ((f"{_RULES}.binding:in_one_country", YES),),
    "refusal_of_the_same_day": (
        (f"{_RULES}.coverage:ends_earlier", lambda no, yes: no.start > yes.start),
    ),
    "host_by_older_rules": (("wallet.register.names:_DEVIATIONS", frozenset()),),
    "agency_by_an_older_list": ((f"{_RULES}.coverage:is_recognised", YES),),
    "listing_that_ended": (("wallet.evidence:RegistryIssuer.names", YES),),
    "token_by_the_key_of_a_web_site": (("wallet.proofs.carried:may_sign", YES),),
    "seal_by_an_authority": ((f"{_X509}:signs_as_authority", NO),),
    "authority_that_a_newer_list_withdrew": (("wallet.verify.seal:_off_anchor", NOTHING),),
    "key_for_encryption": (("wallet.identifiers.keys:may_sign", YES),),
    "subject_beside_ones_own": (("wallet.verify.holder:names_each", YES),),
    "document_that_was_given_up": (("wallet.identifiers.documents:is_in_use", YES),),
    "federation_of_its_own_word": ((f"{_ISSUERS}:is_authority", YES),),
    "answer_that_was_not_asked_for": (("wallet.trust.wanting:is_answer", YES),),
    "answer_that_never_begins": (("wallet.refresh:_left", always(5.0)),),
    "host_in_the_network_of_the_home": (("wallet.refresh:_is_public", YES),),
    "documents_in_logs": (("wallet.proofs.pdf:_TALKATIVE", ()),),
    "pdf_note_over_the_text": ((f"{_PDF}:_is_whole", YES),),
    "pdf_shadow_document": ((f"{_PDF}:_is_whole", YES),),
    "pdf_update_that_no_table_leads_to": ((f"{_PDF}:_is_read_to_its_end", YES),),
    "signs_that_move_the_cursor": (("wallet.cli.results:_MOVES", re.compile("(?!)")),),
    "folder_in_which_nothing_is_looked_at": (
        ("wallet.cli.results:_inside", lambda _path: Silent()),
    ),
    "signer_of_a_bundle_spelled_twice": (
        ("wallet.trust_import.updating:thumbprint", lambda key: key.keyval["public"]),
    ),
    "accreditation_that_its_registry_took_back": ((f"{_ISSUERS}:was_taken_back", NO),),
    "federation_statement_that_is_over": ((f"{_ISSUERS}:has_ended", NO),),
    "register_that_speaks_for_another_country": (
        ("wallet.trust.accreditation.believed:covers_country", YES),
    ),
    "xml_references_in_circles": (("wallet.formats.edci_terms:_DEEPEST", 10**9),),
    "xml_transforms": ((f"{_XML_SIGNATURE}:_leaves_out", YES),),
    # --- families: files that hold several attacks of a kind; the check is one they share
    "a_copied_bbs_proof": (("wallet.verify.holder:_unsure", NOTHING),),
    "a_credential_inside_a_claim": ((f"{_ISSUER_KEY}:_binding", _BOUND),),
    "a_key_for_something_else": ((f"{_ISSUER_KEY}:_listed_by_itself", _BOUND),),
    "a_second_signature": ((f"{_READINGS}:_weakness", NOTHING),),
    "altered_credentials": ((f"{_SINGLE}:_holds", YES),),
    "blockcerts": (("wallet.proofs.merkle:check", NOTHING),),
    "broken_key_documents": (("wallet.identifiers.documents:_malformed", NOTHING),),
    "certificate_bytes": (("wallet.identifiers.certificates:_MOST_NAMES", 10**9),),
    "certificate_ladders": ((f"{_X509}:_issued", YES),),
    "dates": ((_DATES, _IN_TIME),),
    "hostile_files": (("wallet.containers.svg:ELEMENTS", 10**9),),
    "issuer_and_trust": ((f"{_IDENTITY}:_is_own_holder", NO),),
    "jades_tricks": (("wallet.proofs.certified:check_signature", NOTHING),),
    "leaving_out_what_matters": (
        ("wallet.verify.status_step:_nothing_stated", passed(Check.STATUS)),
    ),
    "lookalike_members": (("wallet.verify.seal:is_owner", YES),),
    "one_change_anywhere": ((f"{_SINGLE}:_holds", YES),),
    "open_badges_2": ((f"{_COMPACT}:check_signature", NOTHING),),
    "pdf_attachment_bombs": (("wallet.encoding.pdf_file:separators", always(0)),),
    "pdf_bombs": (("wallet.proofs.pdf:_at_most", NOTHING),),
    "pdf_changed_after_sealing": ((f"{_PDF}:_is_whole", YES),),
    "pdf_named_anew": (("wallet.proofs.pdf:_told", told_as_named),),
    "pdf_sealed_again": ((f"{_PDF}:_is_whole", YES),),
    "pdf_signature_moved": ((f"{_PDF}:_check_range", NOTHING),),
    "pdf_values_by_the_million": (("wallet.encoding.pdf_file:_bound", NOTHING),),
    "presentation_replay": (("wallet.verify:check_request", passed(Check.REQUEST)),),
    "presenting_what_is_not_yours": (("wallet.verify:check_holder", passed(Check.HOLDER)),),
    "respelled_names": (("wallet.encoding.spelling:misnamed", EMPTY),),
    "sd_jwt": ((f"{_SD}:_check_hash", NOTHING),),
    "status_list_addresses": ((f"{_READINGS}:_named_alike", YES),),
    "status_lists": ((f"{_READINGS}:_unfit", NOTHING),),
    "token_status_list": (("wallet.verify.token_list:_ttl", always(([], True))),),
    "trust_bundle_files": (("wallet.trust_import.archive:_check", NOTHING),),
    "trust_bundle_signatures": (("wallet.trust_import.updating:_check_keys", NOTHING),),
    "twins": ((f"{_ISSUER_KEY}:_binding", _BOUND),),
    "work_for_nothing": (("wallet.encoding.safe_mode:_weigh_contexts", NOTHING),),
    "xml_comments": (
        (f"{_XML_SIGNATURE}:_covered", Made(as_it_came)),
        (f"{_XML}:_plain", Made(until_a_comment)),
    ),
    "xml_crowded_elements": ((f"{_XML}:ATTRIBUTES", 10**9),),
    "xml_entities": ((f"{_XML}:_check_prolog", NOTHING),),
    "xml_signature_wrapping": ((f"{_XML_SIGNATURE}:_only_signature", any_signature),),
    "condition_lost_on_the_way": (
        ("wallet.exchange.ctdl_conditions:Conditions._block", NOTHING),
    ),
    "formula_in_a_portfolio": (("wallet.encoding.spreadsheet:_FORMULA", ()),),
    "script_in_a_portfolio_page": (("wallet.exchange.page:escaped", str),),
    "skill_that_nobody_vouches_for": (("wallet.exchange.covering:_counts", YES),),
}

BY_NATURE = {
    "one_byte_of_any_file": "each form has a check of its own, which other rows name",
    "mdoc_of_other_kinds": "each member is refused by whatever reads it",
    "pdf_torn": "what is torn cannot be read: no check is there to be taken out",
    "trust_bundle_anything": "any bytes at all, against the checks of test_trust_bundle_files",
}
"""Files of attacks that no single check stops, and why."""
