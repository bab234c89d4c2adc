"""What a clip says of its points is where they are in its pictures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.maths import Array, linear_from_srgb
from app.lab.clips.camera import exposure_offsets, linear_of, noisy, srgb_of
from app.lab.clips.motions import FAST_SPEED, MOTIONS, SLOW_SPEED, Moment, path_of
from app.lab.clips.photograph import Photograph
from app.lab.clips.resample import resampled
from app.lab.clips.spec import ClipSpec
from app.lab.clips.turning import Relief, Turn

from .drawn_portrait import DOT_PX, DOTS, FACE_PX, SKIN, drawn_portrait, found

FACE = 160.0
SPEC = ClipSpec(subject="drawn", camera="clean", size=(640, 480), face_px=FACE, background="with")
CUT_OUT = replace(SPEC, background="still")


@pytest.fixture(scope="module")
def moving() -> Photograph:
    return Photograph(drawn_portrait(), SPEC, np.random.default_rng(0))


@pytest.fixture(scope="module")
def cut_out() -> Photograph:
    return Photograph(drawn_portrait(), CUT_OUT, np.random.default_rng(0))


def errors(subject: Photograph, moments: list[Moment], truth: Moment) -> Array:
    """(dots, 2) px between where dots are found in the exposure and where the truth has them."""
    said = subject.truth(truth).points[list(DOTS)]
    seen = found(subject.light(moments)[..., 0], said, DOT_PX * FACE / FACE_PX * truth.scale)
    return np.asarray(seen - said)


@pytest.mark.parametrize(
    "moment",
    [
        Moment(),
        Moment(shift=(0.1234, -0.0457)),
        Moment(shift=(-0.31, 0.02), roll_rad=0.12, scale=1.07),
        Moment(shift=(0.0031, 0.0), scale=0.83, roll_rad=-0.3),
    ],
)
def test_points_are_where_the_truth_says(moving: Photograph, moment: Moment) -> None:
    off = errors(moving, [moment], moment)
    assert np.abs(off).max() < 0.02
    assert np.abs(off.mean(axis=0)).max() < 0.01


@pytest.mark.parametrize(
    "moment",
    [
        Moment(yaw_rad=0.34, pitch_rad=0.02),
        Moment(yaw_rad=-0.34, shift=(0.05, 0.0)),
        Moment(pitch_rad=0.19),
        Moment(mouth_open=0.08),
        Moment(mouth_open=0.05, rounded=0.7),
        Moment(blink=1.0),
    ],
)
def test_points_are_where_the_truth_says_when_the_face_changes(moving: Photograph, moment: Moment) -> None:
    # A dot that is bent is no longer round, so its centroid moves a little: the limit is that of the finding.
    assert np.abs(errors(moving, [moment], moment)).max() < 0.08


def test_a_cut_out_head_moves_as_exactly_as_a_whole_photograph(cut_out: Photograph) -> None:
    moment = Moment(shift=(0.21, 0.033), roll_rad=0.05)
    inner = [DOTS.index(dot) for dot in (9, 50, 280, 205, 425, 4)]
    assert np.abs(errors(cut_out, [moment], moment)[inner]).max() < 0.02


def test_blur_is_centred_on_the_truth_and_as_long_as_the_exposure(moving: Photograph) -> None:
    path = path_of("fast-sway", np.random.default_rng(3))
    speeds = [abs(path(t + 1e-4).shift[0] - path(t - 1e-4).shift[0]) / 2e-4 for t in np.linspace(0, 1, 200)]
    second, exposure_s = float(np.linspace(0, 1, 200)[int(np.argmax(speeds))]), 1 / 60
    before, after = path(second - exposure_s / 2), path(second + exposure_s / 2)
    moved_px = float(np.linalg.norm(moving.truth(after).points - moving.truth(before).points, axis=1).max())
    offsets = exposure_offsets(exposure_s, moved_px)
    off = errors(moving, [path(second + float(offset)) for offset in offsets], path(second))
    assert len(offsets) >= moved_px and np.abs(off).max() < 0.06
    # The head leans as it sways, so its rim is a little faster than its middle.
    assert moved_px == pytest.approx(FAST_SPEED * FACE * exposure_s, rel=0.12)
    assert offsets.mean() == pytest.approx(0.0, abs=1e-12)
    # Evenly spread moments of an exposure: their variance is that of the whole stretch.
    assert np.sqrt(12 * offsets.var()) == pytest.approx(exposure_s, rel=0.02)


def test_nothing_is_spent_on_the_exposure_of_what_stands_still() -> None:
    assert len(exposure_offsets(1 / 60, 0.0)) == len(exposure_offsets(0.0, 12.0)) == 1


@pytest.mark.parametrize(("motion", "speed"), [("slow-sway", SLOW_SPEED), ("fast-sway", FAST_SPEED)])
def test_a_sway_is_as_fast_as_it_says(motion: str, speed: float) -> None:
    for seed in range(4):
        path = path_of(motion, np.random.default_rng(seed))
        side = np.array([path(t).shift[0] for t in np.arange(0.0, 8.0, 1e-3)])
        assert np.abs(np.diff(side)).max() / 1e-3 == pytest.approx(speed, rel=1e-3)


@pytest.mark.parametrize("motion", MOTIONS)
def test_motions_are_smooth(motion: str) -> None:
    path = path_of(motion, np.random.default_rng(5))
    moments = [path(t) for t in np.arange(0.0, 6.0, 2e-3)]
    for name in ("yaw_rad", "pitch_rad", "roll_rad", "scale", "mouth_open", "blink", "rounded"):
        values = np.array([getattr(moment, name) for moment in moments])
        assert np.abs(np.diff(values)).max() <= 0.05, name


@pytest.mark.parametrize("turn", [Turn(0.35, 0.02), Turn(-0.35, -0.03), Turn(0.03, 0.2), Turn(0.0, -0.2)])
def test_a_turn_can_be_undone_everywhere(turn: Turn) -> None:
    portrait = drawn_portrait()
    middle = np.append(portrait.points[:, :2].mean(axis=0), 0.0)
    relief = Relief.of((portrait.points - middle) / portrait.face_px)
    x, y = np.meshgrid(np.arange(-1.5, 1.5, 0.03), np.arange(-1.5, 1.5, 0.03))
    places = np.stack([x.ravel(), y.ravel()], axis=1)
    assert np.abs(relief.came_from(relief.moved(places, turn), turn) - places).max() < 1e-4


def test_what_stands_behind_the_person_stays(cut_out: Photograph) -> None:
    one, other = (cut_out.light([Moment(shift=(side, 0.0))]) for side in (-0.15, 0.15))
    assert np.array_equal(one[:60], other[:60])
    assert not np.array_equal(one[200:300], other[200:300])


def test_with_the_face_goes_the_whole_photograph(moving: Photograph) -> None:
    light = moving.light([Moment(shift=(0.2, 0.0))])[..., 0]
    assert abs(float(np.median(light)) - SKIN) < 0.01


def test_lids_hide_the_irises(moving: Photograph) -> None:
    shut, wide = moving.truth(Moment(blink=1.0)), moving.truth(Moment())
    assert wide.valid.all()
    assert not shut.valid[468:].any() and shut.valid[:468].all()
    assert shut.points[159, 1] - wide.points[159, 1] > 0.01 * FACE  # the upper lid's middle
    assert np.array_equal(shut.points[145], wide.points[145])  # the lower lid's


def test_a_jaw_takes_the_lower_lip_and_leaves_the_upper(moving: Photograph) -> None:
    opened, shut = (moving.truth(Moment(mouth_open=opening)).points for opening in (0.08, 0.0))
    assert np.allclose(opened[14] - shut[14], [0.0, 0.08 * FACE], atol=0.5)
    assert np.array_equal(opened[13], shut[13]) and np.allclose(opened[61], shut[61], atol=1e-6)


def test_light_and_srgb_go_to_and_fro() -> None:
    levels = np.arange(256, dtype=np.uint8).reshape(16, 16, 1).repeat(3, axis=2)
    assert np.array_equal(srgb_of(linear_of(levels)), levels)


def test_the_noise_of_a_mid_grey_is_two_to_three_levels() -> None:
    grey = np.full((200, 200, 3), float(linear_from_srgb(118 / 255)), np.float32)
    seen = srgb_of(noisy(grey, np.random.default_rng(0))).astype(float)
    assert 2.0 < seen.std() < 3.0 and abs(seen.mean() - 118.0) < 0.1


def test_resampling_moves_no_edge() -> None:
    ramp = np.broadcast_to((np.arange(40) + 0.5)[None, :, None], (30, 40, 1)).astype(np.float32)
    for size in ((100, 30), (94, 61), (20, 15)):
        large = resampled(np.ascontiguousarray(ramp), size)[..., 0]
        inner = slice(8, -8) if size[0] > 40 else slice(1, -1)
        expected = (np.arange(size[0]) + 0.5) * 40 / size[0]
        assert np.abs(large[5] - expected)[inner].max() < 1e-3
