"""How good the foot network is: python evaluate.py [--synthetic DIR] [--real DIR] [--faces DIR]

Pictures go through the app's own code (app/vision/foot_net.py): a search over the whole picture, then two
closer looks at each foot, the way a tracker comes to it. Real pictures are for testing only.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

import numpy as np
from data import NOT_TO_LEARN, ROOT, VISIBLE, Feet, read_shard
from numpy.typing import NDArray

from app.core.camera import Intrinsics
from app.core.foot import FOOTWEAR, by_hand
from app.core.missing import Missing
from app.core.observations import Crop
from app.stages.crop import foot_crop
from app.stages.fit_foot import FeetParams, fit_foot
from app.vision.cv import cv2
from app.vision.foot_net import LOOK_PX, FootNet, SeenFoot, View, extent_px
from app.vision.ort import open_net

MODEL = ROOT / "models" / "feet.onnx"
# A search may be unsure: the looks that follow decide. Both chosen on held-out renders.
SEARCH_SCORE, LOOK_SCORE = 0.25, 0.35
LEAST_PX = 60.0  # feet shorter than this in a real picture do not count
# Someone stands before the camera in the rest of walking_in_and_out.mp4.
EMPTY_FRAMES = ((0, 50), (208, 224), (462, 502), (712, 742), (882, 922), (1212, 1234), (1372, 1394))
_FOUND_WITHIN = 0.5  # mean distance of the points, in foot lengths
_SYNTHETIC_LEAST_SHARE = 0.08  # of the picture's longer side; smaller feet do not count

Image = NDArray[np.uint8]


@dataclass
class Figures:
    """What adds up over feet and pictures."""

    feet: int = 0
    found: int = 0
    pictures: int = 0
    false_feet: int = 0
    false_pictures: int = 0
    sides: list[bool] = field(default_factory=list)
    kinds: list[bool] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)  # of visible points, in foot lengths
    hidden: list[float] = field(default_factory=list)  # of the others

    def summary(self) -> dict[str, float]:
        errors = np.array(self.errors or [9.0])
        said = {
            "feet": self.feet,
            "found": self.found / max(self.feet, 1),
            "false_per_picture": self.false_feet / max(self.pictures, 1),
            "side": float(np.mean(self.sides)) if self.sides else 0.0,
            "kind": float(np.mean(self.kinds)) if self.kinds else 0.0,
            "median": float(np.median(errors)),
        }
        for share in (0.05, 0.1, 0.2):
            said[f"pck{share:g}"] = float(np.mean(errors < share))
        said["hidden_pck0.1"] = float(np.mean(np.array(self.hidden or [9.0]) < 0.1))
        return {name: round(value, 4) for name, value in said.items()}


def feet_of(net: FootNet, rgb: Image) -> list[tuple[SeenFoot, View]]:
    """Searched, then looked at twice; each foot with its last view, found once."""
    found: list[tuple[SeenFoot, View]] = []
    for foot in net.search(rgb, 6, SEARCH_SCORE).feet:
        view = None
        for _ in range(2):
            view = net.look(rgb, foot_crop(foot.by_hand), LOOK_SCORE)
            if not view.feet:
                break
            foot = view.feet[0]
        if view is None or not view.feet:
            continue
        known = [np.linalg.norm(foot.by_hand - other.by_hand, axis=1).mean() for other, _ in found]
        if not known or min(known) > 0.3 * extent_px(foot.by_hand):
            found.append((foot, view))
    return sorted(found, key=lambda pair: -pair[0].score)[:4]


@dataclass(frozen=True)
class Truth:
    """A labelled foot: kpts (8, 3) in anatomical order, side, length in px, whether it counts."""

    kpts: np.ndarray
    side: int
    length_px: float
    counts: bool = True
    kind: int | None = None


def matched(seen: list[SeenFoot], truths: list[Truth]) -> dict[int, int]:
    """Which seen foot (value) is which true one (key), nearest pairs first."""
    pairs = []
    for t, truth in enumerate(truths):
        told = truth.kpts[:, 2] > 0
        for s, foot in enumerate(seen):
            off = foot.points(truth.side)[told] - truth.kpts[told, :2]
            pairs.append((float(np.linalg.norm(off, axis=1).mean()) / truth.length_px, t, s))
    taken: dict[int, int] = {}
    for distance, t, s in sorted(pairs):
        if distance < _FOUND_WITHIN and t not in taken and s not in taken.values():
            taken[t] = s
    return taken


def count(figures: Figures, seen: list[SeenFoot], truths: list[Truth]) -> dict[int, int]:
    """Adds one picture; returns `matched`. Feet that do not count are neither missed nor false."""
    pairs = matched(seen, truths)
    figures.pictures += 1
    figures.false_feet += len(seen) - len(pairs)
    figures.false_pictures += len(seen) > len(pairs)
    for t, truth in enumerate(truths):
        if not truth.counts:
            continue
        figures.feet += 1
        if t not in pairs:
            continue
        figures.found += 1
        add_points(figures, seen[pairs[t]], truth)
    return pairs


def add_points(figures: Figures, foot: SeenFoot, truth: Truth) -> None:
    # Points as the app would name them: a wrong side swaps medial and lateral, and that is an error.
    figures.sides.append(foot.side == truth.side)
    if truth.kind is not None:
        figures.kinds.append(int(foot.kind.argmax()) == truth.kind)
    off = np.linalg.norm(foot.points(foot.side) - truth.kpts[:, :2], axis=1) / truth.length_px
    figures.errors += [float(e) for e, v in zip(off, truth.kpts[:, 2]) if v == VISIBLE]
    figures.hidden += [float(e) for e, v in zip(off, truth.kpts[:, 2]) if v == 1]


def synthetic(run: object, folder: Path, limit: int = 512) -> dict[str, object]:
    """Figures over held-out shards: `whole` searched as above; `look` at crops noisy as in tracking, with the
    mask's IoU and the pose with the true length and the shape of what the network says is worn (rotation in
    degrees, translation in mm at 1 m); and the look's figures for each kind of footwear by itself."""
    net = FootNet(run)  # type: ignore[arg-type]
    rng = np.random.default_rng(1)
    whole, look = Figures(), Looks()
    by_kind: dict[str, Looks] = {}
    for path in sorted(folder.glob("*.npz")):
        if whole.pictures >= limit:
            break
        shard = read_shard(path, limit - whole.pictures)
        for rgb, mask, feet in zip(shard.rgb, shard.mask, shard.feet):
            truths = truths_of(feet, mask.shape)
            count(whole, [foot for foot, _ in feet_of(net, rgb)], truths)
            for k, truth in enumerate(truths):
                if not truth.counts:
                    continue
                view = net.look(rgb, _shaken(foot_crop(truth.kpts[:, :2]), rng), 0.05)
                kind = by_kind.setdefault(FOOTWEAR[truth.kind or 0], Looks())
                overlap = _mask_overlap(view, mask)
                for looks in (look, kind):
                    looks.add(view, truth, overlap, feet, k, mask.shape)
    said: dict[str, object] = {f"whole_{name}": value for name, value in whole.summary().items()}
    said |= {f"look_{name}": value for name, value in look.figures.summary().items()} | look.summary()
    kept = ("feet", "found", "side", "kind", "pck0.05", "pck0.1")
    return said | {
        "by_kind": {
            name: {key: looks.figures.summary()[key] for key in kept} | looks.summary()
            for name, looks in sorted(by_kind.items())
        }
    }


