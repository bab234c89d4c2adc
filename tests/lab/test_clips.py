"""Clips: the same each time, with truth beside them, in memory as on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.errors import UserError
from app.core.frame import Frame
from app.lab.clips import MOTIONS, ClipSpec, make
from app.lab.clips.clip import Stage
from app.lab.clips.motions import Moment
from app.lab.clips.occluder import Occluder
from app.lab.clips.portrait import portrait_of
from app.lab.clips.timing import times_ns
from app.store.resource_path import resource_path

SMALL = ClipSpec(size=(320, 240), seconds=0.2, face_px=80.0)
PHOTO = str(resource_path("face/astronaut.png"))
MS = 1_000_000


def digest(frames: Iterable[Frame]) -> str:
    total = hashlib.sha256()
    for frame in frames:
        total.update(frame.rgb.tobytes() + frame.t_ns.to_bytes(8, "little"))
    return total.hexdigest()


@pytest.mark.parametrize("subject", ["demo", PHOTO])
def test_a_seed_gives_the_same_clip_every_time(subject: str) -> None:
    spec = replace(SMALL, subject=subject, motion="talking", seconds=0.07)
    one, again, other = make(spec, 1), make(spec, 1), make(spec, 2)
    first = digest(one.frames)
    assert first == digest(one.frames) == digest(again.frames)
    assert first != digest(other.frames)
    assert np.array_equal(one.truth.points, again.truth.points)


@pytest.mark.parametrize("subject", ["demo", PHOTO])
def test_a_still_clip_of_a_clean_camera_is_constant(subject: str) -> None:
    clip = make(replace(SMALL, subject=subject, camera="clean"), 0)
    first, *others = (frame.rgb for frame in clip.frames)
    assert len(others) == 5 and all(np.array_equal(first, other) for other in others)
    assert np.array_equal(clip.truth.points, np.broadcast_to(clip.truth.points[0], clip.truth.points.shape))


def test_a_webcam_adds_noise_and_nothing_else() -> None:
    spec = replace(SMALL, subject=PHOTO, seconds=0.3)
    clean = next(iter(make(replace(spec, camera="clean"), 0).frames)).rgb.astype(float)
    seen = np.stack([frame.rgb for frame in make(spec, 0).frames]).astype(float)
    assert 0.5 < np.median(seen.std(axis=0)) < 4.0
    assert abs(float((seen.mean(axis=0) - clean).mean())) < 1.0


@pytest.mark.parametrize("motion", MOTIONS)
def test_every_motion_can_be_made_of_both_kinds_of_subject(motion: str) -> None:
    for subject in ("demo", PHOTO):
        clip = make(replace(SMALL, subject=subject, motion=motion, fps=5.0, seconds=0.4, blur=0.1), 0)
        frames = list(clip.frames)
        assert len(frames) == len(clip) == len(clip.truth) == 2
        assert np.isfinite(clip.truth.points).all() and clip.truth.valid.any()
        assert {frame.rgb.shape for frame in frames} == {(240, 320, 3)}
        assert clip.truth.has_pose.all() == (subject == "demo")


@pytest.mark.parametrize("size", [(1280, 720), (854, 480), (640, 480), (1920, 1080)])
def test_the_demo_subject_is_as_large_as_asked_and_its_pose_fits_its_points(size: tuple[int, int]) -> None:
    clip = make(ClipSpec(size=size, motion="slow-sway", seconds=0.1), 0)
    assert clip.truth.face_px[0] == pytest.approx(275.0 * size[1] / 720.0, rel=0.01)
    for points, pose in zip(clip.truth.points, clip.truth.pose, strict=True):
        pupils = points[[468, 473]].mean(axis=0)
        assert np.linalg.norm(clip.camera.project(pose[:3, 3]) - pupils) < 0.03 * clip.truth.face_px[0]


@pytest.mark.parametrize("motion", ["slow-sway", "fast-sway"])
def test_the_demo_subject_sways_as_fast_as_it_says(motion: str) -> None:
    clip = make(ClipSpec(motion=motion, seconds=4.0, fps=60.0), 1)
    t_s, middle = clip.truth.t_ns * 1e-9, clip.truth.points[:, 4, 0].astype(float)
    speed = np.abs(np.diff(middle) / np.diff(t_s)).max() / 275.0
    assert speed == pytest.approx(0.5 if motion == "slow-sway" else 2.3, rel=0.1)


def test_even_times_are_as_even_as_milliseconds_allow() -> None:
    for fps in (15.0, 30.0, 60.0):
        times = times_ns("even", fps, 4.0, np.random.default_rng(0))
        assert len(times) == 4 * fps and times[0] == 0
        assert np.abs(times - np.arange(len(times)) * 1e9 / fps).max() <= 0.5 * MS


@pytest.mark.parametrize("seed", range(5))
def test_uneven_times_rise_and_are_whole_milliseconds(seed: int) -> None:
    for timing in ("dropped", "jittered"):
        times = times_ns(timing, 30.0, 4.0, np.random.default_rng(seed))
        steps = np.diff(times)
        assert times[0] == 0 and (steps > 0).all() and (times % MS == 0).all()
        if timing == "dropped":
            assert 60 < len(times) < 115 and steps.max() >= 66 * MS
        else:
            assert len(times) == 120 and steps.std() > 3 * MS


def test_what_is_behind_the_occluder_is_not_in_view() -> None:
    clip = make(replace(SMALL, motion="occluder", camera="clean", seconds=3.0, fps=8.0), 0)
    covered = ~clip.truth.valid
    assert covered.any(axis=1).any() and not covered.all(axis=1).all()
    worst = int(covered.sum(axis=1).argmax())
    assert covered[worst].sum() > 200 and not covered[0].any()


def test_the_occluder_covers_what_it_says() -> None:
    middle = np.array([160.0, 120.0])
    board = Occluder.of(80.0, middle, np.random.default_rng(0))
    light = board.light(0.31, (320, 240))
    x, y = np.meshgrid(np.arange(320) + 0.5, np.arange(240) + 0.5)
    said = board.covers(0.31, np.stack([x.ravel(), y.ravel()], axis=1)).reshape(240, 320)
    assert (light[..., 3][~said] == 0.0).all()
    assert (light[..., 3] > 0.99).sum() > 0.85 * said.sum()
    centre = (light[..., 3] * x).sum() / light[..., 3].sum(), (light[..., 3] * y).sum() / light[..., 3].sum()
    assert np.allclose(centre, middle + [0.31 * 80.0, 0.0], atol=0.02)


def test_light_fades_and_jumps() -> None:
    clip = make(replace(SMALL, subject=PHOTO, motion="lighting", camera="clean", seconds=4.5, fps=15.0), 0)
    means = np.array([frame.rgb.mean() for frame in clip.frames])
    steps = np.diff(means)
    assert means.min() < 0.75 * means[0]
    assert steps.min() < -20.0 and (steps[steps < -2.0] > -12.0).sum() >= 5


def test_the_demo_subjects_irises_are_hidden_by_a_blink() -> None:
    with closing(Stage(SMALL, 0)) as stage:
        subject = stage.subject
        assert subject.truth(Moment()).valid.all()
        shut = subject.truth(Moment(blink=1.0)).valid
        assert not shut[468:].any() and shut[:468].all()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"motion": "dancing"}, "'dancing' is no motion"),
        ({"timing": "odd"}, "even, dropped, jittered"),
        ({"fps": 0.0}, "fps"),
        ({"size": (321, 240)}, "even"),
        ({"face_px": 4000.0}, "face width"),
        ({"background": "with"}, "cannot go with"),
    ],
)
def test_nonsense_is_refused_in_words(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(UserError, match=says):
        replace(SMALL, **wrong)  # type: ignore[arg-type]


def test_a_picture_without_a_face_is_refused(tmp_path: Path) -> None:
    Image.new("RGB", (300, 300), (90, 120, 90)).save(tmp_path / "lawn.png")
    with pytest.raises(UserError, match="no face"):
        make(replace(SMALL, subject=str(tmp_path / "lawn.png")), 0)


def test_portraits_are_cut_out(shared_data: Path) -> None:
    portrait = portrait_of(shared_data / "faces" / "portraits" / "pexels_8691690.jpg")
    inside = portrait.matte[portrait.points[:, 1].astype(int), portrait.points[:, 0].astype(int)]
    assert inside.min() > 0.5 and np.median(inside) == 1.0
    assert portrait.matte[:200, :200].max() == portrait.matte[:200, -200:].max() == 0.0
