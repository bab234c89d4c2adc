"""OpenCV behind the device protocol, without a camera: a clip stands in for what the driver delivers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from app.sources.cv import cv2_module
from app.sources.devices import Mode, OpenCvDevice, open_cv_device

ROOT = Path(__file__).resolve().parents[2]


def test_opencv_delivers_rgb_and_none_at_the_end(make_clip) -> None:
    path = make_clip(times_ms=[0, 40, 80], paint=lambda _: np.full((48, 64, 3), (230, 40, 10), np.uint8))
    device = OpenCvDevice(cv2_module().VideoCapture(str(path)), 99)
    mode = device.configure(Mode("MJPG", 1280, 720, 30.0))
    assert (mode.width, mode.height, len(mode.fourcc)) == (64, 48, 4)
    for _ in range(3):
        rgb = device.read()
        assert rgb is not None and rgb.shape == (48, 64, 3) and rgb.flags.c_contiguous
        assert np.abs(rgb[20, 20].astype(int) - (230, 40, 10)).max() < 12
    assert device.read() is None
    device.release()
    assert device.read() is None


def test_a_camera_that_is_not_there_is_none() -> None:
    assert open_cv_device(63) is None


def test_opencv_leaves_the_environment_of_qt_alone() -> None:
    program = (
        "import os; os.environ['QT_QPA_FONTDIR'] = 'mine'; "
        "from app.sources.cv import cv2_module; cv2_module(); "
        "print(os.environ.get('QT_QPA_PLATFORM_PLUGIN_PATH'), os.environ['QT_QPA_FONTDIR'])"
    )
    # Another test may have imported cv2 itself, and the child would inherit what that left behind.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("QT_QPA_")}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, env=clean
    )
    assert done.stdout.split() == ["None", "mine"]


def test_opencv_is_not_imported_before_it_is_needed() -> None:
    program = (
        "import sys, app.sources, app.sinks; "
        "print([m for m in ('cv2', 'PySide6', 'OpenGL') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
