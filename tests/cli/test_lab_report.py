"""`lab report`: a clip with its truth, and a recording of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from app.lab.clips import ClipSpec, make, write_clip

from .conftest import Ran

Lookglass = Callable[..., Ran]
pytestmark = [pytest.mark.gl, pytest.mark.slow]


@pytest.fixture(scope="module")
def sway(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = ClipSpec(motion="slow-sway", camera="clean", size=(480, 270), fps=20.0, seconds=1.5)
    return write_clip(make(spec, 1), tmp_path_factory.mktemp("clips"))


def test_a_clip_is_compared_against_its_truth(lookglass: Lookglass, sway: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    ran = lookglass("lab", "report", sway, "--b", "mediapipe-one-euro", "-o", out, "--json")
    assert ran.code == 0, ran.err
    found = ran.document
    assert found["truth"] and found["recording"] == sway.name
    assert (found["a"]["preset"], found["b"]["preset"]) == ("default", "mediapipe-one-euro")
    assert "steady.method = one-euro-mediapipe" in found["b"]["settings"]
    page = out.read_text("utf-8")
    assert found["sentence"] in page and "mediapipe-one-euro" in page
    jitter = found["figures"]["jitter"]
    assert jitter["unit"] == "%" and jitter["a"] > 0.0 and jitter["b"] > 0.0


def test_a_recording_gives_what_its_clip_gives(lookglass: Lookglass, sway: Path, tmp_path: Path) -> None:
    recording, out = tmp_path / "sway.lookglass", tmp_path / "report.png"
    assert lookglass("lab", "record", sway, "-o", recording).code == 0
    knobs = ("--set-b", "steady.method=spring", "--set-b", "steady.spring_hz=4")
    ran = lookglass("lab", "report", recording, *knobs, "-o", out, "--json")
    assert ran.code == 0, ran.err
    assert ran.document["b"]["settings"] == "steady.method = spring, steady.spring_hz = 4"
    assert ran.document["truth"]
    assert ran.document["figures"]["lag"]["b"] > ran.document["figures"]["lag"]["a"] + 20.0
    with Image.open(out) as picture:
        assert picture.width == 2400


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("demo:face", "-o", "x.html"), "A and B are the same"),
        (("demo:face", "--b", "steady", "-o", "x.gif"), "an ending that a report cannot have"),
        (("demo:face", "--b", "stedy", "-o", "x.html"), "steady"),
        (("demo:face", "--set-b", "stedy.method=none", "-o", "x.html"), "there is no such group"),
        (("gone.mkv", "--b", "steady", "-o", "x.html"), "gone.mkv"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    lookglass: Lookglass, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = lookglass("lab", "report", *words)
    assert ran.code == 2 and why in ran.err and "Traceback" not in ran.err
    assert not list(tmp_path.iterdir())
