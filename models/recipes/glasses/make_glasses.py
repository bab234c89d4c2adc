"""Makes the four glasses of the catalogue: resources/products/glasses-*/model.glb.

    python make_glasses.py [folder of products]

Needs numpy only; the same version of it gives the same bytes. See README.md for the dimensions.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from gltf_writer import material, write_glb
from outlines import LensShape
from parts import (
    Bend,
    Plate,
    hinge,
    lens,
    nose_pad,
    placed_outline,
    swept_temple,
    temple,
    wire,
)
from solids import Mesh, both_sides, curve, joined, pebble, pin, rounded_section, sweep, thinned_loop

Part = tuple[Mesh, dict[str, Any], float]

CLEAR_LENS = material("lens", (0.97, 0.98, 0.98, 1.0), roughness=0.02, transmission=1.0)
LENS_EDGE = material("lens edge", (0.72, 0.80, 0.80, 0.5), roughness=0.08, blend=True)
SILICONE = material("nose pad", (0.86, 0.84, 0.80, 0.42), roughness=0.22, blend=True)
STEEL = material("hinge", (0.62, 0.61, 0.60, 1.0), metallic=1.0, roughness=0.24)
GOLD = (1.0, 0.75, 0.38, 1.0)
TITANIUM = (0.60, 0.59, 0.575, 1.0)


def acetate(
    shape: LensShape, *, bridge: float, drop: float, plate: Plate, bend: Bend, colour: tuple[float, ...],
    temple_half: tuple[float, float], lens_grow: float = 0.5,
) -> list[Part]:  # fmt: skip
    """A full-rim frame of sheet acetate with its temples, hinges and rivets."""
    outline = placed_outline(shape, bridge, drop, 720)
    front = plate.mesh(outline).mapped(bend)
    faces, _ = lens(thinned_loop(outline, 0.1), 2.0, grow=lens_grow)
    end_x, end_y = plate.end_at[0] + plate.end_half[0], plate.end_at[1]
    back = 0.8 - plate.thickness
    joint = bend(np.array([[end_x - 2.6, end_y, back - 1.2]]))[0]
    half_wide, half_high = temple_half
    line = temple(joint + [0.2, 0.0, 1.6], ear_z=-82.0, ear=(74.0, 2.5), drop_deg=42.0, tip=34.0)
    arm = swept_temple(
        line,
        [(0.0, half_wide, half_high), (0.1, half_wide, half_high * 0.92),
         (0.5, half_wide * 0.9, half_high * 0.62), (0.68, half_wide * 0.88, half_high * 0.58),
         (0.9, half_wide * 0.8, half_high * 0.8), (1.0, half_wide * 0.7, half_high * 0.72)],
        step=2.6, squareness=3.2, sides=12,
    )  # fmt: skip
    rivets = []
    for up in (-1.3, 1.3):
        at = bend(np.array([[end_x - 4.2, end_y + up, 0.8]]))[0]
        rivets.append(pebble((1.0, 1.0, 0.28), np.eye(3), at, rings=4, sides=8))
    barrel = hinge(joint + [-half_wide - 0.9, 0.0, -1.0], radius=1.1, height=5.0)
    return [
        (both_sides(joined(front, arm)), material("frame", colour, roughness=0.16), 50.0),
        (both_sides(joined(barrel, *rivets)), STEEL, 40.0),
        (both_sides(faces.mapped(bend)), CLEAR_LENS, 30.0),
    ]


def square_acetate() -> list[Part]:
    """52-20-145, 40 mm deep."""
    return acetate(
        LensShape(52.0, 40.0, 3.4, 2.7, lean=3.0, lift=1.6, nasal=5.0), bridge=20.0, drop=3.5,
        plate=Plate(rim_top=4.6, rim_bottom=3.2, rim_side=3.0, bridge_y=5.5, bridge_half=3.2, arch=1.3,
                    end_at=(66.6, 10.0), end_half=(5.2, 4.6)),
        bend=Bend(175.0, 190.0, 8.0), colour=(0.004, 0.004, 0.004, 1.0), temple_half=(1.9, 4.2),
    )  # fmt: skip


def sun_gradient() -> list[Part]:
    """56-20-140, 46 mm deep: large, soft, thin-rimmed."""
    return acetate(
        LensShape(56.0, 46.0, 2.5, 2.3, lean=2.0, lift=3.0, nasal=8.0), bridge=20.0, drop=4.0,
        plate=Plate(rim_top=3.4, rim_bottom=2.4, rim_side=2.6, bridge_y=6.5, bridge_half=2.7, arch=1.6,
                    end_at=(68.6, 11.0), end_half=(4.2, 4.0), thickness=3.8, bevel=1.2),
        bend=Bend(140.0, 160.0, 9.0), colour=(0.005, 0.004, 0.004, 1.0), temple_half=(1.8, 4.0),
    )  # fmt: skip


def _metal_temple(joint: np.ndarray, tip_from: float) -> tuple[Mesh, Mesh]:
    """(the metal bar, the sleeve over its end)."""
    line = temple(joint, ear_z=-82.0, ear=(73.6, 2.5), drop_deg=44.0, tip=32.0)
    share = np.linspace(0.0, 1.0, len(line))
    bar = swept_temple(line[share < tip_from + 0.06], [(0.0, 0.75, 1.5), (0.25, 0.65, 1.05), (1.0, 0.6, 0.8)],
                       step=2.4, squareness=2.6, sides=10)  # fmt: skip
    sleeve = swept_temple(line[share >= tip_from], [(0.0, 1.05, 1.25), (0.25, 1.3, 1.7), (0.75, 1.5, 2.5),
                          (1.0, 1.3, 2.3)], step=2.0, squareness=2.2, sides=12)  # fmt: skip
    return bar, sleeve


def _pads(rim_at: np.ndarray, pad_at: np.ndarray) -> tuple[Mesh, Mesh]:
    """(the wire arm, the pad) from a point of the rim's back to the flank of the nose."""
    behind = pad_at + [1.5, 0.6, 0.9]
    loop = (rim_at + behind) / 2 + [1.8, 0.2, -2.2]
    arm = wire([rim_at, rim_at + [0.3, -0.2, -1.8], loop, behind], 0.42, step=0.6, sides=8)
    box_ = pin(pad_at + [1.3, 0.5, 0.8], (0.83, 0.05, 0.55), 1.1, 1.2, sides=10)
    return joined(arm, box_), nose_pad(pad_at)


