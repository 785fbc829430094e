"""What is said when a trust bundle, or what it is made from, cannot be used."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.wording.errors_wallet import Entry
from wallet.wording.said import Told
from wallet.wording.speech import tr


def _ask_operator() -> str:
    return tr("What was in use stays in use. Ask whoever publishes it for a new file.")


def _in_list(meaning: str, t: Told) -> str:
    if not t.has("list"):
        return meaning
    where = tr("It is in the list “{name}”, line {n}.", name=t.text("list"), n=t.text("line"))
    return f"{meaning} {where}"


TRUST: Mapping[str, Entry] = {
    "bundle_damaged": lambda _: (
        tr("This bundle is damaged, or is not built as a bundle must be."),
        _ask_operator(),
    ),
    "bundle_too_large": lambda _: (
        tr("This bundle is larger than a bundle may be."),
        _ask_operator(),
    ),
    "bundle_too_long": lambda _: (
        tr("A part of this bundle is longer than its signers say."),
        tr("It was changed on the way, or made to fill your computer. It is not used."),
    ),
    "bundle_not_signed": lambda _: (
        tr("This bundle is not signed by the keys that you trust for it."),
        tr("It may be a forgery. What was in use stays in use."),
    ),
    "bundle_rolled_back": lambda _: (
        tr("This bundle is older than the one in use."),
        tr("Old lists could hide a withdrawal. The newer one stays in use."),
    ),
    "floors_damaged": lambda _: (
        tr("This is no file of floors, or it was changed."),
        tr("Nothing was changed. It comes from “tessera trust floors”."),
    ),
    "bundle_expired": lambda _: (
        tr("This bundle is past the day until which it can be imported."),
        _ask_operator(),
    ),
    "bundle_mixed": lambda _: (
        tr("The parts of this bundle do not belong together."),
        tr("It was changed on the way. What was in use stays in use."),
    ),
    "bundle_root_link_missing": lambda _: (
        tr("The keys of this bundle have changed, and a step of that change is missing."),
        _ask_operator(),
    ),
    "bundle_format_unknown": lambda _: (
        tr("This bundle is written in a way that this version of Tessera does not know."),
        tr("A newer version may read it."),
    ),
    "bundle_outside_path": lambda _: (
        tr("A signer of this bundle speaks of what they may not speak of."),
        _ask_operator(),
    ),
    "bundle_duplicate_key": lambda _: (
        tr("This bundle counts one key twice."),
        tr("Too few people have signed it. It is not used."),
    ),
    "test_key": lambda _: (
        tr("This bundle is signed with a key that is printed in public test data."),
        tr("Anybody could have made it. It is not used."),
    ),
    "clock_set_back": lambda _: (
        tr("This computer's clock is behind what was signed already."),
        tr("Set the clock right, then try again. With a wrong clock old lists look new."),
    ),
    "malformed_row": lambda t: (
        _in_list(tr("A line of this bundle cannot be read."), t),
        _ask_operator(),
    ),
    "row_twice": lambda t: (
        _in_list(tr("This bundle says two things of the same."), t),
        _ask_operator(),
    ),
    "row_not_allowed": lambda t: (
        _in_list(tr("A signer says what they may not say."), t),
        _ask_operator(),
    ),
    "bundle_not_accepted": lambda _: (
        tr("Nobody on this computer has accepted the root of this bundle."),
        tr("Accept it with `tessera trust import`, or name its fingerprint with --root."),
    ),
    # --- fetching
    "address_not_allowed": lambda _: (
        tr("This address is not one that Tessera asks."),
        tr("Only secured addresses (https) of public hosts are."),
    ),
    "host_not_public": lambda t: (
        tr("{host} leads into a private network.", host=t.text("host")),
        tr("It was not asked: a list for everybody lies on a public host."),
    ),
    "host_unreachable": lambda t: (
        tr("{host} could not be reached.", host=t.text("host")),
        tr("Try again later, or get the list by another way."),
    ),
    "not_secure": lambda t: (
        tr("{host} could not show that it is itself.", host=t.text("host")),
        tr("Somebody may be in between. Nothing was taken from it."),
    ),
    "other_host": lambda t: (
        tr("{host} sends its visitors elsewhere.", host=t.text("host")),
        tr("Nobody agreed to ask another host. Nothing was taken from it."),
    ),
    "other_answer": lambda t: (
        tr("{host} sent something else than what it was asked for.", host=t.text("host")),
        tr("Nothing of it was kept."),
    ),
    "not_found": lambda t: (
        tr("{host} does not have it.", host=t.text("host")),
        tr("Ask whoever publishes it where it lies now."),
    ),
    "answer_too_large": lambda t: (
        tr("{host} sent more than a list can hold.", host=t.text("host")),
        tr("Nothing of it was kept."),
    ),
    "answer_too_slow": lambda t: (
        tr("{host} took too long.", host=t.text("host")),
        tr("Try again later."),
    ),
    # --- making bundles
    "no_operator": lambda _: (
        tr("The folder of keys does not say who publishes."),
        tr("Make a new one with `tessera trust build --new-keys NAME`."),
    ),
    "no_keys": lambda t: (
        tr("There is no key for {role}.", role=t.text("role")),
        tr("Put a key file (PEM, Ed25519) into its folder."),
    ),
    "too_few_keys": lambda t: (
        tr("There are too few keys for {role}.", role=t.text("role")),
        tr("More of its signers have to take part."),
    ),
    "unusable_key": lambda t: (
        tr("The key {file} cannot be used.", file=t.text("file")),
        tr("It has to be an Ed25519 private key as PEM, without a passphrase."),
    ),
    "unusable_name": lambda t: (
        tr("“{name}” cannot be the name of a key.", name=t.text("name")),
        tr("Letters, digits, blanks and dots will do."),
    ),
    "folder_not_writable": lambda _: (
        tr("The folder of keys cannot be written."),
        tr("Choose another one, or ask whoever manages this computer."),
    ),
    "nothing_to_publish": lambda _: (
        tr("None of these sources holds a row that can be published."),
        tr("The list above says of each why."),
    ),
    "unknown_source": lambda _: (
        tr("This is no source that bundles are made from."),
        tr("`tessera trust build --help` names them."),
    ),
    "unreadable_source": lambda _: (
        tr("This source cannot be read."),
        tr("Fetch it again, and give it as it came."),
    ),
    "signature_not_checked": lambda _: (
        tr("The signature of this trusted list holds with none of the certificates given."),
        tr("Give the certificate of its signer with --anchor."),
    ),
}
