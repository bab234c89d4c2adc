"""ONNX Runtime sessions: made from bytes, on the fastest device that really runs the network."""

from __future__ import annotations

import ctypes
import io
import sys
import time
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.errors import UserError

# Name on the command line and in the window -> ONNX Runtime's execution provider and its options.
_DEVICES: dict[str, tuple[str, dict[str, str]]] = {
    "cuda": ("CUDAExecutionProvider", {"cudnn_conv_algo_search": "HEURISTIC"}),
    "directml": ("DmlExecutionProvider", {}),
    "coreml": ("CoreMLExecutionProvider", {}),
    "cpu": ("CPUExecutionProvider", {}),
}
_TITLES = {"cuda": "CUDA", "directml": "DirectML", "coreml": "CoreML", "cpu": "CPU"}
_WARM_UP_RUNS = 3
# A free height or width, while warming up: about what the app asks for, and a multiple of any stride.
_FREE_PX = 192


@dataclass(frozen=True, slots=True)
class Device:
    """Where a network runs, verified after loading: 'CPU', 'CUDA: NVIDIA RTX 4060'.

    `note` says why nowhere faster ("" where nothing faster was refused), `why` in any case why here.
    """

    name: str
    title: str
    note: str
    warm_up_ms: float
    why: str = ""

    @property
    def describe(self) -> str:
        """'CPU: CUDA was tried (libcudart.so.12 not found)': what the window and `doctor` say alike."""
        return f"{self.title}: {self.why}" if self.why else self.title


class Net:
    """One loaded network with one input. `run` may be called from one thread at a time."""

    def __init__(self, session: Any, device: Device) -> None:
        self._session = session
        self._input = str(session.get_inputs()[0].name)
        self.device = device

    def because(self, why: str) -> Net:
        """The same, with the reason why it runs there."""
        return Net(self._session, replace(self.device, why=why))

    def run(self, image: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """All outputs in the model's order; they are fresh arrays."""
        outputs: list[NDArray[np.float32]] = self._session.run(None, {self._input: image})
        return outputs


def devices() -> tuple[str, ...]:
    """The devices that the installed ONNX Runtime was built for, fastest first; 'cpu' is the last."""
    offered = _onnxruntime().get_available_providers()
    return tuple(name for name, (provider, _) in _DEVICES.items() if provider in offered)


def open_net(model: bytes, *, device: str = "auto") -> Net:
    """Load a model on `device`, or with "auto" on the one that ran it fastest; anything else falls back to
    the CPU with the reason kept. Raises UserError for an unknown device or a model that cannot be loaded."""
    if device != "auto" and device not in _DEVICES:
        raise UserError(f"There is no device {device!r}; there are auto, {', '.join(_DEVICES)}.")
    offered = devices()
    if device == "auto":
        wanted = [name for name in offered if name != "cpu"]
    else:
        wanted = [device] if device != "cpu" else []
    notes = []
    fast: Net | None = None
    for name in wanted:
        try:
            fast = _open(model, name)
            break
        except _Unusable as problem:
            notes.append(f"{_TITLES[name]} was tried ({problem})")
    if fast is not None and device != "auto":
        return fast.because("it was asked for")
    plain = _open_on_cpu(model, "; ".join(notes))
    if fast is None:
        built_for_cpu = "the installed ONNX Runtime is built for the processor only"
        return plain.because(plain.device.note or (built_for_cpu if device == "auto" else "it was asked for"))
    took_ms, plain_ms = fast.device.warm_up_ms, plain.device.warm_up_ms
    if took_ms <= plain_ms:
        return fast.because(f"it takes {took_ms:.1f} ms a run, the CPU {plain_ms:.1f}")
    slower = f"{fast.device.title} was tried (it takes {took_ms:.1f} ms a run instead of {plain_ms:.1f})"
    return _open_on_cpu(model, slower).because(slower)


class _Unusable(Exception):
    """An execution provider that does not run this network here."""


def _open_on_cpu(model: bytes, note: str) -> Net:
    try:
        return _open(model, "cpu", note)
    except _Unusable as problem:
        raise UserError(f"A model cannot be loaded: {problem}.") from None


def _open(model: bytes, name: str, note: str = "") -> Net:
    """A warmed-up net that really runs on `name`. Raises _Unusable."""
    ort = _onnxruntime()
    provider, options = _DEVICES[name]
    if provider not in ort.get_available_providers():
        raise _Unusable("not in this build of ONNX Runtime")
    said = io.StringIO()
    try:
        if name == "cuda" and hasattr(ort, "preload_dlls"):
            with redirect_stdout(said):  # it prints what it does not find
                ort.preload_dlls(directory="")  # looks into NVIDIA's own wheels first
        session = ort.InferenceSession(
            model,
            _session_options(ort, name),
            providers=[(provider, options)],
        )
        if session.get_providers()[0] != provider:  # it falls back silently, whatever it was asked for
            raise _Unusable((said.getvalue().strip() or "no usable device or libraries").splitlines()[0])
        took_ms = _warm_up(session)
    except _Unusable:
        raise
    except Exception as problem:  # onnxruntime's own exceptions have no common base but this
        raise _Unusable(str(problem).splitlines()[0][:160]) from None
    return Net(session, Device(name, _title(name), note, took_ms))


def _session_options(ort: Any, name: str) -> Any:
    options = ort.SessionOptions()
    # A second thread gains nothing on nets this small and doubles the time when anything else runs.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    options.enable_mem_pattern = name != "directml"  # which does not support it
    options.log_severity_level = 4
    return options


def _warm_up(session: Any) -> float:
    """Milliseconds of the fastest run on a grey picture, after a first one that may compile kernels."""
    feeds: Mapping[str, NDArray[np.float32]] = {
        i.name: np.full([d if isinstance(d, int) else _FREE_PX for d in i.shape], 0.5, np.float32)
        for i in session.get_inputs()
    }
    session.run(None, feeds)
    took = []
    for _ in range(_WARM_UP_RUNS):
        start = time.perf_counter()
        session.run(None, feeds)
        took.append(time.perf_counter() - start)
    return min(took) * 1e3


def _title(name: str) -> str:
    gpu = _cuda_device_name() if name == "cuda" else ""
    return f"{_TITLES[name]}: {gpu}" if gpu else _TITLES[name]


def _cuda_device_name() -> str:
    """The first GPU's name from NVIDIA's driver, or "" where it does not say."""
    try:
        cuda = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
        text = ctypes.create_string_buffer(128)
        known = cuda.cuInit(0) == 0 and cuda.cuDeviceGetName(text, len(text), 0) == 0
    except (OSError, AttributeError):
        return ""
    return text.value.decode(errors="replace") if known else ""


def _onnxruntime() -> Any:
    """The package, imported late: the app starts without it, and app/__init__ must have set its variables."""
    import onnxruntime

    # Silences what is said outside sessions too (missing CUDA libraries are told in Device.note instead).
    onnxruntime.set_default_logger_severity(4)
    return onnxruntime
