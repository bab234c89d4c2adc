"""What every test shares: where the outside material lies, a clean environment, and no thread left behind."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent

pytest_plugins = ["tests.golden.plugin"]

# Before anything imports onnxruntime, Qt or platformdirs: no telemetry, software OpenGL, and folders of its
# own, so that a test run never reads or changes the settings of whoever starts it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as app/__init__.py says it; numpy is imported before that
os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")
os.environ["LOOKGLASS_GL_CHECKS"] = "1"  # glGetError after every call
os.environ.pop("LOOKGLASS_HOME", None)
_HOME = Path(tempfile.mkdtemp(prefix="lookglass-tests-"))
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(_HOME / _name.lower())


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


# A busy machine is slow, not wrong: no test fails for the time that it took.
hypothesis.settings.register_profile("lookglass", deadline=None)
hypothesis.settings.load_profile("lookglass")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of third-party clips and pictures; the test is skipped where there is none."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs ../shared/data, which lies beside the checkout on the development machines only")
    return folder


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """A test that starts a thread also ends it, daemon or not."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 20.0  # a worker that has been told to stop may be on its last frame still
    while leaked := [t for t in threading.enumerate() if t not in before and t.is_alive()]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads left running: {', '.join(sorted(t.name for t in leaked))}")
        time.sleep(0.01)
