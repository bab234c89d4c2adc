"""Small pure functions shared by every layer."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Float32 = NDArray[np.float32]
K = TypeVar("K")
V = TypeVar("V")
Scalar = TypeVar("Scalar", bound=np.generic)


def frozen(values: Mapping[K, V]) -> Mapping[K, V]:
    """A read-only copy of a mapping."""
    return MappingProxyType(dict(values))


def read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """The same array with its write flag cleared (a view, if it is not ours to change)."""
    view = array.view()
    view.flags.writeable = False
    return view


def expect_shape(name: str, array: NDArray[np.generic], shape: tuple[int | None, ...]) -> None:
    """Raise ValueError "name: expected (478, 3), got (468, 3)" unless the shape fits (None fits any size)."""
    fits = array.ndim == len(shape) and all(
        want is None or want == got for want, got in zip(shape, array.shape, strict=True)
    )
    if not fits:
        wanted = ", ".join("n" if size is None else str(size) for size in shape)
        raise ValueError(f"{name}: expected ({wanted}), got {array.shape}")


def linear_from_srgb(srgb: ArrayLike) -> Array:
    """sRGB 0..1 to linear light 0..1 (IEC 61966-2-1)."""
    value = np.asarray(srgb, np.float64)
    linear: Array = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return linear


def srgb_from_linear(linear: ArrayLike) -> Array:
    """Linear light 0..1 to sRGB 0..1 (IEC 61966-2-1); clips to 0..1."""
    value = np.clip(np.asarray(linear, np.float64), 0.0, 1.0)
    srgb: Array = np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055)
    return srgb


def srgb_from_hex(text: str) -> Array:
    """'#a01c2b' to sRGB 0..1, shape (3,). Raises ValueError on anything else."""
    digits = text.removeprefix("#")
    # int() alone would also take signs, blanks and underscores.
    if len(digits) != 6 or not text.startswith("#") or not set(digits) <= set("0123456789abcdefABCDEF"):
        raise ValueError(f"expected a colour like '#a01c2b', got {text!r}")
    return np.array([int(digits[i : i + 2], 16) / 255.0 for i in (0, 2, 4)])


def rotation_from_vector(vector: ArrayLike) -> Array:
    """Rodrigues: rotation vector (3,) in radians to a rotation matrix (3, 3)."""
    v = np.asarray(vector, np.float64)
    angle = float(np.sqrt(v @ v))
    k = np.array([[0.0, -v[2], v[1]], [v[2], 0.0, -v[0]], [-v[1], v[0], 0.0]])
    # The second-order terms of the series, where sin(angle) / angle loses its digits.
    first, second = (1.0, 0.5) if angle < 1e-8 else (np.sin(angle) / angle, (1.0 - np.cos(angle)) / angle**2)
    rotation: Array = np.eye(3) + first * k + second * (k @ k)
    return rotation


def vector_from_rotation(rotation: Array) -> Array:
    """The inverse of `rotation_from_vector`; angle in [0, pi]."""
    cosine = float(np.clip((np.trace(rotation) - 1.0) / 2.0, -1.0, 1.0))
    angle = float(np.arccos(cosine))
    axis = np.array(
        [rotation[2, 1] - rotation[1, 2], rotation[0, 2] - rotation[2, 0], rotation[1, 0] - rotation[0, 1]]
    )
    if angle < 1e-6:
        return axis / 2.0
    if np.pi - angle < 1e-4:
        square = (rotation + np.eye(3)) / 2.0
        column: Array = square[:, int(np.argmax(np.diag(square)))]
        axis = column / np.linalg.norm(column)
        return axis * angle
    return axis * (angle / (2.0 * float(np.sin(angle))))


def rotation_from_euler(*, yaw_rad: float = 0.0, pitch_rad: float = 0.0, roll_rad: float = 0.0) -> Array:
    """Rotation (3, 3) in a y-up frame: R = Ry(yaw) @ Rx(pitch) @ Rz(roll).

    In the head frame (x to the wearer's left, y up, z out of the face): positive yaw turns the face to the
    wearer's left, positive pitch lowers it, positive roll tilts it to the wearer's right shoulder.
    """
    cy, sy = np.cos(yaw_rad), np.sin(yaw_rad)
    cx, sx = np.cos(pitch_rad), np.sin(pitch_rad)
    cz, sz = np.cos(roll_rad), np.sin(roll_rad)
    about_y = np.array([[cy, 0.0, sy], [0.0, 1.0, 0.0], [-sy, 0.0, cy]])
    about_x = np.array([[1.0, 0.0, 0.0], [0.0, cx, -sx], [0.0, sx, cx]])
    about_z = np.array([[cz, -sz, 0.0], [sz, cz, 0.0], [0.0, 0.0, 1.0]])
    rotation: Array = about_y @ about_x @ about_z
    return rotation


def angle_between_rad(a: Array, b: Array) -> float:
    """The angle of the rotation that takes rotation a to rotation b, in radians."""
    return float(np.linalg.norm(vector_from_rotation(a.T @ b)))
