"""``tessera skills``: packs of skills and occupations, and what your credentials cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet.cli import common
from wallet.cli.common import FOUND_BAD, json_option, say
from wallet.errors import InputError
from wallet.wording import ntr, tr
from wallet.wording import skills as words

if TYPE_CHECKING:
    from wallet.session.skills import Skill, Skills, Standing
    from wallet.skill_packs import Found, Imported

_SHOWN = 20
lang_option = click.option(
    "--lang",
    "languages",
    multiple=True,
    default=("en",),
    show_default=True,
    metavar="TAG",
    help="Language of the labels, best first.",
)


@click.group(name="skills")
def command() -> None:
    """Look skills and occupations up, and see what your credentials cover."""


@command.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--name", default="ESCO", show_default=True, metavar="TEXT", help="What the pack is called."
)
@json_option
@click.pass_context
def import_(context: click.Context, files: tuple[str, ...], name: str, as_json: bool) -> None:
    """Make a pack of tables (CSV), such as ESCO's, or of the archive they came in.

    A pack of the same name is replaced. Exit status: 0 done; 1 done, and some lines were left
    out, see the list; 3 the files cannot be used.
    """
    from wallet.skill_packs import SkillPacks  # noqa: PLC0415 - only here

    now = datetime.now(UTC)  # noqa: TID251 - the command's clock
    found = SkillPacks().add(common.files_in(files), name, now)
    if found is None:
        raise InputError("no_skills")
    if as_json:
        common.print_json({"tool": "tessera", **_imported(found)})
    else:
        _tell_imported(found)
    context.exit(FOUND_BAD if found.bad_count else 0)


@command.command(name="list")
@json_option
def list_(as_json: bool) -> None:
    """List the packs that are here."""
    from wallet.skill_packs import SkillPacks  # noqa: PLC0415 - only here

    every = SkillPacks().packs()
    if as_json:
        common.print_json({"tool": "tessera", "packs": [asdict(one) for one in every]})
        return
    for one in every:
        told = words.imported(one.skills, one.occupations, 0)
        say(f"{one.id}  {one.name} ({', '.join(one.languages)}): {told}")


@command.command(name="remove")
@click.argument("pack_id", metavar="PACK")
def remove(pack_id: str) -> None:
    """Forget a pack."""
    from wallet.skill_packs import SkillPacks  # noqa: PLC0415 - only here

    SkillPacks().remove(pack_id)
    say(tr("Removed."))


@command.command(name="search")
@click.argument("text", metavar="TEXT")
@click.option(
    "--kind",
    type=click.Choice(["skill", "occupation", "group"]),
    default="skill",
    show_default=True,
)
@lang_option
@json_option
def search(text: str, kind: str, languages: tuple[str, ...], as_json: bool) -> None:
    """Find skills or occupations by the beginnings of words, in any language of the packs."""
    from wallet.skill_packs import SkillPacks  # noqa: PLC0415 - only here

    found = SkillPacks().search(text, kind, languages)
    if as_json:
        told = [{"pack": pack, **_concept(one)} for pack, one in found]
        common.print_json({"tool": "tessera", "found": told})
        return
    for _, one in found:
        say(f"{one.label.text} ({one.label.lang})  {one.uri}")
    if not found:
        say(tr("Nothing found."))


@command.command(name="occupation")
@common.wallet_options
@click.argument("occupation", metavar="NAME-OR-ADDRESS")
def occupation_(
    vault: Path | None, passphrase_file: Path | None, as_json: bool, occupation: str
) -> None:
    """Say what an occupation wants, and which of it your verified credentials show."""
    from wallet.session.skills import Skills  # noqa: PLC0415 - only here

    with common.opened(vault, passphrase_file) as session:
        skills = Skills(session)
        pack_id, uri = _named(skills, occupation)
        found = skills.standing(pack_id, uri)
    if as_json:
        common.print_json({"tool": "tessera", **_standing(found)})
        return
    say(found.occupation.label.text)
    say(words.standing(found.count(essential=True), found.count(essential=False)))
    for essential, title in ((True, tr("Essential")), (False, tr("Optional"))):
        say("")
        say(title)
        for one in found.skills:
            if one.wanted.essential is essential:
                _tell_skill(one)


def _named(skills: Skills, occupation: str) -> tuple[str, str]:
    """Pack and address of an occupation; a name has to be whole, or the only one found."""
    found = skills.search(occupation)
    exact = [one for one in found if one[1].label.text.casefold() == occupation.casefold()]
    chosen: Sequence[tuple[str, Found]] = exact or found
    if (named := skills.find(occupation)) is not None:
        chosen = (named,)
    if len(chosen) != 1:
        for _, one in found[:_SHOWN]:
            say(f"{one.label.text}  {one.uri}", err=True)
        raise InputError("unknown_occupation", id=occupation[:200])
    return chosen[0][0], chosen[0][1].uri


# --- what is told ----------------------------------------------------------------------------


def _tell_imported(found: Imported) -> None:
    say(words.imported(found.skills, found.occupations, found.bad_count))
    for one in found.bad:
        say(f"  {words.bad_line(one.file, one.line, one.reason, one.detail)}", err=True)
    rest = found.bad_count - len(found.bad)
    if rest > 0:
        say(ntr("  and {n} more line", "  and {n} more lines", rest), err=True)
    if found.not_tables:
        names = ", ".join(found.not_tables)
        say(tr("Not read, being no tables of skills: {names}", names=names), err=True)


def _tell_skill(skill: Skill) -> None:
    covered, name = skill.covered, skill.wanted.skill.label.text
    say(f"  {'+' if covered.is_covered else '-'} {name}")
    for one in covered.by:
        say(f"      {_title(one.title)}")
    for one in covered.claimed:
        why = tr("{title}: not verified, so it does not count", title=_title(one.title))
        say(f"      {why}")


def _title(texts: Sequence[Any]) -> str:
    return texts[0].text if texts else tr("Without a title")


def _imported(found: Imported) -> dict[str, Any]:
    return {
        "pack": found.pack_id,
        "name": found.name,
        "skills": found.skills,
        "occupations": found.occupations,
        "relations": found.relations,
        "languages": list(found.languages),
        "bad_count": found.bad_count,
        "bad": [asdict(one) for one in found.bad],
        "not_tables": list(found.not_tables),
    }


def _concept(found: Found) -> dict[str, Any]:
    return {
        "uri": found.uri,
        "kind": found.kind,
        "label": {"lang": found.label.lang, "text": found.label.text},
        "code": found.code,
    }


def _standing(found: Standing) -> dict[str, Any]:
    return {
        "occupation": _concept(found.occupation),
        "skills": [
            {
                **_concept(one.wanted.skill),
                "essential": one.wanted.essential,
                "covered": one.covered.is_covered,
                "by": [each.credential_id for each in one.covered.by],
                "not_verified": [each.credential_id for each in one.covered.claimed],
            }
            for one in found.skills
        ],
    }
