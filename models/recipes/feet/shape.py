"""Writes app/core/foot_shape.py: how the keypoints of what feet wear differ, learnt from the generator's own.

    python models/recipes/feet/shape.py --count 150 --seed 1

For each kind of footwear every keypoint set is scaled to a length of 1; the mean and the main directions
(principal components) that explain 97 % of the variance, at most six, are kept. "any" is all kinds but high
heels together.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from people import available, footwear  # noqa: E402

OUT = ROOT / "app/core/foot_shape.py"
EXPLAINED, MOST_MODES = 0.97, 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=150, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    weights = available()
    points = {kind: _points(rng, kind, args.count) for kind in weights}
    # High heels are another shape altogether: who wears them is known by them, or not at all.
    mixed = [points[kind][: round(args.count * weights[kind])] for kind in weights if kind != "heel"]
    points = {"any": np.concatenate(mixed), **points}
    OUT.write_text(HEAD + "\n".join(_text(kind, some) for kind, some in points.items()) + "}\n")


def _points(rng: np.random.Generator, kind: str, count: int) -> np.ndarray:
    """(count, 8, 3) in foot lengths."""
    worn = [footwear(rng, kind, 0.0)[0] for _ in range(count)]
    return np.array([one.keypoints_mm / one.length_mm for one in worn])


def _text(kind: str, points: np.ndarray) -> str:
    mean = points.mean(axis=0)
    _, values, directions = np.linalg.svd((points - mean).reshape(len(points), -1), full_matrices=False)
    variance = values**2 / len(points)
    count = min(int(np.searchsorted(np.cumsum(variance) / variance.sum(), EXPLAINED)) + 1, MOST_MODES)
    spread = np.sqrt(variance[:count])
    print(f"{kind}: {count} modes of {len(points)} samples, spread {np.round(spread, 4).tolist()}")
    modes = directions[:count].reshape(count, 8, 3)
    rows = "".join(f"                {_rows(mode, 16)},\n" for mode in modes)
    return (
        f'    "{kind}": FootShape(\n        np.array({_rows(mean, 8)}),\n'
        f"        np.array(\n            [\n{rows}            ]\n        ),\n"
        f"        np.array([{', '.join(f'{s:.5f}' for s in spread)}]),\n    ),"
    )


def _rows(points: np.ndarray, pad: int) -> str:
    lines = [f"{' ' * pad}    [{', '.join(f'{v:.4f}' for v in row)}]," for row in points]
    return "\n".join(["[", *lines, f"{' ' * pad}]"])


HEAD = '''"""How the keypoints of feet differ from one foot to another: the mean, and the main ways to differ.

Written by models/recipes/feet/shape.py from its own shoes and feet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .maths import Array


@dataclass(frozen=True, slots=True, eq=False)
class FootShape:
    """Of right feet, in foot lengths: the `mean` (8, 3), directions `modes` (k, 8, 3) of length 1, and their
    standard deviations `spread` (k,)."""

    mean: Array
    modes: Array
    spread: Array


# By what is worn; "any" where that is not known.
SHAPES = {
'''


if __name__ == "__main__":
    main()
