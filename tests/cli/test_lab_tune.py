"""`lab tune` from the command line: a small run from clips to files, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.lab.clips import ClipSpec, make, write_clip
from app.store.fronts import read_front
from app.store.presets import read_preset

from .conftest import Ran

Lookglass = Callable[..., Ran]
pytestmark = [pytest.mark.gl, pytest.mark.slow]


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("clips")
    specs = [
        ClipSpec(motion=motion, camera="clean", size=(480, 270), fps=20.0, seconds=1.4)
        for motion in ("still", "slow-sway")
    ]
    return [write_clip(make(spec, 7), folder) for spec in specs]


def test_a_spring_is_tuned_and_written(lookglass: Lookglass, clips: list[Path], tmp_path: Path) -> None:
    preset, front = tmp_path / "spring.json", tmp_path / "front.json"
    words = ("--method", "spring", "--budget", "6", "--validate", clips[1], "-o", preset, "--front", front)
    ran = lookglass("lab", "tune", clips[0], *words, "--json")
    assert ran.code == 0, ran.err
    found = ran.document
    assert found["tried"] == 6 and found["clips"] == [clips[0].name]
    assert found["validated_on"] == [clips[1].name]
    assert len(found["front_validated"]) == len(found["front"])
    assert [stop.knobs for stop in read_front(front).stops] == [stop["knobs"] for stop in found["front"]]
    assert read_preset(preset).knobs == found["chosen"]["knobs"]
    again = lookglass("lab", "tune", clips[0], *words, "--json")
    assert again.document == found


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--method", "flw"), "no stabiliser 'flw'"),
        (("--method", "none"), "no knobs to tune"),
        (("--knobs", "crop.slack"), "look at every clip again"),
        (("--budget", "0"), "--budget lies between"),
        (("--seed", "-1"), "the seed -1"),
        (("gone.mkv",), "gone.mkv"),
        (("a.mkv", "--validate", "a.mkv"), "at once"),
        (("-o", "preset.txt"), "an ending of .json"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    lookglass: Lookglass, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = lookglass("lab", "tune", *words)
    assert ran.code == 2 and why in ran.err and "Traceback" not in ran.err
    assert not list(tmp_path.iterdir())
