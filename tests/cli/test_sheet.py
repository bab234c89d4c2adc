"""`render --sheet`: a grid of looks as one picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import pixels

pytestmark = pytest.mark.gl


def test_a_sheet_of_one_picture(lookglass, portrait: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    ran = lookglass("render", portrait, "--wear", "lipstick-rouge-satin", "--sheet", out, "--json")
    assert ran.code == 0, ran.err
    assert ran.document["pictures"] == ran.document["pictures_with_face"] == 1
    assert list(pixels(out).shape[:2]) == ran.document["size"][::-1]


def test_a_sheet_of_every_variant(lookglass, portrait: Path, tmp_path: Path) -> None:
    wear = ("--wear", "lipstick-rouge-satin")
    out = tmp_path / "sheet.png"
    ran = lookglass(
        "render", portrait, *wear, "--sheet", out, "--sheet-of", "variants", "--close-up", "--json"
    )
    assert ran.code == 0, ran.err
    assert ran.document["pictures"] >= 2
    assert (pixels(out)[:4] == 255).all()


def test_nobody_there_is_said_and_the_sheet_is_written(
    lookglass, empty_picture: Path, tmp_path: Path
) -> None:
    ran = lookglass("render", empty_picture, "--sheet", tmp_path / "sheet.png")
    assert ran.code == 3 and (tmp_path / "sheet.png").exists()
    assert "No face was found" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--sheet", "sheet.png", "--count", "0"), "expected 1 to 200"),
        (("--sheet", "sheet.png", "--sheet-of", "variants"), "nothing is worn"),
        (("--sheet", "nowhere/sheet.png"), "does not exist"),
        (("--sheet", "sheet.xyz"), "ending"),
        ((), "required"),
        (("--sheet", "sheet.png", "-o", "out.png"), "not allowed with"),
    ],
)
def test_what_does_not_fit_is_one_sentence(
    lookglass, portrait: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = lookglass("render", portrait, *words)
    assert ran.code == 2 and said in ran.err
    assert list(tmp_path.iterdir()) == []
