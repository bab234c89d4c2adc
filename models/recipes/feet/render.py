"""Writes labelled pictures of feet as shards, for training:

    python models/recipes/feet/render.py --count 20000 --seed 1 --out DIR

Shards that are already there are left alone, so that it can be stopped and started; several processes need
different seeds. See README.md for what is in a shard.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

# One thread of its own draws as fast as several that share two cores.
os.environ.setdefault("LP_NUM_THREADS", "0")
ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import cv2  # noqa: E402
import numpy as np  # noqa: E402
from people import footwear_number  # noqa: E402
from sample import CLOSE_UPS, WITHOUT_FEET, Labelled, Studio  # noqa: E402

from app.render.context import open_context  # noqa: E402

SHARD = 256
# So many shards in a row are composed of the same people, floors and things, each time seen anew.
SHARDS_A_CAST = 4


class Shards:
    """Draws shards: each is the same for the same seed and index, whatever was drawn before."""

    def __init__(self, seed: int, without_feet: float, close_ups: float) -> None:
        self._seed, self._cast = seed, -1
        self._studio = Studio(without_feet, close_ups)

    def draw(self, index: int, count: int = SHARD) -> list[Labelled]:
        """The pictures of one shard."""
        if index // SHARDS_A_CAST != self._cast:
            self._cast = index // SHARDS_A_CAST
            self._studio.refill(np.random.default_rng((self._seed, self._cast)))
        return [self._studio.sample(np.random.default_rng((self._seed, index, i))) for i in range(count)]


def packed(shots: list[Labelled], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """A shard's arrays by name."""
    jpegs = [_coded(".jpg", shot.rgb[..., ::-1], int(rng.integers(82, 97))) for shot in shots]
    masks = [_coded(".png", shot.mask) for shot in shots]
    feet = [(i, foot) for i, shot in enumerate(shots) for foot in shot.feet]
    return {
        "jpeg": np.concatenate(jpegs),
        "jpeg_at": np.cumsum([0, *map(len, jpegs)]),
        "mask": np.concatenate(masks),
        "mask_at": np.cumsum([0, *map(len, masks)]),
        "foot_image": np.array([i for i, _ in feet], np.int32),
        "side": np.array([foot.side for _, foot in feet], np.int8),
        "kpts": np.array([foot.kpts for _, foot in feet], np.float32).reshape(-1, 8, 3),
        "pose": np.array([foot.camera_from_foot for _, foot in feet], np.float32).reshape(-1, 4, 4),
        "length_mm": np.array([foot.length_mm for _, foot in feet], np.float32),
        "footwear": np.array([footwear_number(foot.footwear) for _, foot in feet], np.int8),
        "area": np.array([foot.area for _, foot in feet], np.int32),
        "instance": np.array([foot.instance for _, foot in feet], np.uint8),
        "camera": np.array([(c.fx, c.fy, c.cx, c.cy) for c in (shot.camera for shot in shots)], np.float32),
        "view": np.array([shot.view for shot in shots]),
    }


def _coded(kind: str, picture: np.ndarray, quality: int | None = None) -> np.ndarray:
    done, data = cv2.imencode(kind, picture, [] if quality is None else [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise RuntimeError(f"OpenCV could not write {kind}")
    return data.ravel()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=20000, help="pictures, in shards of 256")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-feet", type=float, default=WITHOUT_FEET, help="share of such pictures")
    parser.add_argument(
        "--close-ups",
        type=float,
        default=CLOSE_UPS,
        help="share of those that are heads, hands, trunks close up",
    )
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    # OpenCV's own threads would only fight with whoever trains.
    cv2.setNumThreads(1)
    with open_context():
        shards = Shards(options.seed, options.without_feet, options.close_ups)
        for index in range(-(-options.count // SHARD)):
            path = options.out / f"feet-{options.seed}-{index:06d}.npz"
            if path.exists():
                continue
            started = time.perf_counter()
            arrays = packed(shards.draw(index), np.random.default_rng((options.seed, index, SHARD)))
            unfinished = path.with_suffix(".unfinished")
            with unfinished.open("wb") as file:
                np.savez(file, **arrays)
            unfinished.replace(path)
            rate = SHARD / (time.perf_counter() - started)
            print(f"{path.name}: {len(arrays['side'])} feet, {rate:.1f} pictures/s", flush=True)


if __name__ == "__main__":
    main()