@dataclass
class Looks:
    """What adds up over looks at true feet."""

    figures: Figures = field(default_factory=Figures)
    same: int = 0
    union: int = 0
    rotations: list[float] = field(default_factory=list)
    translations: list[float] = field(default_factory=list)

    def add(
        self, view: View, truth: Truth, overlap: tuple[int, int], feet: Feet, k: int, size: tuple[int, ...]
    ) -> None:
        self.same, self.union = self.same + overlap[0], self.union + overlap[1]
        pairs = count(self.figures, list(view.feet), [truth])
        if 0 in pairs:
            turn, away = _pose_error(view.feet[0], truth, feet, k, size)
            self.rotations.append(turn)
            self.translations.append(away)

    def summary(self) -> dict[str, float]:
        return {
            "mask_iou": round(self.same / max(self.union, 1), 4),
            "rotation_deg": round(float(np.median(self.rotations or [180.0])), 2),
            "translation_mm": round(float(np.median(self.translations or [1e4])), 1),
        }


def truths_of(feet: Feet, size: tuple[int, ...]) -> list[Truth]:
    found = []
    for kpts, side, kind in zip(feet.kpts, feet.side, feet.footwear):
        inside = (kpts[:, :2] >= 0).all(axis=1) & (kpts[:, :2] < (size[1], size[0])).all(axis=1)
        extent = extent_px(kpts[:, :2])
        clear = ((kpts[:, 2] == VISIBLE) & inside).sum() >= 3
        counts = bool(clear and extent > _SYNTHETIC_LEAST_SHARE * max(size))
        found.append(Truth(kpts, int(side), extent, counts, int(kind)))
    return found


