"""What is said when something that the person gave or chose cannot be used."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.wording.errors_wallet import Entry
from wallet.wording.exchange import why_not_ctdl
from wallet.wording.pathways import refusal
from wallet.wording.speech import tr


def _other_form() -> str:
    return tr("Ask for it in another form.")


def _ask_again() -> str:
    return tr("Ask for it again, and send it without changing it.")


def _choose_other() -> str:
    return tr("Leave it out, or ask its issuer for a new one.")


GIVEN: Mapping[str, Entry] = {
    # --- adding something oneself
    "entry_without_title": lambda _: (
        tr("It has no title."),
        tr("Write what it was in a few words."),
    ),
    "malformed_number": lambda _: (
        tr("The hours are not a number."),
        tr("Write them like 40 or 2.5."),
    ),
    "unknown_kind": lambda _: (
        tr("There is no such kind of entry."),
        tr("Take one of those that `tessera add --help` lists."),
    ),
    # --- one's own order
    "tag_empty": lambda _: (
        tr("A tag needs at least one letter or digit."),
        tr("Write a word or two, such as: for the job at ACME."),
    ),
    "unknown_tag": lambda t: (
        tr("No credential has the tag {tag}.", tag=t.text("tag")),
        tr("`tessera tag list` names all tags."),
    ),
    "note_empty": lambda _: (
        tr("The note is empty."),
        tr("Write something, or remove the note."),
    ),
    "unknown_note": lambda _: (
        tr("There is no such note."),
        tr("It may have been removed already."),
    ),
    "unknown_collection": lambda t: (
        tr("There is no collection {name}.", name=t.text("name")),
        tr("`tessera collection list` names all collections."),
    ),
    "collection_exists": lambda t: (
        tr("There is a collection {name} already.", name=t.text("name")),
        tr("Choose another name."),
    ),
    "collection_without_name": lambda _: (
        tr("The collection has no name."),
        tr("Give it one."),
    ),
    # --- choosing
    "unknown_credential": lambda t: (
        tr("No credential of this wallet begins with {id}.", id=t.text("id")),
        tr("Take at least four signs of an id that `tessera list` shows."),
    ),
    "ambiguous_id": lambda t: (
        tr("Several credentials begin with {id}.", id=t.text("id")),
        tr("Give more signs of the one that you mean."),
    ),
    "unknown_original": lambda _: (
        tr("The wallet holds no such file."),
        tr("`tessera show` names the files of a credential."),
    ),
    "unknown_evidence": lambda _: (
        tr("The wallet holds no such evidence."),
        tr("It may have been removed already."),
    ),
    "unknown_holder_key": lambda _: (
        tr("This wallet has no key of that name."),
        tr("Choose one of the wallet's own keys."),
    ),
    "not_this_paper": lambda t: (
        tr("This is no document of the kind {kind}.", kind=t.text("expected")),
        tr("Open it where documents of its kind belong, or update Tessera."),
    ),
    "paper_not_genuine": lambda _: (
        tr("A signature of this document does not hold: it was altered after it was signed."),
        _ask_again(),
    ),
    "unknown_pathway": lambda t: (
        tr("There is no pathway called {id}.", id=t.text("id")),
        tr("Choose one that is listed, or add its file."),
    ),
    "unknown_filter": lambda t: (
        tr("{name} is nothing to filter by.", name=t.text("name")),
        tr("Use one of: {known}.", known=t.text("known")),
    ),
    "setting_out_of_range": lambda _: (
        tr("One of the settings is out of range. Nothing was changed."),
        tr("Choose a value within the limits shown."),
    ),
    "unreadable_file": lambda t: (
        tr("The file {file} could not be opened.", file=t.text("file")),
        tr("Check its name and whether you may read it."),
    ),
    "output_exists": lambda t: (
        tr("{file} exists already and was not overwritten.", file=t.text("file")),
        tr("Choose another name."),
    ),
    "cannot_write": lambda t: (
        tr("{file} could not be written.", file=t.text("file")),
        tr("Check the folder, its permissions and the room on the disk."),
    ),
    "nothing_selected": lambda _: (
        tr("No credential was named."),
        tr("Name at least one, or use --all."),
    ),
    "pointer_to_nothing": lambda t: (
        tr("This credential has nothing at {pointer}.", pointer=t.text("pointer")),
        tr("Choose among the parts that the preview lists."),
    ),
    "nothing_to_show": lambda _: (
        tr("Nothing was chosen, and the issuer made no part of this credential mandatory."),
        tr("Choose at least one part to show."),
    ),
    "not_confirmed": lambda _: (
        tr("Nothing was done, because nobody could be asked."),
        tr("Add --yes to go ahead without being asked."),
    ),
    # --- pathways
    "malformed_pathway": lambda t: (
        refusal(t.text("member"), t.text("reason")),
        tr("Correct it there, or ask whoever wrote it."),
    ),
    "unknown_draft": lambda _: (
        tr("This wallet has no such draft."),
        tr("It may have been thrown away. Open the list of drafts again."),
    ),
    "draft_unreadable": lambda _: (
        tr("This draft cannot be read as a pathway."),
        tr("Begin a new one. Nothing else was touched."),
    ),
    # --- skills
    "not_a_skills_table": lambda t: (
        tr("{file} is no table of skills or occupations.", file=t.text("file")),
        tr("ESCO's tables have a column conceptUri; docs/skill-packs.md tells of others."),
    ),
    "no_skills": lambda _: (
        tr("None of these files holds skills or occupations that can be used."),
        tr("Take the tables (CSV) of ESCO or another framework, or the archive they came in."),
    ),
    "name_missing": lambda _: (
        tr("The pack needs a name."),
        tr("Write which framework and version it is."),
    ),
    "damaged_archive": lambda t: (
        tr("The archive {file} is damaged.", file=t.text("file")),
        tr("Fetch it again."),
    ),
    "unknown_skills_pack": lambda _: (
        tr("There is no such pack of skills here."),
        tr("It may have been removed already."),
    ),
    "skills_not_writable": lambda _: (
        tr("The folder of the packs of skills cannot be written."),
        tr("Make room on the disk, or give yourself the right to write there."),
    ),
    "unknown_occupation": lambda _: (
        tr("The pack has no such occupation."),
        tr("Search for it by name."),
    ),
    "nothing_fits_form": lambda _: (
        tr("None of these credentials has a place in a file of this form."),
        tr("Take another form, such as a PDF, or choose other credentials."),
    ),
    "unknown_form": lambda _: (
        tr("There is no such form of a portfolio."),
        tr("Take clr, elm, csv, html or pdf."),
    ),
    "not_ctdl": lambda _: (
        tr("This file holds no pathway in CTDL."),
        tr("Ask for the pathway's graph in JSON-LD, as Credential Engine publishes it."),
    ),
    "malformed_ctdl": lambda t: (
        tr(
            "The CTDL document cannot be carried over: at “{member}”, {why}.",
            member=t.text("member"),
            why=why_not_ctdl(t.text("reason")),
        ),
        tr("Ask whoever publishes the pathway to correct it there."),
    ),
    "older_pathway": lambda t: (
        tr(
            "This is version {version} of a pathway of which you have {kept}.",
            version=t.text("version"),
            kept=t.text("kept"),
        ),
        tr("To follow the older one all the same, remove the newer one first."),
    ),
    "pathway_of_another_signer": lambda _: (
        tr("You have this pathway already, signed by its owner; this copy is not signed so."),
        tr("Ask whoever gave it to you where it is from. Nothing was changed."),
    ),
    # --- trust
    "nothing_to_trust": lambda _: (
        tr("None of these files says who an issuer is, or what was revoked."),
        tr("Ask the institution for its list of issuers or its key document."),
    ),
    "too_many_items": lambda t: (
        tr(
            "These are more files than Tessera takes at once: {limit} at most.",
            limit=t.text("limit"),
        ),
        tr("Add them in smaller parts."),
    ),
    "fingerprint_differs": lambda _: (
        tr("The fingerprint is not the one that you typed. Nothing was accepted."),
        tr("Compare it once more with the publisher, by another way than the file came."),
    ),
    "unknown_trust_set": lambda _: (
        tr("Nothing that was accepted on this computer has this fingerprint."),
        tr("`tessera trust show` lists what was accepted."),
    ),
    "trust_folder_unreadable": lambda _: (
        tr("What was accepted on this computer cannot be read."),
        tr("Check the folder's permissions."),
    ),
    "trust_folder_not_writable": lambda _: (
        tr("What you accepted could not be stored."),
        tr("Check the folder's permissions and the room on the disk."),
    ),
    "status_value_unknown": lambda _: (
        tr("This list says something that Tessera does not know."),
        _other_form(),
    ),
    "status_list_unreadable": lambda _: (
        tr("This list of revoked credentials cannot be read."),
        _ask_again(),
    ),
    # --- sharing
    "nothing_chosen": lambda _: (
        tr("No credential was chosen."),
        tr("Choose at least one to show."),
    ),
    "chosen_twice": lambda _: (
        tr("The same credential was chosen twice."),
        tr("Choose each one once."),
    ),
    "too_many_credentials": lambda t: (
        tr(
            "These are too many credentials for one presentation: {limit} at most.",
            limit=t.text("limit"),
        ),
        tr("Show them in several presentations."),
    ),
    "credential_not_signed": lambda _: (
        tr("One of the credentials was not signed by anybody, so showing it proves nothing."),
        tr("Leave it out, or send its file by itself."),
    ),
    "credential_not_genuine": lambda _: (
        tr("One of the credentials is not genuine, so it is not shown to others."),
        _choose_other(),
    ),
    "base_proof_not_shown": lambda _: (
        tr("One of the credentials is in the form that only its holder may keep."),
        tr("This version cannot make the form for showing. Leave it out."),
    ),
    "securing_not_shown": lambda _: (
        tr("One of the credentials is in a form that a presentation cannot carry."),
        tr("Export its file and send it by itself."),
    ),
    "nothing_counted": lambda _: (
        tr("Nothing that you hold counts on this pathway yet, so there is nothing to show."),
        tr("See on the page Pathways what is missing."),
    ),
    "no_holder_key": lambda _: (
        tr("This wallet has no key yet to sign with."),
        tr("Make one, then try again."),
    ),
    "key_of_another": lambda _: (
        tr("The key does not belong to the identifier that should sign."),
        tr("Make the presentation again."),
    ),
    "already_ended": lambda _: (
        tr("The presentation would have ended before it is shown."),
        tr("Choose an end that lies in the future."),
    ),
    "text_too_long": lambda t: (
        tr(
            "The text for {field} is too long: {limit} signs at most.",
            field=t.text("field"),
            limit=t.text("limit"),
        ),
        tr("Shorten it."),
    ),
    "unknown_transport": lambda _: (
        tr("This way of handing over is not known."),
        tr("Choose a file or QR pictures."),
    ),
    "too_large_for_qr": lambda _: (
        tr("The presentation is too large for QR pictures."),
        tr("Hand it over as a file, or show fewer credentials."),
    ),
    "not_coverable": lambda _: (
        tr("These credentials cannot be signed together as they are."),
        tr("Show them one by one."),
    ),
    "not_signable": lambda _: (
        tr("This document cannot be signed as it is."),
        tr("It uses words that nobody has defined; ask whoever wrote it."),
    ),
    "unsupported_suite": lambda _: (
        tr("This way of signing is not supported."),
        tr("Choose another one."),
    ),
    # --- received pictures and text
    "not_a_presentation": lambda _: (
        tr("This file shows no credentials to anybody: it is no presentation."),
        tr("Ask the person to share from their wallet."),
    ),
    "not_a_single_credential": lambda _: (
        tr("The file holds several credentials where one was expected."),
        tr("Give one credential at a time."),
    ),
    "qr_parts_missing": lambda t: (
        tr(
            "{have} of {count} QR pictures that belong together are here. Missing: {missing}.",
            have=t.text("have"),
            count=t.text("count"),
            missing=t.text("missing"),
        ),
        tr("Add the missing ones, in any order."),
    ),
    "qr_parts_mixed": lambda _: (
        tr("These QR pictures belong to different presentations."),
        tr("Open the pictures of one presentation at a time."),
    ),
    "ur_of_several_parts": lambda _: (
        tr("This text is one part of several."),
        tr("Open all parts at once."),
    ),
    "malformed_ur": lambda _: (tr("The code in the picture is damaged."), _ask_again()),
    "malformed_bytewords": lambda _: (tr("The code in the picture is damaged."), _ask_again()),
    "malformed_cbor": lambda _: (tr("The content of the code is damaged."), _ask_again()),
    "malformed_base58": lambda _: (tr("An identifier in it is misspelt."), _ask_again()),
    "malformed_base64url": lambda _: (tr("Part of it is misspelt."), _ask_again()),
    "malformed_sd_jwt": lambda _: (tr("What it discloses does not fit it."), _ask_again()),
    "unknown_multibase": lambda _: (
        tr("A key in it is written in a way that Tessera does not know."),
        _other_form(),
    ),
}
