"""What was seen of a frame as plain values and arrays, bit for bit, and back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import astuple, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.face import FACE_POINTS
from ..core.flow import Flow
from ..core.foot import FOOTWEAR, KEYPOINTS
from ..core.maths import frozen
from ..core.missing import Missing
from ..core.observations import Crop, FaceObservation, FootMask, FootObservation, Observation, Request
from ..core.scene import Light
from ..runtime.pipeline import Seen
from ..stages.track import Plan

Plain = Mapping[str, Any]
Arrays = Mapping[str, NDArray[Any]]
# As many as a Document may ask for.
_MOST_PEOPLE = 10


def plain_from_seen(seen: Seen) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """A JSON object, and the arrays beside it. Raises ValueError for points of another type."""
    arrays: dict[str, NDArray[Any]] = {}
    request = seen.plan.request
    observations = []
    for number, one in enumerate(seen.observations):
        arrays |= _arrays_of(one, number)
        arrays[f"points{number}"] = _expected(one.points, np.float32)
        arrays[f"visible{number}"] = _expected(one.visible, np.float32)
        told = {"score": float(one.score), "crop": _crop(one.crop), "place": one.place}
        observations.append(told | _of_foot(one))
    flows = {}
    for track_id, flow in seen.flows.items():
        flows[str(track_id)] = {
            name: value for name, value in _items(flow) if not isinstance(value, np.ndarray)
        }
        arrays |= {
            f"flow{track_id}.{name}": value for name, value in _items(flow) if isinstance(value, np.ndarray)
        }
    return {
        "ids": list(seen.plan.ids),
        "people": seen.plan.max_subjects,
        "crops": [_crop(crop) for crop in request.crops],
        "search": request.search,
        "max_new": request.max_new,
        "thorough": request.thorough,
        "min_score": request.min_score,
        "observations": observations,
        "flows": flows,
        "light": _light(seen.light),
        "provider": seen.provider,
        "runs_on": seen.runs_on,
        "why": seen.why,
    }, arrays


def seen_from_plain(plain: Plain, arrays: Arrays, *, t_ns: int, epoch: int) -> Seen:
    """What was seen of the frame at `t_ns`. Raises ValueError, TypeError or KeyError for what cannot be."""
    request = Request(
        tuple(_crop_from(crop) for crop in plain["crops"]),
        search=_is(plain["search"], bool),
        max_new=_is(plain["max_new"], int),
        thorough=_is(plain["thorough"], bool),
        min_score=_number(plain["min_score"]),
    )
    people = _is(plain["people"], int)
    if not 1 <= people <= _MOST_PEOPLE:
        raise ValueError(f"{people} people cannot be followed")
    ids = tuple(_is(one, int) for one in plain["ids"])
    observations = tuple(
        _observation(one, arrays, number) for number, one in enumerate(plain["observations"])
    )
    flows = {int(track_id): _flow(int(track_id), one, arrays) for track_id, one in plain["flows"].items()}
    return Seen(
        Plan(request, ids, t_ns, epoch, people),
        observations,
        frozen(flows),
        _light_from(plain["light"]),
        _is(plain["provider"], str),
        _is(plain["runs_on"], str),
        _is(plain["why"], str),
    )


def _of_foot(one: Observation) -> dict[str, Any]:
    """What a foot has besides; nothing for a face."""
    if not isinstance(one, FootObservation):
        return {}
    return {"right": float(one.right), "mask": _crop(one.mask.crop) if one.mask is not None else None}


def _arrays_of(one: Observation, number: int) -> dict[str, NDArray[Any]]:
    if not isinstance(one, FootObservation):
        return {}
    arrays: dict[str, NDArray[Any]] = {}
    if one.mask is not None:
        arrays |= {f"leg{number}": one.mask.leg, f"foot{number}": one.mask.foot}
    if one.worn is not None:
        arrays[f"worn{number}"] = _expected(one.worn, np.float32)
    return arrays


def _observation(plain: Plain, arrays: Arrays, number: int) -> Observation:
    points, visible = arrays[f"points{number}"], arrays[f"visible{number}"]
    is_foot = "right" in plain
    count = len(KEYPOINTS) if is_foot else FACE_POINTS
    if points.shape != (count, 3) or visible.shape != (count,):
        raise ValueError(f"expected {count} points, got {points.shape}")
    place = plain["place"]
    common = (
        _expected(points, np.float32),
        _expected(visible, np.float32),
        _number(plain["score"]),
        _crop_from(plain["crop"]),
        None if place is None else _is(place, int),
    )
    if not is_foot:
        return FaceObservation(*common)
    worn = arrays.get(f"worn{number}")
    if worn is not None and (worn.dtype != np.float32 or worn.shape != (len(FOOTWEAR),)):
        raise ValueError(f"expected {len(FOOTWEAR)} kinds of footwear, got {worn.shape}")
    return FootObservation(*common, _number(plain["right"]), _mask(plain["mask"], arrays, number), worn)


def _mask(crop: list[float] | None, arrays: Arrays, number: int) -> FootMask | None:
    if crop is None:
        return None
    leg, foot = (_expected(arrays[f"{name}{number}"], np.uint8) for name in ("leg", "foot"))
    if leg.ndim != 2 or leg.shape != foot.shape:
        raise ValueError(f"expected two masks alike, got {leg.shape} and {foot.shape}")
    return FootMask(_crop_from(crop), leg, foot)


def _flow(track_id: int, plain: Plain, arrays: Arrays) -> Flow:
    """Whatever fields a Flow has: numbers lie in the object, arrays beside it."""
    values: dict[str, Any] = {}
    for field in fields(Flow):
        array = arrays.get(f"flow{track_id}.{field.name}")
        values[field.name] = _is(plain[field.name], int) if array is None else array
    sites, steps = len(values["site"]), len(values["stepped"])
    for name, value in values.items():
        expected = steps if name.startswith("step") else sites
        if isinstance(value, np.ndarray) and (len(value) != expected or not np.isfinite(value).all()):
            raise ValueError(f"the flow's {name} cannot be")
    return Flow(**values)


def _items(flow: Flow) -> list[tuple[str, Any]]:
    return [(field.name, getattr(flow, field.name)) for field in fields(flow)]


def _crop(crop: Crop) -> list[float]:
    return [float(value) for value in astuple(crop)]


def _crop_from(plain: list[float]) -> Crop:
    cx, cy, size_px, roll_rad = (_number(value) for value in plain)
    return Crop(cx, cy, size_px, roll_rad)


def _light(light: Light | Missing) -> dict[str, Any]:
    if isinstance(light, Missing):
        return {"missing": light.reason, "passing": light.passing}
    ambient, direction = [float(v) for v in light.ambient], [float(v) for v in light.direction]
    return {"ambient": ambient, "direction": direction}


def _light_from(plain: Plain) -> Light | Missing:
    if "missing" in plain:
        return Missing(_is(plain["missing"], str), _is(plain["passing"], bool))
    red, green, blue = (_number(value) for value in plain["ambient"])
    x, y, z = (_number(value) for value in plain["direction"])
    return Light((red, green, blue), (x, y, z))


def _expected(array: NDArray[Any], dtype: type) -> NDArray[Any]:
    if array.dtype != dtype:
        raise ValueError(f"expected {np.dtype(dtype)}, got {array.dtype}")
    return array


def _number(value: Any) -> float:
    """The value, where JSON gave a finite number."""
    if type(value) not in (int, float) or not math.isfinite(value):
        raise TypeError(f"expected a number, got {value!r}")
    return float(value)


def _is(value: Any, kind: type) -> Any:
    """The value, where JSON gave one of that kind."""
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}, got {value!r}")
    return value
