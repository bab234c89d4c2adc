"""Each rule with figures that ask for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.lab.advice import Cause, advise, is_software
from app.runtime.measure import Figures
from app.runtime.metrics import Drops, StageFigures

LLVMPIPE = "llvmpipe (LLVM 19.1, 256 bits), OpenGL 4.5"
CARD = "NVIDIA GeForce RTX 4060/PCIe/SSE2, OpenGL 4.6"


def stages(**ms: float) -> dict[str, StageFigures]:
    return {name: StageFigures(value, 2 * value) for name, value in ms.items()}


FINE = Figures(
    fps=30.0,
    source_fps=30.0,
    nominal_fps=30.0,
    frame_age=StageFigures(40.0, 60.0),
    pose_age=StageFigures(40.0, 60.0),
    stages=stages(detect=6.0, steady=1.0, render=9.0, waiting=12.0),
    painted=150,
    provider="onnx",
    runs_on="CPU",
    gl_name=LLVMPIPE,
)
SLOW = replace(FINE, fps=8.0, frame_age=StageFigures(180.0, 240.0))


def test_where_all_is_well_nothing_needs_doing_and_nothing_is_red() -> None:
    advice = advise(FINE)
    assert advice.cause is Cause.FINE and not advice.slow


def test_before_the_first_pictures_there_is_nothing_to_say() -> None:
    assert advise(Figures()).cause is Cause.STARTING


def test_a_picture_that_stands_still_is_not_slow() -> None:
    paused = replace(SLOW, playing=False, fps=0.0)
    assert advise(paused).cause is Cause.PAUSED and not advise(paused).slow
    assert advise(replace(SLOW, fps=0.0)).cause is Cause.PAUSED


def test_a_recording_with_holes_comes_first() -> None:
    advice = advise(replace(SLOW, lost=Drops(unrecorded=7, undrawn=40)))
    assert (advice.cause, advice.count) == (Cause.RECORDING, 7)


@pytest.mark.parametrize(("gl_name", "cause"), [(LLVMPIPE, Cause.DRAWING_SOFTWARE), (CARD, Cause.DRAWING)])
def test_drawing_that_takes_most_names_the_driver_where_it_is_software(gl_name: str, cause: Cause) -> None:
    slow = replace(SLOW, gl_name=gl_name, stages=stages(detect=6.0, render=41.0, waiting=3.0))
    advice = advise(slow)
    assert (advice.cause, advice.stage, advice.ms, advice.whole_ms) == (cause, "render", 41.0, 50.0)
    assert {"fps", "age", "render"} <= advice.slow
    with_landmarks = advise(slow, landmarks=True).cause
    assert with_landmarks is (Cause.DRAWING if gl_name == CARD else Cause.DRAWING_LANDMARKS)


def test_a_finder_that_takes_most_asks_for_fewer_people_only_where_there_are_several() -> None:
    slow = replace(SLOW, stages=stages(detect=60.0, render=10.0, waiting=5.0))
    assert (advise(slow, wanted=4).cause, advise(slow, wanted=4).count) == (Cause.PEOPLE, 4)
    assert advise(slow, wanted=1).cause is Cause.FINDER


def test_a_camera_that_gives_little_is_not_this_computers_fault() -> None:
    camera = replace(FINE, live=True, fps=11.8, source_fps=12.0)
    advice = advise(camera)
    assert (advice.cause, advice.count) == (Cause.CAMERA, 12.0)
    # A camera of 30 of which 8 are shown is another matter; so is a clip that was made at 12.
    assert advise(replace(SLOW, live=True)).cause is not Cause.CAMERA
    assert advise(replace(camera, live=False, nominal_fps=12.0)).cause is Cause.FINE


def test_a_clip_that_is_read_too_slowly() -> None:
    slow = replace(SLOW, painted=40, lost=Drops(late=110, unstepped=2))
    assert (advise(slow).cause, advise(slow).count) == (Cause.READING, 8.0)
    # A player that has given up skipping lets its clock wait: few frames come, and all of them are shown.
    idle = stages(detect=6.0, steady=1.0, render=9.0, waiting=2.0)
    seldom = replace(SLOW, source_fps=8.4, lost=Drops(), stages=idle)
    assert advise(seldom).cause is Cause.READING
    # Where the stages themselves take that long, it is they that keep the source waiting.
    queueing = replace(seldom, stages=stages(detect=10.0, render=20.0, waiting=60.0))
    assert advise(queueing).cause is Cause.WAITING
    busy = replace(seldom, stages=stages(detect=20.0, render=115.0, waiting=10.0))
    assert advise(busy).cause is Cause.DRAWING_SOFTWARE


def test_frames_that_wait_longer_than_any_stage_takes() -> None:
    slow = replace(SLOW, stages=stages(detect=20.0, render=25.0, waiting=90.0))
    assert (advise(slow).cause, advise(slow).stage) == (Cause.WAITING, "waiting")


def test_any_other_stage_is_named() -> None:
    slow = replace(SLOW, stages=stages(detect=6.0, compose=70.0, render=10.0, waiting=5.0))
    assert (advise(slow).cause, advise(slow).stage) == (Cause.STAGE, "compose")


def test_many_lost_frames_are_red_even_where_the_picture_keeps_pace() -> None:
    lossy = replace(FINE, fps=20.0, source_fps=60.0, painted=100, lost=Drops(unstepped=200))
    assert "dropped" in advise(lossy).slow and "fps" not in advise(lossy).slow


def test_software_opengl_is_known_by_its_name() -> None:
    assert is_software(LLVMPIPE) and is_software("GDI Generic, OpenGL 1.1")
    assert is_software("Google SwiftShader, OpenGL 4.5") and not is_software(CARD)
