"""The linter says what keeps a product from being worn and what makes it a poor one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.errors import UserError
from app.store.lint import TRIANGLE_BUDGET, lint_path
from app.store.resource_path import resource_path

from .shapes import frame

LIPSTICK = """
id = "mine"
kind = "lipstick"
name = "Mine"
[[variants]]
id = "red"
name = "Red"
swatch = "#9e1b2f"
settings = { colour = "#9e1b2f" }
"""


def product(folder: Path, text: str = LIPSTICK, name: str = "mine") -> Path:
    file = folder / name / "product.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_our_own_catalogue_has_nothing_to_say_about() -> None:
    assert lint_path(resource_path("products")) == []


def test_a_folder_a_file_and_a_catalogue_give_the_same_findings(tmp_path: Path) -> None:
    file = product(tmp_path, LIPSTICK.replace("[[variants]]", "[settings]\ncoverage = 3\n[[variants]]"))
    findings = lint_path(file)
    assert [finding.severity for finding in findings] == ["error"]
    assert findings[0].where == str(file)
    assert findings[0].message.startswith("settings.coverage: expected 0 to 1")
    assert lint_path(file.parent) == lint_path(tmp_path) == findings


def test_a_sound_product_has_no_findings(tmp_path: Path) -> None:
    assert lint_path(product(tmp_path)) == []


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('swatch = "#9e1b2f"', 'swatch = "#20c040"', "looks unlike the colour"),
        (LIPSTICK[LIPSTICK.index("[[") :], "", "there are no shades"),
        (
            LIPSTICK[LIPSTICK.index("[[") :],
            LIPSTICK[LIPSTICK.index("[[") :] * 2,
            "",
        ),
    ],
)
def test_odd_shades_are_found(tmp_path: Path, before: str, after: str, says: str) -> None:
    findings = lint_path(product(tmp_path, LIPSTICK.replace(before, after)))
    if says:
        assert [(f.severity, says in f.message) for f in findings] == [("warning", True)]
    else:
        assert [f.severity for f in findings] == ["error"]


def test_two_shades_of_one_name_are_found(tmp_path: Path) -> None:
    twin = LIPSTICK[LIPSTICK.index("[[") :].replace('"red"', '"red-two"')
    findings = lint_path(product(tmp_path, LIPSTICK + twin))
    assert [f.message for f in findings] == ["variants: two are named 'Red'."]


def test_a_folder_without_a_product_is_found(tmp_path: Path) -> None:
    product(tmp_path)
    (tmp_path / "empty").mkdir()
    findings = lint_path(tmp_path)
    assert [(f.severity, f.where) for f in findings] == [("warning", str(tmp_path / "empty"))]


def test_nothing_to_check_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file or folder"):
        lint_path(tmp_path / "none")
    with pytest.raises(UserError, match="neither a product folder"):
        lint_path(tmp_path)
    with pytest.raises(UserError, match=r"There is no file .*none\.glb"):
        lint_path(tmp_path / "none.glb")
    (tmp_path / "text.txt").write_text("words")
    with pytest.raises(UserError, match=r"GLB, glTF.*PNG"):
        lint_path(tmp_path / "text.txt")


def test_glasses_on_the_datum_have_no_findings(tmp_path: Path) -> None:
    frame().export(tmp_path / "a.glb")
    assert lint_path(tmp_path / "a.glb") == []


def test_glasses_of_a_product_are_held_to_the_datum(tmp_path: Path) -> None:
    file = product(tmp_path, 'id = "mine"\nkind = "glasses"\nname = "G"\nmodel = "a.glb"')
    frame(70.0).export(file.parent / "a.glb")
    findings = lint_path(file)
    assert [f.severity for f in findings] == ["warning"]
    assert findings[0].message == "70 mm is no width of glasses; expected 110 to 165 mm."


def test_ones_own_glb_is_told_how_it_will_be_worn(tmp_path: Path) -> None:
    mesh = frame()
    mesh.apply_scale(1e3)
    mesh.export(tmp_path / "a.glb")
    assert [f.message for f in lint_path(tmp_path / "a.glb")] == ["Its numbers are taken to be millimetres."]


def test_too_many_triangles_are_found(tmp_path: Path) -> None:
    mesh = frame(subdivisions=6)
    assert len(mesh.faces) > TRIANGLE_BUDGET
    mesh.export(tmp_path / "a.glb")
    assert any(f"more than {TRIANGLE_BUDGET}" in f.message for f in lint_path(tmp_path / "a.glb"))


@pytest.mark.parametrize("content", [b"", b"glTF", b"{}", bytes(np.arange(256, dtype=np.uint8))])
def test_a_broken_glb_is_one_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.glb").write_bytes(content)
    findings = lint_path(tmp_path / "a.glb")
    assert [finding.severity for finding in findings] == ["error"]


def test_a_broken_model_is_named_once(tmp_path: Path) -> None:
    broken = tmp_path / "broken.glb"
    broken.write_bytes(b"no model")
    (finding,) = lint_path(broken)
    assert finding.where == str(broken)
    assert finding.message == "this is no GLB file."
