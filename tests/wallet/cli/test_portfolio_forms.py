"""``tessera portfolio export --as``: what leaves is said, and a yes comes before it."""

from __future__ import annotations

from pathlib import Path

from tests.wallet.cli.conftest import Run

Opening = tuple[str, ...]
WORDS = ("--title", "Mine", "--name", "Lena")


def test_each_form_is_written_after_a_yes(
    run: Run, opening: Opening, ids: list[str], tmp_path: Path
) -> None:
    for form in ("clr", "elm", "csv", "html"):
        out = tmp_path / f"out.{form}"
        command = ("portfolio", "export", ids[0], *WORDS, "--as", form, "--out", out, *opening)
        assert run(*command, typed="n\n").status == 3
        assert not out.exists()
        ran = run(*command, "--yes", "--json")
        assert (ran.status, ran.json["form"]) == (0, form)
        assert out.stat().st_size
    entries = run("ledger", "--json", *opening).json["entries"]
    assert [one["transport"] for one in entries] == ["html", "csv", "elm", "clr"]
    assert [one["reason"] for one in ran.json["left"]] == ["proof_not_in_page"]


def test_files_and_results_go_with_a_pdf_alone(
    run: Run, opening: Opening, ids: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    command = ("portfolio", "export", ids[0], *WORDS, "--as", "csv", "--out", out, *opening)
    assert run(*command, "--pathway", "urn:x", "--yes").status == 3
    assert run(*command, "--attach", tmp_path / "inbox/one.json", "--yes").status == 3
    assert not out.exists()
