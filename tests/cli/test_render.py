from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from .conftest import Ran, pixels

Lookglass = Callable[..., Ran]


def test_a_lipstick_changes_the_mouth_and_nothing_else(
    lookglass: Lookglass, portrait: Path, tmp_path: Path
) -> None:
    out = tmp_path / "worn.png"
    ran = lookglass("render", portrait, "-o", out, "--wear", "lipstick-rouge-satin")
    assert (ran.code, ran.err) == (0, "")
    changed = np.argwhere((pixels(out) != pixels(portrait)).any(axis=2))
    height, width = np.ptp(changed, axis=0) + 1
    assert 10 < height < 60
    assert 30 < width < 90


def test_wear_takes_several_products_at_once_or_one_by_one(
    lookglass: Lookglass, portrait: Path, tmp_path: Path
) -> None:
    several, each = tmp_path / "several.png", tmp_path / "each.png"
    words = ("lipstick-rouge-satin", "lipstick-berry-gloss")
    assert lookglass("render", portrait, "-o", several, "--wear", *words).code == 0
    assert lookglass("render", portrait, "-o", each, "--wear", words[0], "--wear", words[1]).code == 0
    np.testing.assert_array_equal(pixels(several), pixels(each))


def test_strength_zero_leaves_every_pixel(lookglass: Lookglass, portrait: Path, tmp_path: Path) -> None:
    out = tmp_path / "bare.png"
    ran = lookglass("render", portrait, "-o", out, "--look", "evening", "--strength", "0")
    assert ran.code == 0
    np.testing.assert_array_equal(pixels(out), pixels(portrait))


def test_half_strength_lies_between(lookglass: Lookglass, portrait: Path, tmp_path: Path) -> None:
    distance = {}
    for strength in ("0.5", "1"):
        out = tmp_path / f"{strength}.png"
        lookglass("render", portrait, "-o", out, "--wear", "lipstick-berry-matte", "--strength", strength)
        distance[strength] = int(np.abs(pixels(out).astype(int) - pixels(portrait)).sum())
    assert 0.2 * distance["1"] < distance["0.5"] < 0.8 * distance["1"]


def test_split_shows_the_bare_face_on_the_left(lookglass: Lookglass, portrait: Path, tmp_path: Path) -> None:
    out, whole = tmp_path / "split.png", tmp_path / "whole.png"
    wear = ("--wear", "lipstick-rouge-matte")
    assert lookglass("render", portrait, "-o", out, "--split", *wear).code == 0
    assert lookglass("render", portrait, "-o", whole, *wear).code == 0
    split, middle = pixels(out), pixels(portrait).shape[1] // 2
    np.testing.assert_array_equal(split[:, : middle - 4], pixels(portrait)[:, : middle - 4])
    np.testing.assert_array_equal(split[:, middle + 4 :], pixels(whole)[:, middle + 4 :])


def test_every_frame_of_the_demo_subject_is_written(lookglass: Lookglass, tmp_path: Path) -> None:
    out = tmp_path / "demo.mp4"
    ran = lookglass("render", "demo:face", "-o", out, "--look", "evening", "--json")
    assert ran.code == 0
    assert ran.document["frames"] == ran.document["frames_with_face"] == 300
    with av.open(str(out)) as clip:
        times = [frame.time for frame in clip.decode(video=0)]
    np.testing.assert_allclose(np.diff(times), 1 / 30, atol=1e-3)
    assert len(times) == 300


