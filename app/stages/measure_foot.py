"""The size of a foot in millimetres, by a sheet of paper or a bank card that lies beside it on the floor.

The reference's four corners tie the floor to the picture: sizes on the floor follow without knowing the
camera. The points at sole level are laid onto the floor; what is not known exactly (corners, points, how high
over the floor a toe's tip is) goes into the error band.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.foot import BALL_LATERAL, BALL_MEDIAL, HEEL_BACK, TOE_TIP, eu_size_of_foot
from ..core.foot_shape import SHAPES
from ..core.maths import Array
from ..core.missing import Missing

# Width and length in mm: ISO 216, ANSI/ASME Y14.1, ISO/IEC 7810 ID-1.
REFERENCES = {"a4": (210.0, 297.0), "letter": (215.9, 279.4), "card": (53.98, 85.6)}
# Seen at an angle by a camera of unknown lens, a sheet's sides come out this exactly at best; what fits none
# of the references better than this is none of them.
_RATIO_SIGMA, _WORST_RATIO = 0.02, 0.12
# The network's points, as a share of the foot's length: what averages out over frames, and what does not.
# Measured on bare and socked feet of held-out renders: 0.016 (toe) and 0.020 (heel) together, mostly the same
# for the same view.
_POINT_NOISE, _POINT_BIAS = 0.010, 0.017
# The points at sole level, whose heights over the floor are those of the shape that is worn.
_AT_SOLE = [TOE_TIP, HEEL_BACK, BALL_MEDIAL, BALL_LATERAL]
_DRAWS = 400
# Of a foot's length: what is longer or shorter is none.
_SHORTEST_MM, _LONGEST_MM = 90.0, 420.0


@dataclass(frozen=True, slots=True)
class FootSize:
    """Millimetres, with half the width of the 95 % band. `reference` names what was measured by."""

    length_mm: float
    length_band_mm: float
    width_mm: float
    width_band_mm: float
    reference: str

    @property
    def eu_size(self) -> float:
        """The European size that goes with the length of a bare foot."""
        return eu_size_of_foot(self.length_mm)


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """One frame: the reference's `corners` (4, 2) px in order round it, each coordinate unsure by `sigma_px`,
    and the foot's `points` (8, 2 or more) px in anatomical order; `footwear` is what it wears, one of
    core.foot.FOOTWEAR, "" where nobody says."""

    corners: NDArray[np.floating]
    sigma_px: float
    points: NDArray[np.floating]
    footwear: str = ""


def which_reference(corners: NDArray[np.floating], camera: Intrinsics) -> tuple[str, bool] | Missing:
    """The reference's name, and whether its first side (corner 0 to 1) is a short one, by the shape that a
    camera of that lens would see; Missing where nothing fits."""
    ratio = side_ratio(corners, camera)
    best = min(
        (
            (abs(np.log(ratio * length / width if short else ratio * width / length)), name, short)
            for name, (width, length) in REFERENCES.items()
            for short in (True, False)
        ),
    )
    gap, name, short = best
    if gap > _WORST_RATIO:
        return Missing("no sheet of paper and no card is in view")
    return name, short


def side_ratio(corners: NDArray[np.floating], camera: Intrinsics) -> float:
    """The first side over the second of the rectangle whose corners (4, 2) px these are."""
    floor = _homography(
        np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]), np.asarray(corners, float)
    )
    columns = np.linalg.inv(camera.matrix) @ floor
    return float(np.linalg.norm(columns[:, 0]) / np.linalg.norm(columns[:, 1]))


def measure_foot(
    sightings: Sequence[Sighting], camera: Intrinsics, *, reference: str = "auto", seed: int = 0
) -> FootSize | Missing:
    """Length and width of one foot seen in one or more frames beside the same reference.

    `reference` is a name of REFERENCES, or "auto" to tell by its shape. `seed` draws the errors that make the
    band: the same sightings give the same band.
    """
    if not sightings:
        return Missing("no foot beside a sheet of paper or a card was seen")
    rng = np.random.default_rng(seed)
    name, short = _reference(sightings, camera, reference)
    if not name:
        return Missing("no sheet of paper and no card is in view")
    width, length = REFERENCES[name]
    sides = (width, length) if short else (length, width)
    # What is wrong with the network's points, and with the heights, is wrong in all frames alike.
    bias = _POINT_BIAS * rng.normal(size=(_DRAWS, 4, 2))
    heights = _heights(sightings, rng)
    drawn = [_drawn(one, sides, camera, bias, heights, rng) for one in sightings]
    both = np.median(drawn, axis=0)
    sizes = np.median(both, axis=0)
    low, high = np.percentile(both, (2.5, 97.5), axis=0)
    band = (high - low) / 2.0
    if not np.isfinite(sizes).all() or not _SHORTEST_MM < sizes[0] < _LONGEST_MM:
        return Missing("what was measured is no foot")
    return FootSize(float(sizes[0]), float(band[0]), float(sizes[1]), float(band[1]), name)


def _heights(sightings: Sequence[Sighting], rng: np.random.Generator) -> Array:
    """(draws, 4) how high over the floor the points at sole level are, in foot lengths: drawn from the shapes
    of what most frames say is worn."""
    said = [one.footwear for one in sightings]
    shape = SHAPES.get(max(set(said), key=said.count), SHAPES["any"])
    drawn = np.tensordot(rng.normal(size=(_DRAWS, len(shape.spread))) * shape.spread, shape.modes, 1)
    heights: Array = np.maximum(shape.mean[_AT_SOLE, 1] + drawn[:, _AT_SOLE, 1], 0.0)
    return heights


def _reference(sightings: Sequence[Sighting], camera: Intrinsics, wanted: str) -> tuple[str, bool]:
    """Its name and whether its first side is a short one, as most frames say; "" where none fits."""
    if wanted != "auto":
        width, length = REFERENCES[wanted]
        ratios = [side_ratio(one.corners, camera) for one in sightings]
        gap = [abs(np.log(r * length / width)) - abs(np.log(r * width / length)) for r in ratios]
        return wanted, bool(np.median(gap) < 0.0)
    votes = [
        found for one in sightings if not isinstance(found := which_reference(one.corners, camera), Missing)
    ]
    return max(set(votes), key=votes.count) if votes else ("", True)


def _drawn(
    sighting: Sighting,
    sides: tuple[float, float],
    camera: Intrinsics,
    bias: Array,
    heights: Array,
    rng: np.random.Generator,
) -> Array:
    """(draws, 2) length and width in mm; `bias` (draws, 4, 2) along and across the foot, `heights` (draws, 4)
    over the floor, both as shares of its length."""
    floor = np.array([[0.0, 0.0], [sides[0], 0.0], [sides[0], sides[1]], [0.0, sides[1]]])
    points = np.asarray(sighting.points[_AT_SOLE, :2], np.float64)
    along = points[0] - points[1]
    axes = np.array([along, [-along[1], along[0]]])
    sizes = np.empty((len(bias), 2))
    about = _on_floor(points, _homography(floor, np.asarray(sighting.corners, float)), np.zeros(4), camera)
    length_mm = float(np.linalg.norm(about[0] - about[1]))
    for draw, (off, high) in enumerate(zip(bias, heights * length_mm, strict=True)):
        corners = sighting.corners + rng.normal(0.0, sighting.sigma_px, (4, 2))
        noise = rng.normal(0.0, _POINT_NOISE, (4, 2))
        picture_from_floor = _homography(floor, corners)
        toe, heel, medial, lateral = _on_floor(
            points + (off + noise) @ axes, picture_from_floor, high, camera
        )
        sizes[draw] = np.linalg.norm(toe - heel), np.linalg.norm(medial - lateral)
    return sizes


def _on_floor(points: Array, picture_from_floor: Array, height_mm: Array, camera: Intrinsics) -> Array:
    """(n, 2) floor mm of what is seen at points (n, 2) px and stands that high over the floor."""
    floor_from_picture = np.linalg.inv(picture_from_floor)
    on_floor = np.column_stack([points, np.ones(len(points))]) @ floor_from_picture.T
    on_floor = on_floor[:, :2] / on_floor[:, 2:]
    foot_of_camera, camera_mm = _camera_over_floor(picture_from_floor, camera)
    # What is high is nearer to the camera than the floor behind it: by similar triangles.
    share = np.clip(height_mm / camera_mm, 0.0, 0.5)[:, None]
    moved: Array = on_floor + share * (foot_of_camera - on_floor)
    return moved


def _camera_over_floor(picture_from_floor: Array, camera: Intrinsics) -> tuple[Array, float]:
    """(2,) floor mm under the camera, and its height over the floor in mm."""
    columns = np.linalg.inv(camera.matrix) @ picture_from_floor
    columns = columns / np.sqrt(np.linalg.norm(columns[:, 0]) * np.linalg.norm(columns[:, 1]))
    if columns[2, 2] < 0.0:
        columns = -columns
    x, y = (columns[:, i] / np.linalg.norm(columns[:, i]) for i in (0, 1))
    rotation = np.column_stack([x, y, np.cross(x, y)])
    u, _, vt = np.linalg.svd(rotation)
    centre = -(u @ vt).T @ columns[:, 2]
    return centre[:2], max(abs(float(centre[2])), 1.0)


def _homography(source: Array, target: Array) -> Array:
    """(3, 3) with target ~ H source, for four points each (n, 2)."""
    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, -u])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, -v])
    scale = np.array([*_units(source), 1.0])
    weighted = np.array(rows) / np.tile(scale, 3)
    _, _, vt = np.linalg.svd(weighted)
    h: Array = vt[-1].reshape(3, 3) / scale
    h /= h[2, 2]
    return h


def _units(points: Array) -> Array:
    """The spread of points along each axis, at least 1."""
    spread: Array = np.maximum(np.ptp(points, axis=0), 1.0)
    return spread
