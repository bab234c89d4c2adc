"""`lookglass lab score`: tables of made clips, of clips on disk and of any video."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.lab.clips import ClipSpec, make, write_clip

from .conftest import Ran

Lookglass = Callable[..., Ran]
# Small and short: what is tested is that everything is measured, not how good it is.
_SECONDS = 1.6


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made clip on disk, its truth beside it."""
    spec = ClipSpec(motion="slow-sway", size=(640, 360), camera="clean", seconds=_SECONDS, fps=20.0)
    return write_clip(make(spec, 3), tmp_path_factory.mktemp("clips"))


def test_a_made_clip_is_scored_and_written_as_tables(lookglass: Lookglass, tmp_path: Path) -> None:
    out = tmp_path / "table.html"
    words = ("--subject", "demo", "--motion", "still", "--seconds", _SECONDS, "--camera", "clean")
    ran = lookglass("lab", "score", *words, "--method", "none,one-euro", "-o", out)
    assert ran.code == 0, ran.err
    heads = next(line for line in ran.out.splitlines() if "at most" in line)
    assert "none" in heads and "one-euro" in heads and heads.endswith("aim")
    assert "still, %" in ran.out and "detect..fit, ms" in ran.out and "slow sway" not in ran.out
    written = out.read_text("utf-8")
    assert "temples" in written and "turn of the head" in written


def test_clips_are_scored_against_their_truth_or_against_themselves(
    lookglass: Lookglass, clip: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "film.mkv"
    alone.write_bytes(clip.read_bytes())
    ran = lookglass("lab", "score", clip, alone, "--method", "one-euro", "--json")
    assert ran.code == 0, ran.err
    known, blind = ran.document["clips"]
    assert (known["motion"], blind["motion"]) == ("slow-sway", "")
    of_known, of_blind = (one["scores"]["one-euro"] for one in (known, blind))
    assert 0.0 < of_known["regions"]["all"]["error"]["percent"] < 3.0
    assert of_known["face_px"] == pytest.approx(137.5, rel=0.05)
    assert of_known["overshoot"] is not None and of_blind["overshoot"] is None
    assert of_known["frames"] == of_blind["frames"] == round(20 * _SECONDS)
    assert of_known["losses"]["frames"] == 0 and of_known["losses"]["swaps"] == 0


def test_a_preset_is_scored_under_its_name(lookglass: Lookglass, clip: Path) -> None:
    ran = lookglass("lab", "score", clip, "--preset", "responsive", "--json")
    assert ran.code == 0, ran.err
    assert list(ran.document["clips"][0]["scores"]) == ["responsive"]


@pytest.mark.skipif(find_spec("mediapipe") is None, reason="needs the package mediapipe")
def test_mediapipes_own_are_scored_on_the_same_frames(
    lookglass: Lookglass, clip: Path, shared_data: Path
) -> None:
    model = shared_data / "reference" / "face_landmarker_v2_with_blendshapes.task"
    peers = ("--against", "mediapipe", "--against-v2", model)
    ran = lookglass("lab", "score", clip, *peers, "--method", "none", "--json")
    assert ran.code == 0, ran.err
    scores = ran.document["clips"][0]["scores"]
    raw, filtered = scores["MediaPipe, raw"], scores["MediaPipe V2 + One-Euro"]
    assert raw["regions"]["all"]["error"]["percent"] < 3.0
    # One-Euro as MediaPipe ships it comes late, and tells no pose.
    assert filtered["lag_ms"] > raw["lag_ms"] + 2.0
    assert filtered["pose"] is None and raw["pose"] is not None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--method", "magic"), "There is no stabiliser 'magic'"),
        (("--against-v2", "none.task"), "none.task is no file"),
        (("--motion", "flying"), "invalid choice: 'flying'"),
        (("-o", "table.csv"), "expected an ending of .md or .html"),
        (("no-clip.mkv",), "no-clip.mkv"),
        (("--seconds", "-1"), "seconds"),
    ],
)
def test_what_does_not_fit_is_said_in_a_line(lookglass: Lookglass, words: tuple[str, ...], says: str) -> None:
    ran = lookglass("lab", "score", *words)
    assert ran.code == 2 and says in ran.err
    assert "Traceback" not in ran.err


def test_pictures_have_no_stability(lookglass: Lookglass, portrait: Path) -> None:
    ran = lookglass("lab", "score", portrait, "--method", "none")
    assert ran.code == 2 and "expected a clip" in ran.err