def round_gold() -> list[Part]:
    """48-22-145, 45 mm deep: thin polished wire, pads on arms."""
    bend = Bend(210.0, 210.0, 8.0)
    outline = placed_outline(LensShape(48.0, 45.0, 2.05, 2.1), 22.0, 2.5, 360)
    outline = thinned_loop(outline, 0.05)
    flat = np.hstack([outline, np.full((len(outline), 1), -0.9)])
    rim = sweep(bend(flat), rounded_section(8, 2.6), (0.75, 1.15), up=(0.0, 0.0, 1.0), closed=True)
    faces, _ = lens(outline, 1.8, grow=0.2)
    inner = bend(np.array([[11.4, 2.0, -0.9], [9.0, 4.6, 0.1], [5.0, 6.6, 0.9], [0.0, 7.5, 1.2]]))
    bridge = wire(np.vstack([inner, inner[-2::-1] * [-1, 1, 1]]), 0.95, step=0.9, sides=10)
    end = bend(
        np.array(
            [[58.1, 6.0, -0.9], [61.5, 6.6, -1.0], [65.8, 7.0, -1.4], [68.6, 7.0, -4.6], [69.0, 7.0, -8.0]]
        )
    )
    lug = sweep(curve(end, 0.9), rounded_section(12, 3.0), (0.8, 1.5), up=(0.0, 1.0, 0.05))
    joint = end[-1]
    bar, sleeve = _metal_temple(joint, 0.66)
    arm, pad = _pads(bend(np.array([[13.4, -8.6, -1.6]]))[0], np.array([12.4, -8.6, 9.6]))
    block = pin(bend(np.array([[58.5, 3.6, -1.4]]))[0], (0.0, 1.0, 0.1), 0.95, 3.4)
    metal = joined(
        both_sides(joined(rim, lug, bar, arm, block, hinge(joint + [-0.5, 0.0, 0.3], height=4.4))), bridge
    )
    return [
        (metal, material("frame", GOLD, metallic=1.0, roughness=0.17), 42.0),
        (both_sides(sleeve), material("tip", (0.045, 0.018, 0.009, 1.0), roughness=0.2), 50.0),
        (both_sides(pad), SILICONE, 60.0),
        (both_sides(faces.mapped(bend)), CLEAR_LENS, 30.0),
    ]


