"""Writes app/core/foot_shape.py: how the keypoints of what feet wear differ, learnt from the generator's own.

    python models/recipes/feet/shape.py --count 900 --seed 1

Every keypoint set is scaled to a length of 1; the mean and the main directions (principal components) that
explain 95 % of the variance are kept.
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
EXPLAINED = 0.95


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=900)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    weights = available()
    kinds = rng.choice(list(weights), args.count, p=list(weights.values()))
    rows = []
    for kind in kinds:
        worn, _ = footwear(rng, str(kind), 0.0)
        rows.append(worn.keypoints_mm / worn.length_mm)
    points = np.array(rows)
    mean = points.mean(axis=0)
    flat = (points - mean).reshape(len(points), -1)
    _, values, directions = np.linalg.svd(flat, full_matrices=False)
    variance = values**2 / len(points)
    count = int(np.searchsorted(np.cumsum(variance) / variance.sum(), EXPLAINED)) + 1
    spread = np.sqrt(variance[:count])
    OUT.write_text(
        HEAD
        + f"MEAN = np.array(\n{_text(mean, 1)}\n)\n"
        + "MODES = np.array(\n    [\n"
        + "\n".join(f"{_text(mode, 2)}," for mode in directions[:count].reshape(count, 8, 3))
        + "\n    ]\n)\n"
        + f"SPREAD = np.array([{', '.join(f'{s:.5f}' for s in spread)}])\n"
    )
    print(f"{OUT.name}: {count} modes of {args.count} samples, spread {np.round(spread, 4).tolist()}")


HEAD = '''"""How the keypoints of feet differ from one foot to another: the mean, and the main ways to differ.

Written by models/recipes/feet/shape.py from its own shoes and feet.
"""

from __future__ import annotations

import numpy as np

# MEAN (8, 3) of a right foot in foot lengths; MODES (k, 8, 3) are directions of length 1, SPREAD (k,) their
# standard deviations in foot lengths.
'''


def _text(points: np.ndarray, depth: int) -> str:
    pad = "    " * depth
    lines = [f"{pad}    [{', '.join(f'{v:.5f}' for v in row)}]," for row in points]
    return "\n".join([f"{pad}[", *lines, f"{pad}]"])


if __name__ == "__main__":
    main()
