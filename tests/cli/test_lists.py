from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.store.products import load_catalogue

from .conftest import Ran

Lookglass = Callable[..., Ran]


def test_the_catalogue_as_json(lookglass: Lookglass) -> None:
    listed = lookglass("products", "list", "--json").document
    assert {entry["id"] for entry in listed} == {product.id for product in load_catalogue().products}
    for entry in listed:
        assert set(entry) == {"id", "kind", "name", "variants"}
    kinds = [entry["kind"] for entry in listed]
    assert kinds.count("lipstick") >= 12
    assert kinds.count("glasses") >= 4


def test_the_catalogue_for_people_has_a_line_for_each_product(lookglass: Lookglass) -> None:
    out = lookglass("products", "list").out
    for product in load_catalogue().products:
        assert product.id in out


def test_our_own_products_are_sound(lookglass: Lookglass) -> None:
    for product in load_catalogue().products:
        folder = Path(str(product.model_path)).parent if product.model_path else None
        if folder is not None:
            ran = lookglass("products", "lint", folder)
            assert ran.code == 0, ran.out


def test_a_broken_product_fails_the_lint(lookglass: Lookglass, tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "product.toml").write_text('id = "odd"\nkind = "spoon"\nname = "Odd"\n')
    ran = lookglass("products", "lint", tmp_path / "odd")
    assert ran.code == 1
    assert "spoon" in ran.out


def test_the_models_are_verified(lookglass: Lookglass) -> None:
    ran = lookglass("models", "verify", "--json")
    assert ran.code == 0
    assert {entry["id"] for entry in ran.document} >= {"face_landmarks", "face_detector_short"}
    assert all(entry["sound"] for entry in ran.document)


@pytest.mark.parametrize("word", ["products", "models"])
def test_a_command_without_its_action_says_what_there_is(lookglass: Lookglass, word: str) -> None:
    ran = lookglass(word)
    assert ran.code == 2
    assert "list" in ran.err
    assert ran.err.count("\n") == 1


def test_bench_times_both_on_the_same_frames(lookglass: Lookglass, portrait: Path) -> None:
    pytest.importorskip("mediapipe", reason="mediapipe has no wheel for this Python")
    ran = lookglass("bench", portrait, "--against", "mediapipe", "--json")
    assert ran.code == 0
    assert set(ran.document["p50_ms"]) == {"onnx", "mediapipe"}
    ratio = ran.document["p50_ms"]["onnx"] / ran.document["p50_ms"]["mediapipe"]
    assert ran.document["ratio_p50"] == pytest.approx(ratio)


def test_the_module_runs_as_a_program() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "app", "--version"], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout.startswith("lookglass ")


def test_without_a_standard_error_only_the_answer_reaches_standard_output(
    lookglass: Lookglass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    ran = lookglass("models", "verify", "--json")
    sys.stderr.close()
    assert ran.code == 0
    assert all(entry["sound"] for entry in ran.document)


def test_a_misspelt_command_is_said_so(lookglass: Lookglass) -> None:
    ran = lookglass("rendr", "clip.mp4", "-o", "out.mp4")
    assert ran.code == 2
    assert "Did you mean render?" in ran.err
    assert ran.err.count("\n") == 1


def test_doctor_says_what_runs_as_one_document(lookglass: Lookglass) -> None:
    ran = lookglass("doctor", "--json")
    assert ran.code in (0, 1)
    assert "models" in ran.out.lower()
    assert ran.document
