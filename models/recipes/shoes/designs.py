"""The catalogue's six shoes: which last, which style, in which colours. EU 42, the right one."""

from __future__ import annotations

from dataclasses import replace

from app.scenes.feet.boot import BootStyle, boot
from app.scenes.feet.footwear import Footwear
from app.scenes.feet.heel import HeelStyle, heel
from app.scenes.feet.laces import LaceStyle
from app.scenes.feet.last import Last, LastShape
from app.scenes.feet.loafer import LoaferStyle, loafer
from app.scenes.feet.palette import linear
from app.scenes.feet.shell import Look
from app.scenes.feet.sneaker import SneakerStyle, sneaker
from app.scenes.feet.upper import TongueStyle

DETAIL = 0.5
# A foot of 265 mm, a little narrower than the mean: shoes look better so, and it is what samples are made in.
FOOT = LastShape(length_mm=265.0, ball_width_mm=97.0, heel_width_mm=63.0, waist_width_mm=71.0, toe=0.5)


def look(name: str, colour: str, roughness: float, texture: str = "") -> Look:
    """A part's material: its name in the file, its colour as #rrggbb."""
    return Look(name, linear(colour), roughness, texture)


def runner() -> Footwear:
    """A daily trainer: knitted upper, a thick sculpted midsole with a flared heel, a mudguard."""
    style = SneakerStyle(
        build="runner", collar_mm=62.0, padding_mm=5.5, heel_mm=34.0, ball_mm=25.0, spring_mm=13.0,
        out_mm=3.5,
        flare_mm=6.0, wave_mm=6.0, lip_mm=3.0, bumper_mm=3.0, tread_mm=4.0, stripe=True, throat_mm=12.0,
        toe="mudguard", mark="saddle", counter=True, tab=True, eyestay=True,
        laces=LaceStyle(rows=6, pattern="cross", width_mm=6.0, thick_mm=2.0, loop_mm=34, end_mm=46,
            spread=0.45),
        tongue=TongueStyle(beyond_mm=24, thick_mm=7.0, bulge_mm=4.5, lean=0.3),
        upper_look=look("upper", "#27324a", 0.9, "knit"),
        toe_look=look("upper overlay", "#1b2438", 0.5, "leather"),
        panel_look=look("upper overlay", "#1b2438", 0.5, "leather"),
        counter_look=look("upper overlay", "#1b2438", 0.5, "leather"),
        mark_look=look("accent", "#f26a3d", 0.5, "leather"),
        tongue_look=look("upper tongue", "#27324a", 0.9, "knit"),
        lining_look=look("lining", "#20242c", 0.95, "knit"),
        lace_look=look("laces", "#f4f2ec", 0.85, "canvas"),
        midsole_look=look("sole", "#f5f3ee", 0.62),
        stripe_look=look("accent sole", "#f26a3d", 0.6),
        outsole_look=look("tread", "#1c1d20", 0.8),
        eyelet_look=look("eyelets", "#d9d6cf", 0.5),
        thread_look=look("thread", "#55617a", 0.8),
    )  # fmt: skip
    return sneaker(Last(FOOT), style, detail=DETAIL)


def court() -> Footwear:
    """A low leather sneaker on a cupsole, punched over the toes."""
    style = SneakerStyle(
        build="court", collar_mm=58.0, padding_mm=4.5, heel_mm=27.0, ball_mm=22.0, spring_mm=6.0, out_mm=3.2,
        flare_mm=0.8, lip_mm=4.5, tread_mm=3.2, stripe=False, throat_mm=13.0, toe="none", mark="none",
        counter=True, tab=True, eyestay=True, perforated=True, room_mm=13.0,
        laces=LaceStyle(rows=6, pattern="ladder", width_mm=7.5, thick_mm=1.8, loop_mm=36,
            end_mm=50, spread=0.5),
        tongue=TongueStyle(beyond_mm=22, thick_mm=6.5, bulge_mm=4.5, lean=0.3),
        upper_look=look("upper", "#f1efe9", 0.42, "leather"),
        toe_look=look("upper overlay", "#f1efe9", 0.42, "leather"),
        panel_look=look("upper overlay", "#f1efe9", 0.42, "leather"),
        counter_look=look("upper overlay", "#f1efe9", 0.42, "leather"),
        mark_look=look("accent", "#1f5a43", 0.42, "leather"),
        tongue_look=look("upper tongue", "#efede7", 0.5, "leather"),
        lining_look=look("lining", "#d9d3c6", 0.95, "knit"),
        lace_look=look("laces", "#f5f3ee", 0.85, "canvas"),
        midsole_look=look("sole", "#f0ede5", 0.6),
        outsole_look=look("tread", "#e8e2d4", 0.75),
        eyelet_look=look("eyelets", "#e6e3dc", 0.5),
        thread_look=look("thread", "#dad6cc", 0.8),
    )  # fmt: skip
    return sneaker(Last(replace(FOOT, toe=0.45)), style, detail=DETAIL)