def _shaken(crop: Crop, rng: np.random.Generator) -> Crop:
    """As far off as a tracker's crop is on the next frame."""
    dx, dy = rng.uniform(-0.08, 0.08, 2) * crop.size_px
    size = crop.size_px * float(np.exp(rng.uniform(-0.15, 0.15)))
    return Crop(crop.cx + dx, crop.cy + dy, size, crop.roll_rad + float(np.radians(rng.uniform(-15, 15))))


def _mask_overlap(view: View, mask: np.ndarray) -> tuple[int, int]:
    """Pixels of foot or shoe in both, and in either, within a look: probabilities enlarged to its px."""
    likely = cv2.resize(view.mask.transpose(1, 2, 0), (LOOK_PX, LOOK_PX), interpolation=cv2.INTER_LINEAR)
    linear, offset = view.picture_from_view[:, :2], view.picture_from_view[:, 2]
    indices = offset + linear.sum(axis=1) * 0.5 - 0.5
    truth = cv2.warpAffine(
        mask,
        np.column_stack([linear, indices]),
        (LOOK_PX, LOOK_PX),
        flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=NOT_TO_LEARN,
    )
    said = (likely.argmax(axis=2) == 2) & (truth != NOT_TO_LEARN)
    return int((said & (truth == 2)).sum()), int((said | (truth == 2)).sum())


def _pose_error(
    foot: SeenFoot, truth: Truth, feet: Feet, k: int, size: tuple[int, ...]
) -> tuple[float, float]:
    """Degrees, and mm at 1 m, of the app's own fit with the true side and outer length, and the shape of what
    the network says is worn."""
    camera = Intrinsics(size[1], size[0], *map(float, feet.camera))
    length_mm = float(feet.length_mm[k])
    fit = fit_foot(
        foot.points(truth.side),
        foot.visible(truth.side),
        truth.side,
        camera=camera,
        footwear=FOOTWEAR[int(foot.kind.argmax())],
        params=FeetParams(length_mm=length_mm),
    )
    if isinstance(fit, Missing):
        return 180.0, 1e4
    true = feet.pose[k]
    cosine = (np.trace(fit.pose.rotation.T @ true[:3, :3]) - 1.0) / 2.0
    # The middle of the foot: its origin at the heel's corner would count rotation twice.
    middle = np.array([0.0, 30.0, length_mm / 2.0])
    at = true[:3, :3] @ middle + true[:3, 3]
    off = np.linalg.norm(fit.pose.rotation @ middle + fit.pose.translation_mm - at)
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))), float(off * 1000.0 / np.linalg.norm(at))


def real_clips(folder: Path) -> Iterator[tuple[str, list[tuple[Image, list[Truth]]]]]:
    """Each labelled clip: its name, and its pictures with their feet."""
    for labels in (
        "first_person_sneakers.labels.json",
        "dancer_600.labels.json",
        "bare_first_person/labels.json",
    ):
        told = json.loads((folder / labels).read_text("utf-8"))
        yield told["source"], list(_labelled(folder, told))


def _labelled(folder: Path, told: dict) -> Iterator[tuple[Image, list[Truth]]]:
    source = folder / told["source"]
    frames = None if source.is_dir() else list(frames_of(source))
    usual = _usual_length(told)
    for frame in told["frames"]:
        rgb = next(frames_of(source / frame["file"])) if frames is None else frames[frame["frame"]]
        truths = []
        for foot in frame["feet"]:
            kpts = np.array(foot["kpts"], np.float64)
            length = _toe_to_heel(kpts) or max(usual, extent_px(kpts[kpts[:, 2] > 0, :2]))
            truths.append(Truth(kpts, int(foot["side"] == "right"), length, length > LEAST_PX))
        yield rgb, truths


def _toe_to_heel(kpts: np.ndarray) -> float:
    """0 where one of them is not labelled."""
    return float(np.linalg.norm(kpts[0, :2] - kpts[1, :2])) if (kpts[:2, 2] > 0).all() else 0.0


def _usual_length(told: dict) -> float:
    """The clip's median: for feet whose heel is covered or cut off."""
    lengths = [_toe_to_heel(np.array(foot["kpts"])) for frame in told["frames"] for foot in frame["feet"]]
    return float(np.median([length for length in lengths if length] or [0.0]))


def frames_of(path: Path) -> Iterator[Image]:
    """RGB pictures of a file that OpenCV reads."""
    capture = cv2.VideoCapture(str(path))
    while True:
        ok, bgr = capture.read()
        if not ok:
            return
        yield np.ascontiguousarray(bgr[..., ::-1])


