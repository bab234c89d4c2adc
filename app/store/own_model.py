"""A person's own model of glasses, laid onto the datum: its unit, axes and origin are anyone's guess.

A model that already lies right is left alone; whatever is mended is said in the model's notices.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..core.maths import Array, read_only
from ..core.model3d import Model3D, Primitive

# Fronts on sale, hinge to hinge, children's to extra wide, with room for a datum in the wrong place.
GLASSES_WIDTH_MM = (110.0, 165.0)
# Temples reach from the lens front to behind the ear.
GLASSES_DEPTH_MM = (90.0, 190.0)
# The lens front stands 12 mm before the pupils; wrapped and thick fronts reach further.
GLASSES_FRONT_MM = (4.0, 32.0)
# The datum is in the middle between the pupils.
OFF_CENTRE_MM = 3.0

_USUAL_WIDTH_MM = 140.0
# The rim stands a little before the lens, and the pupils a little above the middle of the lenses.
_USUAL_FRONT_MM, _USUAL_MIDDLE_MM = 15.0, -3.0
# The unit that the file's numbers are in, were it not the metre that glTF asks for: factors on what was read.
UNITS = {"millimetres": 1e-3, "centimetres": 1e-2, "inches": 0.0254}
_Y_UP_FROM_Z_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])
_HALF_TURN = np.diag([-1.0, 1.0, -1.0])


def placed_as_glasses(model: Model3D) -> Model3D:
    """The model in head space: standing upright, front towards +z, of a plausible size, on the pupils."""
    turn, notices = _turn_to_face_forward(model)
    turned = moved(model, turn, np.zeros(3)) if notices else model
    for unit, factor in {"": 1.0, **UNITS}.items():
        sized = turned if factor == 1.0 else moved(turned, np.eye(3) * factor, np.zeros(3))
        if not glasses_faults(sized):
            said = [f"Its numbers are taken to be {unit}."] if unit else []
            return replace(sized, notices=(*model.notices, *notices, *said))
    by_box, said = _on_usual_box(turned)
    return replace(by_box, notices=(*model.notices, *notices, *said, *glasses_faults(by_box)))


def glasses_faults(model: Model3D) -> list[str]:
    """What speaks against a model being glasses that lie right: width, centre, pupils, front, temples."""
    low, high = _bounds(model)
    width, depth = high[0] - low[0], high[2] - low[2]
    faults = []
    if not GLASSES_WIDTH_MM[0] <= width <= GLASSES_WIDTH_MM[1]:
        faults.append(f"{width:.0f} mm is no width of glasses; expected {_range(GLASSES_WIDTH_MM)} mm.")
    if not GLASSES_DEPTH_MM[0] <= depth <= GLASSES_DEPTH_MM[1]:
        faults.append(f"{depth:.0f} mm is no length of temples; expected {_range(GLASSES_DEPTH_MM)} mm.")
    if abs(low[0] + high[0]) / 2.0 > OFF_CENTRE_MM:
        faults.append(f"The middle lies at x = {(low[0] + high[0]) / 2.0:.1f} mm; the datum wants 0.")
    if not low[1] < 0.0 < high[1]:
        faults.append(f"The pupils' height y = 0 is outside the model ({low[1]:.0f} to {high[1]:.0f} mm).")
    if _front_is_behind(model):
        faults.append("The temples run towards +z; the datum wants them towards -z.")
    elif not GLASSES_FRONT_MM[0] <= high[2] <= GLASSES_FRONT_MM[1]:
        faults.append(f"The front lies at z = {high[2]:.0f} mm; expected {_range(GLASSES_FRONT_MM)} mm.")
    return faults


def _turn_to_face_forward(model: Model3D) -> tuple[Array, list[str]]:
    """The rotation that sets the glasses upright with their front towards +z, and what to say of it."""
    low, high = _bounds(model)
    extent = high - low
    turn, notices = np.eye(3), []
    if extent[2] < 0.75 * extent[1]:  # glasses are longer from front to back than they are high
        turn = _Y_UP_FROM_Z_UP
        notices.append("It lies on its back, so it is taken to have z up.")
    if _front_is_behind(moved(model, turn, np.zeros(3))):
        turn = _HALF_TURN @ turn
        notices.append("Its front looks towards -z, so it is turned about.")
    return turn, notices


def _front_is_behind(model: Model3D) -> bool:
    """Whether the bridge, all that glasses have in the middle, lies nearer to the low end of z."""
    points = _points(model)
    low, high = points.min(axis=0), points.max(axis=0)
    middle = np.abs(points[:, 0] - (low[0] + high[0]) / 2.0) < 0.1 * (high[0] - low[0])
    bridge = points[middle, 2] if middle.any() else points[:, 2]
    return bool(np.median(bridge) < (low[2] + high[2]) / 2.0)


def _on_usual_box(model: Model3D) -> tuple[Model3D, list[str]]:
    """The model at the usual width, its front's middle where lenses are."""
    low, high = _bounds(model)
    scale = _USUAL_WIDTH_MM / max(float(high[0] - low[0]), 1e-9)
    points = _points(model)
    front = points[points[:, 2] > high[2] - 0.25 * (high[2] - low[2])]  # without the bent temple tips
    anchor = np.array([low[0] + high[0], front[:, 1].min() + front[:, 1].max(), 2.0 * high[2]]) / 2.0
    target = np.array([0.0, _USUAL_MIDDLE_MM, _USUAL_FRONT_MM])
    placed = moved(model, np.eye(3) * scale, target - scale * anchor)
    said = f"It is scaled by {scale:.3g} to a width of {_USUAL_WIDTH_MM:g} mm and placed by its bounding box."
    return placed, [said]


def moved(model: Model3D, linear: Array, offset: Array) -> Model3D:
    """The model under x -> linear @ x + offset; `linear` is a rotation times a scale."""
    rotation = linear / np.cbrt(np.linalg.det(linear))
    moved = tuple(_moved_primitive(primitive, linear, rotation, offset) for primitive in model.primitives)
    key = f"{model.key}/{np.concatenate([linear.ravel(), offset]).round(9).tolist()}"
    return replace(model, key=key, primitives=moved)


def _moved_primitive(primitive: Primitive, linear: Array, rotation: Array, offset: Array) -> Primitive:
    positions = np.asarray(primitive.positions @ linear.T + offset, np.float32)
    normals = np.asarray(primitive.normals @ rotation.T, np.float32)
    return replace(primitive, positions=read_only(positions), normals=read_only(normals))


def _points(model: Model3D) -> Array:
    return np.concatenate([primitive.positions for primitive in model.primitives]).astype(np.float64)


def _bounds(model: Model3D) -> tuple[Array, Array]:
    points = _points(model)
    return points.min(axis=0), points.max(axis=0)


def _range(limits: tuple[float, float]) -> str:
    return f"{limits[0]:g} to {limits[1]:g}"