def high_top() -> Footwear:
    """A canvas high-top with a rubber toe cap and a stripe round its sole."""
    style = SneakerStyle(
        build="canvas", collar_mm=114.0, padding_mm=1.4, heel_mm=25.0, ball_mm=22.0, spring_mm=5.0,
        out_mm=2.6,
        flare_mm=0.0, lip_mm=6.0, bumper_mm=5.0, tread_mm=3.0, stripe=True, throat_mm=13.0,
        throat=0.665, toe="cap",
        toe_at=0.805, mark="none", counter=False, tab=True, eyestay=True, room_mm=13.0,
        laces=LaceStyle(rows=8, pattern="cross", width_mm=7.0, thick_mm=1.8, loop_mm=34, end_mm=52,
            spread=0.5,
                        eyelets="metal"),
        tongue=TongueStyle(beyond_mm=16, thick_mm=3.0, bulge_mm=3.5, lean=0.12),
        upper_look=look("upper", "#8f2430", 0.92, "canvas"),
        toe_look=look("sole cap", "#f1ede2", 0.5),
        panel_look=look("upper overlay", "#8f2430", 0.92, "canvas"),
        mark_look=look("upper overlay", "#8f2430", 0.92, "canvas"),
        tongue_look=look("upper tongue", "#8f2430", 0.92, "canvas"),
        lining_look=look("lining", "#e3dccb", 0.95, "canvas"),
        lace_look=look("laces", "#f3f0e7", 0.85, "canvas"),
        midsole_look=look("sole", "#f1ede2", 0.55),
        stripe_look=look("accent", "#20222b", 0.55),
        outsole_look=look("tread", "#a9713c", 0.75),
        eyelet_look=look("metal", "#c9c9cc", 0.28, "metal"),
        thread_look=look("thread", "#f1ede2", 0.8),
    )  # fmt: skip
    return sneaker(Last(replace(FOOT, toe=0.55)), style, detail=DETAIL)


def penny_loafer() -> Footwear:
    """A loafer with a sewn apron and a slotted strap, on a stacked heel."""
    style = LoaferStyle(
        build="penny", heel_mm=27.0, ball_mm=8.5, out_mm=4.2, spring_mm=8.0, room_mm=20.0,
        back_mm=57.0, side_mm=42.0,
        front=0.515, apron=True,
        upper_look=look("upper", "#5a2a17", 0.3, "leather"),
        trim_look=look("upper strap", "#5a2a17", 0.28, "leather"),
        lining_look=look("lining", "#b58a5c", 0.65, "leather"),
        sole_look=look("sole", "#2c1a10", 0.5),
        heel_look=look("sole heel", "#24150d", 0.45),
        thread_look=look("thread", "#8a5a35", 0.7),
    )  # fmt: skip
    return loafer(Last(replace(FOOT, toe=0.5, toe_height_mm=23.0)), style, detail=DETAIL)


def chelsea_boot() -> Footwear:
    """An ankle boot with elastic gores and pull tabs."""
    style = BootStyle(
        build="chelsea", shaft_mm=136.0, calf_mm=6.0, heel_mm=33.0, ball_mm=10.0, out_mm=4.0,
        spring_mm=8.0, room_mm=20.0,
        over_mm=3.5, block=True, tab=True,
        upper_look=look("upper", "#17171a", 0.3, "leather"),
        trim_look=look("accent", "#17171a", 0.9, "canvas"),
        elastic_look=look("elastic", "#0e0e10", 0.95, "knit"),
        lining_look=look("lining", "#9a7a52", 0.7, "leather"),
        midsole_look=look("sole", "#161412", 0.5),
        sole_look=look("tread", "#120f0d", 0.75),
        thread_look=look("thread", "#2c2c30", 0.7),
    )  # fmt: skip
    return boot(Last(replace(FOOT, toe=0.42)), style, detail=DETAIL)


def pump() -> Footwear:
    """A pointed pump on an 85 mm stiletto; EU 38."""
    style = HeelStyle(
        build="pump", heel="stiletto", heel_height_mm=85.0, toe=0.12, room_mm=20.0, back_mm=53.0,
        side_mm=27.0, front=0.755,
        vee=0.35, tip_mm=9.5,
        upper_look=look("upper", "#a3121f", 0.12, "patent"),
        trim_look=look("upper edge", "#a3121f", 0.2, "patent"),
        lining_look=look("lining", "#d9b48f", 0.6, "leather"),
        heel_look=look("upper heel", "#a3121f", 0.12, "patent"),
        sole_look=look("sole", "#1a1412", 0.4),
    )  # fmt: skip
    shape = replace(FOOT, length_mm=240.0, ball_width_mm=86.0, heel_width_mm=57.0, waist_width_mm=62.0,
                    instep_height_mm=60.0, ball_height_mm=34.0, toe_height_mm=19.0, ankle_width_mm=60.0,
                    ankle_depth_mm=76.0, ankle_height_mm=90.0)  # fmt: skip
    return heel(style.last(shape), style, detail=DETAIL)


DESIGNS = {
    "shoe-runner": runner,
    "shoe-court-sneaker": court,
    "shoe-high-top": high_top,
    "shoe-penny-loafer": penny_loafer,
    "shoe-chelsea-boot": chelsea_boot,
    "shoe-pump": pump,
}
