"""One number over everything that the stages made of a frame: two runs that agree in it agree bit for bit."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from ..core.model3d import Model3D
from ..core.pattern import Pattern
from ..runtime.pipeline import FrameResult

_BYTES = 16


class Digester:
    """Adds up the frames of a run; `hexdigest` is that of all so far, in order."""

    def __init__(self) -> None:
        self._all = hashlib.blake2b(digest_size=_BYTES)

    def add(self, frame_digest: str) -> None:
        self._all.update(bytes.fromhex(frame_digest))

    @property
    def hexdigest(self) -> str:
        return self._all.hexdigest()


def digest_of(result: FrameResult) -> str:
    """Of one frame, 32 hex digits: its time, every track (id, column, raw and steadied points, visibility,
    score, presence, opacity, crop, pose), the light, what compose decided, and the same of the other setup.

    The picture is not in it, nor what the work took, nor who did it.
    """
    told = _Told()
    told.tell((result.frame.t_ns, result.frame.epoch, result.frame.camera))
    told.tell(result.tracks)
    told.tell((result.scene.light, result.scene.layers))
    if result.other is not None:
        told.tell((result.other.tracks, result.other.scene.light, result.other.scene.layers))
    return told.hexdigest


class _Told:
    """Values as bytes, each with its kind and size before it: no two sequences of values look alike."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=_BYTES)

    @property
    def hexdigest(self) -> str:
        return self._hash.hexdigest()

    def tell(self, value: Any) -> None:
        match value:
            case np.ndarray():
                self._put(f"a{value.dtype.str}{value.shape}", np.ascontiguousarray(value).tobytes())
            case bool() | np.bool_():
                self._put("b", bytes([bool(value)]))
            case int() | np.integer():
                self._put("i", str(int(value)).encode())
            case float() | np.floating():
                self._put("f", np.float64(value).tobytes())
            case str():
                self._put("s", value.encode())
            case None:
                self._put("n", b"")
            case tuple() | list():
                self._put(f"t{len(value)}", b"")
                for one in value:
                    self.tell(one)
            case Model3D() | Pattern():
                self._put("m", value.key.encode())  # which names its contents
            case _ if is_dataclass(value):
                self._put(type(value).__name__, b"")
                for field in fields(value):
                    self.tell(getattr(value, field.name))
            case _:
                raise TypeError(f"a {type(value).__name__} has no digest")

    def _put(self, kind: str, content: bytes) -> None:
        self._hash.update(f"{kind}:{len(content)};".encode())
        self._hash.update(content)
