"""Measured fronts of a stabiliser as versioned JSON: ours in resources/fronts, anybody's in a file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .. import __version__
from ..core.errors import UserError
from ..core.front import Front, Stop
from ..core.params import resolve_groups
from ..stages import register_all
from .files import make_room, read_versioned, write_json
from .presets import known_knobs
from .resource_path import resource_path
from .words import problem_sentence

FRONT_VERSION = 1


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _StopFile(_File):
    jitter_percent: float = Field(ge=0.0, allow_inf_nan=False)
    error_percent: float = Field(ge=0.0, allow_inf_nan=False)
    lag_ms: float | None = Field(allow_inf_nan=False)
    knobs: dict[str, dict[str, float | bool | str]]


class _FrontFile(_File):
    made_with: str = ""
    method: str
    measured_on: str = ""
    points: list[_StopFile] = Field(min_length=1)


def read_front(path: Path) -> Front:
    """Raises UserError for a missing, damaged or newer file and for knobs that this version does not have."""
    register_all()
    content = read_versioned(path, kind="front", version=FRONT_VERSION)
    try:
        file = _FrontFile.model_validate(content)
    except ValidationError as problem:
        raise UserError(f"{path}: {problem_sentence(problem)}.") from None
    stops = []
    for point in file.points:
        knobs, notices = known_knobs(point.knobs, where=path.name)
        if notices:
            raise UserError(notices[0])
        try:
            resolve_groups(knobs)
        except UserError as problem:
            raise UserError(f"{path}: {problem}") from None
        stops.append(Stop(point.jitter_percent, point.error_percent, point.lag_ms, knobs))
    return Front(file.method, tuple(stops), file.measured_on)


def write_front(path: Path, front: Front) -> None:
    """An older file stays beside it as NAME.bak. Raises UserError for a place that cannot be written."""
    make_room(path, kind="front", version=FRONT_VERSION)
    points = [
        {
            "jitter_percent": round(stop.jitter_percent, 4),
            "error_percent": round(stop.error_percent, 4),
            "lag_ms": None if stop.lag_ms is None else round(stop.lag_ms, 2),
            "knobs": {group: dict(values) for group, values in stop.knobs.items()},
        }
        for stop in front.stops
    ]
    head = {"lookglass": "front", "version": FRONT_VERSION, "made_with": __version__}
    write_json(path, {**head, "method": front.method, "measured_on": front.on, "points": points})


@lru_cache(maxsize=1)
def our_fronts() -> dict[str, Front]:
    """The fronts that come with Lookglass, by stabiliser. Raises UserError where one is damaged."""
    found = [read_front(path) for path in sorted(resource_path("fronts").glob("*.json"))]
    return {front.method: front for front in found}