def real(net: FootNet, folder: Path, overlay: Callable[..., None]) -> dict[str, dict[str, float]]:
    """Figures a clip, and over all."""
    said = {}
    everything = Figures()
    for name, pictures in real_clips(folder):
        figures = Figures()
        for n, (rgb, truths) in enumerate(pictures):
            seen = [foot for foot, _ in feet_of(net, rgb)]
            count(figures, seen, truths)
            count(everything, seen, truths)
            overlay(name, n, rgb, seen, truths)
        said[name] = figures.summary()
    said["all"] = everything.summary()
    return said


def without_feet(net: FootNet, pictures: Iterator[Image], name: str, overlay: Callable[..., None]) -> dict:
    """How often something is taken for a foot."""
    figures = Figures()
    for n, rgb in enumerate(pictures):
        seen = [foot for foot, _ in feet_of(net, rgb)]
        count(figures, seen, [])
        if seen:
            overlay(name, n, rgb, seen, [])
    return {
        "pictures": figures.pictures,
        "with_false_feet": figures.false_pictures / max(figures.pictures, 1),
    }


def empty_room(folder: Path) -> Iterator[Image]:
    for n, rgb in enumerate(frames_of(folder / "walking_in_and_out.mp4")):
        if n % 5 == 0 and any(first <= n < last for first, last in EMPTY_FRAMES):
            yield rgb


def face_pictures(folder: Path) -> Iterator[Image]:
    """Clips in which no foot is ever seen, every fifth frame, and portraits."""
    for name in ("webcam_talking_360p.mp4", "two_people_head_turns.gif"):
        yield from (rgb for n, rgb in enumerate(frames_of(folder / name)) if n % 5 == 0)
    for path in sorted((folder / "portraits").glob("*.jpg")):
        yield next(frames_of(path))


def drawn_into(folder: Path | None) -> Callable[..., None]:
    """A function that writes pictures with what was seen (full lines, side, score) over the truth (dots)."""

    def draw(name: str, n: int, rgb: Image, seen: list[SeenFoot], truths: list[Truth]) -> None:
        if folder is None:
            return
        scale = 640.0 / max(rgb.shape)
        size = (round(rgb.shape[1] * scale), round(rgb.shape[0] * scale))
        out = np.ascontiguousarray(cv2.resize(rgb, size)[..., ::-1])
        for truth in truths:
            for x, y, v in truth.kpts:
                if v:
                    cv2.circle(out, (int(x * scale), int(y * scale)), 4, (255, 255, 255), 1 if v == 1 else -1)
        for foot in seen:
            _draw_foot(out, foot, scale)
        folder.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(folder / f"{Path(name).stem}-{n:03d}.jpg"), out)

    return draw


def _draw_foot(out: Image, foot: SeenFoot, scale: float) -> None:
    colour = (60, 60, 255) if foot.side else (60, 220, 60)  # left green, right red
    points = (by_hand(foot.by_hand, foot.side) * scale).astype(int)
    for a, b in ((1, 2), (2, 0), (0, 3), (3, 1), (4, 0), (4, 5), (4, 6), (5, 7), (6, 7), (7, 1)):
        cv2.line(out, tuple(map(int, points[a])), tuple(map(int, points[b])), colour, 1, cv2.LINE_AA)
    for k, (x, y) in enumerate(points):
        cv2.circle(out, (int(x), int(y)), 3, (255, 200 - 25 * k, 25 * k), -1)
    said = f"{'R' if foot.side else 'L'} {max(foot.right, 1 - foot.right):.2f}  {foot.score:.2f}"
    cv2.putText(out, said, (int(points[0][0]), int(points[0][1]) - 8), 0, 0.5, colour, 1, cv2.LINE_AA)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--synthetic", type=Path, help="folder of held-out shards")
    parser.add_argument("--real", type=Path, help="folder of labelled real pictures of feet")
    parser.add_argument("--faces", type=Path, help="folder of face clips, in which no foot is seen")
    parser.add_argument("--overlay", type=Path, help="folder for pictures with the results drawn in")
    parser.add_argument("--limit", type=int, default=512, help="synthetic pictures")
    args = parser.parse_args()
    net = open_net(args.model.read_bytes(), device="cpu")
    overlay = drawn_into(args.overlay)
    said: dict[str, object] = {}
    if args.synthetic:
        said["synthetic"] = synthetic(net, args.synthetic, args.limit)
    if args.real:
        said["real"] = real(FootNet(net), args.real, overlay)
        said["empty_room"] = without_feet(FootNet(net), empty_room(args.real), "empty", overlay)
    if args.faces:
        said["faces"] = without_feet(FootNet(net), face_pictures(args.faces), "faces", overlay)
    print(json.dumps(said, indent=1))


if __name__ == "__main__":
    main()
