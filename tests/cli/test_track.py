from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from .conftest import Ran

Lookglass = Callable[..., Ran]


def test_the_file_is_as_documented(lookglass: Lookglass, portrait: Path, tmp_path: Path) -> None:
    out = tmp_path / "track.npz"
    ran = lookglass("track", portrait, "-o", out, "--max-subjects", "3", "--json")
    assert ran.code == 0
    assert ran.document["frames_with_face"] == 1
    expected = {
        "t_ns": ((1,), "i8"),
        "epoch": ((1,), "i"),
        "present": ((1, 3), "?"),
        "id": ((1, 3), "i"),
        "points": ((1, 3, 478, 3), "f4"),
        "raw": ((1, 3, 478, 3), "f4"),
        "visible": ((1, 3, 478), "f4"),
        "score": ((1, 3), "f"),
        "pose": ((1, 3, 4, 4), "f4"),
        "side": ((1, 3), "i"),
        "ms": ((1,), "f4"),
    }
    with np.load(out) as track:
        for name, (shape, kind) in expected.items():
            assert track[name].shape == shape, name
            assert track[name].dtype.kind == np.dtype(kind).kind, name
            assert np.isfinite(track[name]).all(), name
        meta = json.loads(str(track["meta"]))
        assert track["present"][0].tolist() == [True, False, False]
        # The astronaut looks about straight into a camera that stands some half metre away.
        pose = track["pose"][0, 0]
        assert 300 < pose[2, 3] < 1500
    assert {"version", "provider", "execution_provider", "preset"} <= set(meta)
    assert meta["provider"] == ran.document["provider"] == "onnx"
    assert meta["execution_provider"] == ran.document["execution_provider"]
    assert "CPU" in meta["execution_provider"] or "CUDA" in meta["execution_provider"]


def test_nothing_found_is_exit_three_and_a_file(
    lookglass: Lookglass, empty_picture: Path, tmp_path: Path
) -> None:
    out = tmp_path / "track.npz"
    assert lookglass("track", empty_picture, "-o", out).code == 3
    with np.load(out) as track:
        assert not track["present"].any()
        assert not track["points"].any()


def test_a_preset_changes_the_smooth_points_and_not_the_raw_ones(
    lookglass: Lookglass, shared_data: Path, tmp_path: Path
) -> None:
    clip = shared_data / "faces" / "walking_up_to_camera.gif"
    tracks = {}
    for preset in ("default", "steady"):
        out = tmp_path / f"{preset}.npz"
        assert lookglass("track", clip, "-o", out, "--preset", preset, "--set", "crop.slack=0").code == 0
        tracks[preset] = dict(np.load(out))
    assert not np.array_equal(tracks["default"]["points"], tracks["steady"]["points"])


def test_feet_are_tracked_two_at_a_time_and_a_picture_without_any_says_so(
    lookglass: Lookglass, empty_picture: Path, tmp_path: Path
) -> None:
    out = tmp_path / "t.npz"
    ran = lookglass("track", empty_picture, "-o", out, "--kind", "feet")
    assert ran.code == 3
    assert ran.err.count("No foot was found") == 1
    table = np.load(out)
    assert table["points"].shape == (1, 2, 8, 3)
    assert table["side"].shape == (1, 2) and not table["present"].any()
