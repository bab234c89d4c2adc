"""Networks are used only if they are the ones that models.toml describes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.store import models, resource_path
from app.store.models import load_model, model_entries, verify_models


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation of its own whose models may be damaged."""
    folder = tmp_path / "app" / "models"
    folder.mkdir(parents=True)
    for entry in model_entries().values():
        shutil.copy(resource_path.model_path(entry.file), folder)
    shutil.copy(resource_path.model_path("models.toml"), folder)
    monkeypatch.setattr(resource_path, "_PACKAGE", tmp_path / "app")
    resource_path._root.cache_clear()
    models.model_entries.cache_clear()
    yield folder
    resource_path._root.cache_clear()
    models.model_entries.cache_clear()


def test_all_models_of_this_checkout_are_sound() -> None:
    checked = verify_models()
    assert len(checked) >= 4
    assert [message for _, sound, message in checked if not sound] == []


@pytest.mark.parametrize("model_id", list(model_entries()))
def test_the_bytes_are_the_described_ones(model_id: str) -> None:
    data, entry = load_model(model_id), model_entries()[model_id]
    assert (len(data), hashlib.sha256(data).hexdigest()) == (entry.bytes, entry.sha256)
    assert entry.inputs and entry.outputs and entry.licence


def test_one_flipped_bit_is_noticed(copied: Path) -> None:
    file = copied / model_entries()["face_landmarks"].file
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises(UserError, match=r"models/face_landmarks\.onnx is damaged: .*; run ") as refusal:
        load_model("face_landmarks")
    assert [(i, m) for i, sound, m in verify_models() if not sound] == [
        ("face_landmarks", str(refusal.value))
    ]


def test_a_cut_off_and_a_missing_model_are_noticed(copied: Path) -> None:
    file = copied / model_entries()["face_landmarks"].file
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(UserError, match="1000 bytes, expected"):
        load_model("face_landmarks")
    file.unlink()
    with pytest.raises(UserError, match=r"models/face_landmarks\.onnx is missing"):
        load_model("face_landmarks")


def test_an_unknown_model_is_refused_by_name() -> None:
    with pytest.raises(UserError, match=r"no model 'nose'; there are .*face_landmarks"):
        load_model("nose")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("this is no toml", "cannot be read"),
        ("[a]\nfile = 'a.onnx'", r"models\.toml, a: sha256: this field is missing"),
        ("a = 1", "a is not a table"),
        *(
            (
                f"[a]\nfile = '{file}'\nsha256 = '{'0' * 64}'\nbytes = 1\nlicence = 'x'\nsource = 'y'",
                r"points out of models/",
            )
            for file in ("../a.onnx", "/etc/passwd", "x/../../a", "C:/a.onnx", "..\\\\a.onnx")
        ),
    ],
)
def test_a_broken_list_is_refused_in_one_sentence(copied: Path, text: str, says: str) -> None:
    (copied / "models.toml").write_text(text)
    with pytest.raises(UserError, match=says):
        model_entries()