def rimless() -> list[Part]:
    """53-20-140, 36 mm deep: drilled lenses of 2.2 mm, titanium."""
    bend = Bend(200.0, 200.0, 8.0)
    outline = placed_outline(LensShape(53.0, 36.0, 3.0, 2.5, lean=2.0, nasal=4.0), 20.0, 3.5, 360)
    outline = thinned_loop(outline, 0.05)
    faces, edge = lens(outline, 2.2, bevel=0.35)

    def screws(x: float, y: float) -> Mesh:
        front, back = bend(np.array([[x, y, 0.35], [x, y, -2.6]]))
        axis = front - back
        return joined(
            pin(front, axis, 1.35, 0.9), pin(back, axis, 1.5, 1.0), pin((front + back) / 2, axis, 0.7, 3.4)
        )

    inner = bend(
        np.array([[13.0, 3.4, -2.9], [9.6, 4.2, -2.2], [6.2, 5.4, -0.6], [3.0, 6.4, 0.4], [0.0, 6.7, 0.6]])
    )
    bridge = wire(np.vstack([inner, inner[-2::-1] * [-1, 1, 1]]), 0.95, step=0.9, sides=10)
    end = bend(
        np.array(
            [[59.0, 5.6, -3.0], [63.2, 6.0, -2.9], [67.2, 6.4, -3.2], [69.6, 6.6, -6.2], [70.0, 6.6, -9.6]]
        )
    )
    lug = sweep(curve(end, 0.9), rounded_section(12, 3.0), (0.7, 1.35), up=(0.0, 1.0, 0.05))
    joint = end[-1]
    bar, sleeve = _metal_temple(joint, 0.66)
    arm, pad = _pads(bend(np.array([[12.8, 2.2, -3.2]]))[0], np.array([12.2, -8.0, 9.8]))
    mount = joined(screws(13.0, 3.4), screws(59.2, 5.6))
    metal = joined(
        both_sides(joined(mount, lug, bar, arm, hinge(joint + [-0.5, 0.0, 0.3], height=4.0))), bridge
    )
    return [
        (metal, material("frame", TITANIUM, metallic=1.0, roughness=0.26), 42.0),
        (both_sides(sleeve), material("tip", (0.012, 0.012, 0.013, 1.0), roughness=0.24), 50.0),
        (both_sides(pad), SILICONE, 60.0),
        (both_sides(edge.mapped(bend)), LENS_EDGE, 25.0),
        (both_sides(faces.mapped(bend)), CLEAR_LENS, 30.0),
    ]


PRODUCTS = {
    "glasses-square-acetate": square_acetate,
    "glasses-rimless": rimless,
    "glasses-round-gold": round_gold,
    "glasses-sun-gradient": sun_gradient,
}


def main(folder: Path) -> None:
    for product, make in PRODUCTS.items():
        target = folder / product / "model.glb"
        target.parent.mkdir(parents=True, exist_ok=True)
        report = write_glb(target, product, make())
        print(f"{target}: {report['triangles']} triangles, {report['bytes'] / 1000:.0f} kB")


if __name__ == "__main__":
    default = Path(__file__).resolve().parents[3] / "resources" / "products"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
