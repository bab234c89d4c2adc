"""Clips and pictures with exactly known times and colours, made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

MakeClip = Callable[..., Path]


def numbered(index: int, width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """A picture in which `index` can be read back after lossy coding: eight black or white bars.

    The bars cross the middle of a scene that stays, so that a new number is no cut.
    """
    bits = [(index >> bit) & 1 for bit in range(8)]
    row = np.repeat(np.array(bits, np.uint8) * 200 + 20, -(-width // 8))[:width]
    picture = np.empty((height, width, 3), np.uint8)
    picture[:] = np.linspace(0, 255, height).astype(np.uint8)[:, None, None]
    picture[height * 3 // 8 : -(-height * 5 // 8)] = row[None, :, None]
    return picture


def number_of(rgb: NDArray[np.uint8]) -> int:
    """The index painted by `numbered`."""
    width = rgb.shape[1]
    centres = [(2 * bit + 1) * width // 16 for bit in range(8)]
    middle = rgb[rgb.shape[0] // 2, :, 1]
    return sum(int(middle[x] > 120) << bit for bit, x in enumerate(centres))


@pytest.fixture
def read_number() -> Callable[[NDArray[np.uint8]], int]:
    return number_of


@pytest.fixture
def make_clip(tmp_path: Path) -> MakeClip:
    """make_clip(name, times_ms=..., codec=..., ...) writes a clip of numbered pictures and gives its path."""

    def make(
        name: str = "clip.mp4",
        *,
        times_ms: Sequence[int] = tuple(range(0, 1000, 40)),
        codec: str = "libx264",
        pix_fmt: str = "yuv420p",
        size: tuple[int, int] = (64, 48),
        gop: int = 8,
        paint: Callable[[int], NDArray[np.uint8]] | None = None,
        options: dict[str, str] | None = None,
        set_up: Callable[[object], None] | None = None,
        convert: dict[str, object] | None = None,
        offset_ms: int = 0,
    ) -> Path:
        path = tmp_path / name
        width, height = size
        with av.open(str(path), "w") as container:
            stream = container.add_stream(codec, rate=25)
            stream.width, stream.height, stream.pix_fmt = width, height, pix_fmt
            stream.codec_context.gop_size = gop
            stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
            stream.options = dict(options or ({"crf": "10"} if codec == "libx264" else {}))
            if set_up is not None:
                set_up(stream)
            for index, t_ms in enumerate(times_ms):
                rgb = numbered(index, width, height) if paint is None else paint(index)
                picture = av.VideoFrame.from_ndarray(rgb, format="rgb24")
                picture = picture.reformat(format=pix_fmt, **(convert or {}))
                picture.pts, picture.time_base = t_ms + offset_ms, Fraction(1, 1000)
                container.mux(stream.encode(picture))
            container.mux(stream.encode(None))
        return path

    return make
