"""`--shot`, as it is called: the whole window with the mirror's picture in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from app.cli import main
from app.core.document import Document
from app.runtime.pipeline import Pipeline
from app.runtime.resolve import resolve
from app.sources import open_source
from app.store.products import load_catalogue
from app.store.settings import settings_file

pytestmark = [pytest.mark.gl, pytest.mark.slow]


def test_a_shot_is_the_whole_window_with_the_face_in_it(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "shot.png"
    assert main(["studio", "demo:face", "--shot", str(path), "--after", "0.5"]) == 0
    screen = qapp.primaryScreen().availableGeometry()
    with Image.open(path) as picture:
        assert picture.size == (min(1440, screen.width()), min(900, screen.height()))
    assert not settings_file().exists()
    frame = open_source(str(path)).read()
    pipeline = Pipeline()
    try:
        snapshot = resolve(Document(), load_catalogue())
        tracks = pipeline.step(frame, snapshot, still=True).tracks  # type: ignore[arg-type]
    finally:
        pipeline.close()
    assert len(tracks) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--shot", "nowhere/shot.png"], "nowhere"),
        (["--shot", "shot.docx"], "shot.docx"),
        (["gone.mp4", "--shot", "shot.png"], "gone.mp4"),
        (["--wear", "lipstick-rouge-satinn", "--shot", "shot.png"], "lipstick-rouge-satin"),
    ],
)
def test_what_cannot_be_shot_is_said_in_one_sentence(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["studio", *words]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1 and said in lines[0]
    assert not (tmp_path / "shot.png").exists()
