"""TRACK.npz is what DESIGN says, to the letter."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app
from app.core.errors import UserError
from app.core.frame import Frame
from app.core.missing import Missing
from app.core.observations import Crop
from app.core.pose import Pose
from app.core.tracks import FaceTrack
from app.sinks import TrackWriter

K = 478
RGB = np.zeros((4, 4, 3), np.uint8)


def face(column: int = 0, *, identity: int = 1, size: float = 100.0, at: float = 50.0, present: bool = True):
    """A face whose points fill a box of `size` px at `at`."""
    grid = np.linspace(0.0, 1.0, K, dtype=np.float32)
    points = np.stack([at + size * grid, at + size * grid[::-1], grid], axis=-1).astype(np.float32)
    pose = Pose(np.eye(3), np.array([at, 0.0, 500.0]))
    return FaceTrack(
        id=identity,
        column=column,
        raw=points + 1,
        points=points,
        visible=np.full(K, 0.5, np.float32),
        score=0.9,
        present=present,
        opacity=1.0,
        crop=Crop(0.0, 0.0, 10.0),
        pose=pose,
    )


def frame(index: int, epoch: int = 0) -> Frame:
    return Frame.from_rgb(RGB, t_ns=index * 40_000_000, index=index, epoch=epoch)


def written(path: Path, rows, *, subjects: int = 1, kind: str = "face") -> dict[str, np.ndarray]:
    writer = TrackWriter(path, subjects, kind, {"provider": "onnx", "preset": None})
    for index, row in enumerate(rows):
        tracks, epoch = row if isinstance(row, tuple) else (row, 0)
        writer.add(frame(index, epoch), tracks, 3.5)
    writer.close()
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def test_shapes_and_types_are_as_designed(tmp_path: Path) -> None:
    arrays = written(tmp_path / "t.npz", [[face()], [], [face()]], subjects=2)
    expected = {
        "t_ns": ((3,), np.int64),
        "epoch": ((3,), np.int64),
        "present": ((3, 2), np.bool_),
        "id": ((3, 2), np.int64),
        "points": ((3, 2, K, 3), np.float32),
        "raw": ((3, 2, K, 3), np.float32),
        "visible": ((3, 2, K), np.float32),
        "score": ((3, 2), np.float32),
        "pose": ((3, 2, 4, 4), np.float32),
        "side": ((3, 2), np.int64),
        "ms": ((3,), np.float32),
    }
    assert {name: (a.shape, a.dtype.type) for name, a in arrays.items() if name != "meta"} == expected
    assert arrays["t_ns"].tolist() == [0, 40_000_000, 80_000_000]
    assert arrays["ms"].tolist() == [3.5] * 3
    meta = json.loads(str(arrays["meta"]))
    assert meta == {"version": app.__version__, "kind": "face", "provider": "onnx", "preset": None}


def test_values_are_those_of_the_track(tmp_path: Path) -> None:
    track = face(identity=7)
    arrays = written(tmp_path / "t.npz", [[track]])
    assert np.array_equal(arrays["points"][0, 0], track.points)
    assert np.array_equal(arrays["raw"][0, 0], track.raw)
    assert isinstance(track.pose, Pose)
    assert np.allclose(arrays["pose"][0, 0], track.pose.matrix)
    assert (arrays["id"][0, 0], float(arrays["score"][0, 0])) == (7, pytest.approx(0.9))


def test_absent_rows_repeat_the_last_value_and_are_zero_before_the_first(tmp_path: Path) -> None:
    rows = [[], [face(at=10)], [face(at=99, present=False)], [], [face(at=30)]]
    arrays = written(tmp_path / "t.npz", rows)
    assert arrays["present"][:, 0].tolist() == [False, True, False, False, True]
    for name in ("id", "points", "raw", "visible", "score", "pose"):
        values = arrays[name][:, 0]
        assert not values[0].any()
        assert np.array_equal(values[1], values[2]) and np.array_equal(values[1], values[3])
    assert not np.array_equal(arrays["points"][4], arrays["points"][3])


def test_a_missing_pose_repeats_the_last_one(tmp_path: Path) -> None:
    rows = [[replace(face(), pose=Missing("too small"))], [face()], [replace(face(), pose=Missing("odd"))]]
    arrays = written(tmp_path / "t.npz", rows)
    assert arrays["present"].all()
    assert not arrays["pose"][0].any()
    assert np.array_equal(arrays["pose"][1], arrays["pose"][2])


def test_column_0_is_the_subject_with_the_largest_mean_box(tmp_path: Path) -> None:
    rows = [
        [face(0, identity=1, size=90), face(1, identity=2, size=60)],
        [face(0, identity=1, size=50)],
        [face(1, identity=2, size=85), face(0, identity=1, size=40)],
    ]
    arrays = written(tmp_path / "t.npz", rows, subjects=3)
    assert arrays["id"][-1].tolist() == [2, 1, 0]
    assert arrays["present"].tolist() == [[True, True, False], [False, True, False], [True, True, False]]


def test_each_picture_of_a_folder_has_its_own_order(tmp_path: Path) -> None:
    rows = [
        ([face(0, identity=1, size=20), face(1, identity=2, size=80)], 0),
        ([face(0, identity=1, size=80), face(1, identity=2, size=20)], 1),
    ]
    arrays = written(tmp_path / "t.npz", rows, subjects=2)
    assert arrays["epoch"].tolist() == [0, 1]
    assert arrays["id"].tolist() == [[2, 1], [1, 2]]


def test_values_that_are_no_numbers_count_as_absent(tmp_path: Path) -> None:
    broken = face()
    points = broken.points.copy()
    points[3, 1] = np.nan
    rows = [[face()], [replace(broken, points=points)], [replace(face(), score=float("nan"))]]
    arrays = written(tmp_path / "t.npz", rows)
    assert arrays["present"][:, 0].tolist() == [True, False, False]
    assert all(np.isfinite(a).all() for name, a in arrays.items() if a.dtype.kind == "f")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 3), unique=True, max_size=4), st.integers(1, 500), st.booleans()),
        max_size=15,
    )
)
def test_any_coming_and_going_gives_a_sound_file(tmp_path_factory: pytest.TempPathFactory, story) -> None:
    rows = [
        [face(c, identity=c + 1, size=s * (c + 1), present=p) for c in columns] for columns, s, p in story
    ]
    arrays = written(tmp_path_factory.mktemp("t") / "t.npz", rows, subjects=4)
    assert arrays["points"].shape == (len(rows), 4, K, 3)
    for i, (columns, _, present) in enumerate(story):
        seen = sorted(arrays["id"][i][arrays["present"][i]].tolist())
        assert seen == (sorted(c + 1 for c in columns) if present else [])
    for i in range(1, len(rows)):
        absent = ~arrays["present"][i]
        assert np.array_equal(arrays["points"][i][absent], arrays["points"][i - 1][absent])


def test_no_frame_at_all_is_a_sound_file_too(tmp_path: Path) -> None:
    arrays = written(tmp_path / "t.npz", [], subjects=2, kind="feet")
    assert arrays["points"].shape == (0, 2, 8, 3) and arrays["t_ns"].shape == (0,)


def test_the_file_bears_exactly_the_name_given_and_appears_at_the_end(tmp_path: Path) -> None:
    writer = TrackWriter(tmp_path / "track", 1)
    writer.add(frame(0), [face()], 1.0)
    assert list(tmp_path.iterdir()) == []
    assert (writer.frames, writer.frames_with_subject) == (1, 1)
    writer.close()
    writer.close()
    assert [p.name for p in tmp_path.iterdir()] == ["track"]
    with pytest.raises(ValueError, match="closed"):
        writer.add(frame(1), [], 1.0)


def test_a_place_that_cannot_be_written_is_said_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"t\.npz cannot be written: the folder .* does not exist"):
        TrackWriter(tmp_path / "away" / "t.npz", 1)


def test_wrong_shapes_and_kinds_are_errors_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="kind: expected one of face, feet"):
        TrackWriter(tmp_path / "t.npz", 1, "hands")
    writer = TrackWriter(tmp_path / "t.npz", 1, "feet")
    with pytest.raises(ValueError, match=r"points: expected \(8, 3\), got \(478, 3\)"):
        writer.add(frame(0), [face()], 1.0)