def test_a_picture_without_a_face_is_written_all_the_same(
    lookglass: Lookglass, empty_picture: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.png"
    ran = lookglass("render", empty_picture, "-o", out, "--look", "evening")
    assert ran.code == 3
    assert "No face was found" in ran.err
    np.testing.assert_array_equal(pixels(out), pixels(empty_picture))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--wear", "lipstick-rouge-satn"), "Did you mean lipstick-rouge-satin"),
        (("--wear", "lipstick-rouge-satin:99"), "has no variant '99'"),
        (("--wear", "nowhere.glb"), "no file"),
        (("--look", "the-look-of-tomorrow"), "the-look-of-tomorrow"),
        (("--preset", "wobbly"), "wobbly"),
        (("--set", "steady.nonsense=1"), "steady has no knob 'nonsense'"),
        (("--set", "steady.lips_cutoff_hz=-1"), "steady.lips_cutoff_hz: expected 0.05 to 10 Hz, got -1"),
        (("--set", "lips"), "Expected GROUP.KNOB=VALUE"),
        (("--set", "lipstick-rouge-satin.coverage=0.5"), "neither a group nor a worn product"),
        (("--wear", "lipstick-rouge-satin", "--set", "lipstick-rouge-satin.coverage=5"), "expected 0 to 1"),
        (("--strength", "2"), "Strength: expected 0 to 1, got 2"),
        (("--max-subjects", "0"), "Number of people: expected 1 to 10, got 0"),
        (("--provider", "crystal-ball"), "no face provider 'crystal-ball'"),
        (("--nonsense",), "--nonsense"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_does_not_fit_is_said_in_one_line(
    lookglass: Lookglass, portrait: Path, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    out = tmp_path / "out.png"
    ran = lookglass("render", portrait, "-o", out, *words)
    assert ran.code == 2
    assert sentence in ran.err
    assert ran.err.count("\n") == 1, ran.err
    assert not out.exists()


def test_a_missing_or_broken_source_is_said_in_one_line(lookglass: Lookglass, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"this is no video" * 100)
    for source in (tmp_path / "missing.mp4", broken, tmp_path, "camera:97", "demo:ears", "demo:hands"):
        ran = lookglass("render", source, "-o", tmp_path / "out.mp4")
        assert ran.code == 2, source
        assert ran.err.count("\n") == 1, ran.err
        assert "Traceback" not in ran.err


def test_an_output_that_cannot_be_written_is_said_in_one_line(
    lookglass: Lookglass, portrait: Path, tmp_path: Path
) -> None:
    for out in (tmp_path / "nowhere" / "out.png", tmp_path / "out.xyz", tmp_path):
        ran = lookglass("render", portrait, "-o", out)
        assert ran.code == 2, out
        assert ran.err.count("\n") == 1, ran.err


def test_a_clip_is_never_written_onto_itself(lookglass: Lookglass, portrait: Path, tmp_path: Path) -> None:
    clip = tmp_path / "clip.png"
    clip.write_bytes(portrait.read_bytes())
    ran = lookglass("render", clip, "-o", tmp_path / "." / "clip.png", "--wear", "lipstick-rouge-satin")
    assert ran.code == 2
    assert "is the source itself" in ran.err
    assert clip.read_bytes() == portrait.read_bytes()


def test_no_picture_of_a_folder_is_overwritten(
    lookglass: Lookglass, empty_picture: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("a-0001.png", "a-0002.png"):
        (folder / name).write_bytes(empty_picture.read_bytes())
    ran = lookglass("render", folder, "-o", folder / "a.png")
    assert ran.code == 2
    assert "may overwrite a-0001.png" in ran.err
    assert lookglass("render", folder, "-o", folder / "worn.png").code == 3
    assert sorted(path.name for path in folder.iterdir()) == [
        "a-0001.png", "a-0002.png", "worn-0001.png", "worn-0002.png",
    ]  # fmt: skip


def test_a_picture_that_cannot_be_read_is_named_and_the_others_are_rendered(
    lookglass: Lookglass, empty_picture: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "good.png").write_bytes(empty_picture.read_bytes())
    (folder / "bad.png").write_bytes(empty_picture.read_bytes()[:400])
    ran = lookglass("render", folder, "-o", tmp_path / "out.png", "--json")
    assert ran.document["frames"] == 1
    assert "bad.png is damaged" in ran.err
    (folder / "good.png").unlink()
    for command, out in (("render", "none.mp4"), ("track", "none.npz")):
        ran = lookglass(command, folder, "-o", tmp_path / out)
        assert ran.code == 2
        assert "There is no frame in" in ran.err
        assert not (tmp_path / out).exists()


def test_names_that_no_file_can_have_are_said_in_one_line(
    lookglass: Lookglass, portrait: Path, tmp_path: Path
) -> None:
    long = "a" * 300
    for source, out in ((portrait, f"{long}.png"), (long, "out.png"), ("", "out.png")):
        ran = lookglass("render", source, "-o", tmp_path / out)
        assert ran.code == 2
        assert ran.err.count("\n") == 1, ran.err


def test_json_also_says_what_went_wrong(lookglass: Lookglass, tmp_path: Path) -> None:
    ran = lookglass("render", tmp_path / "missing.mp4", "-o", tmp_path / "out.mp4", "--json")
    assert ran.code == 2
    assert "missing.mp4" in ran.document["error"]
