"""A contact sheet of samples with their labels drawn, for looking:

python models/recipes/feet/sheet.py --count 24 --seed 1 --out sheet.png [--plain]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import cv2  # noqa: E402
import numpy as np  # noqa: E402
from sample import CLOSE_UPS, WITHOUT_FEET, Labelled, Studio  # noqa: E402

from app.render.context import open_context  # noqa: E402

_COLOURS = (
    (0, 0, 255),
    (255, 160, 0),
    (0, 255, 0),
    (255, 255, 0),
    (255, 0, 255),
    (0, 165, 255),
    (255, 0, 0),
    (0, 255, 255),
)


def drawn(labelled: Labelled) -> np.ndarray:
    """(384, 384, 3) BGR with the mask's edges, keypoints (hollow: hidden) and the sides."""
    picture = np.ascontiguousarray(labelled.rgb[..., ::-1])
    for part, tone in ((1, (255, 255, 0)), (2, (0, 255, 255))):
        edges, _ = cv2.findContours(
            ((labelled.mask & 3) == part).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE
        )
        cv2.drawContours(picture, edges, -1, tone, 1)
    for foot in labelled.feet:
        for (x, y, v), tone in zip(foot.kpts, _COLOURS):
            if v > 0 and -500 < x < 900 and -500 < y < 900:
                cv2.circle(
                    picture, (round(float(x)), round(float(y))), 3, tone, -1 if v == 2 else 1, cv2.LINE_AA
                )
        x, y = np.clip(foot.kpts[:, :2].mean(0), 10, 360)
        cv2.putText(
            picture,
            f"{'LR'[foot.side]} {foot.footwear}",
            (int(x), int(y)),
            0,
            0.4,
            (255, 255, 255),
            1,
            cv2.LINE_AA,
        )
    return picture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--columns", type=int, default=6)
    parser.add_argument("--without-feet", type=float, default=WITHOUT_FEET)
    parser.add_argument("--close-ups", type=float, default=CLOSE_UPS)
    parser.add_argument("--plain", action="store_true", help="without labels")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with open_context():
        studio = Studio(options.without_feet, options.close_ups)
        studio.refill(
            np.random.default_rng((options.seed, 0)), people_count=options.count, things_count=options.count,
            bust_count=options.count,
        )  # fmt: skip
        shots = [studio.sample(np.random.default_rng((options.seed, 1, i))) for i in range(options.count)]
    pictures = [shot.rgb[..., ::-1] if options.plain else drawn(shot) for shot in shots]
    pictures += [np.zeros_like(pictures[0])] * (-len(pictures) % options.columns)
    rows = [np.hstack(pictures[i : i + options.columns]) for i in range(0, len(pictures), options.columns)]
    cv2.imwrite(str(options.out), np.vstack(rows))


if __name__ == "__main__":
    main()
