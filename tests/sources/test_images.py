"""Pictures come upright, in sRGB and opaque; bad ones in one sentence, and a folder goes on without them."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageCms, PngImagePlugin

from app.core.camera import Intrinsics
from app.core.errors import UserError
from app.core.frame import Frame
from app.core.missing import Missing
from app.sources import open_source
from app.sources.images import natural_order
from app.sources.pictures import picture_size, read_picture

RED, GREEN, BLUE, WHITE = (250, 0, 0), (0, 250, 0), (0, 0, 250), (250, 250, 250)


@pytest.fixture
def quarters() -> NDArray[np.uint8]:
    rgb = np.zeros((48, 64, 3), np.uint8)
    rgb[:24, :32], rgb[:24, 32:], rgb[24:, :32], rgb[24:, 32:] = RED, GREEN, BLUE, WHITE
    return rgb


def corners(rgb: NDArray[np.uint8]) -> list[tuple[int, ...]]:
    h, w = rgb.shape[:2]
    points = [(h // 4, w // 4), (h // 4, 3 * w // 4), (3 * h // 4, w // 4), (3 * h // 4, 3 * w // 4)]
    return [tuple(int(250 * round(v / 250)) for v in rgb[y, x]) for y, x in points]


@pytest.mark.parametrize("ending", ["png", "bmp", "tif", "webp"])
def test_lossless_pictures_are_bit_identical(tmp_path: Path, ending: str) -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (37, 53, 3), dtype=np.uint8)
    path = tmp_path / f"a.{ending}"
    Image.fromarray(rgb).save(path, **({"lossless": True} if ending == "webp" else {}))
    read, camera = read_picture(path)
    assert np.array_equal(read, rgb)
    assert camera == Intrinsics.from_vertical_fov(53, 37)


def test_srgb_said_by_a_profile_changes_nothing(tmp_path: Path) -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (20, 30, 3), dtype=np.uint8)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(rgb).save(tmp_path / "a.png", icc_profile=profile)
    assert np.array_equal(read_picture(tmp_path / "a.png")[0], rgb)


# What each EXIF orientation does to the stored corners (top left, top right, bottom left, bottom right).
@pytest.mark.parametrize(
    ("orientation", "shown"),
    [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
        (77, [RED, GREEN, BLUE, WHITE]),
    ],
)
def test_exif_orientation_is_applied(tmp_path: Path, quarters, orientation: int, shown) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(quarters).save(path, quality=95, exif=exif)
    rgb, _ = read_picture(path)
    assert corners(rgb) == shown
    assert picture_size(path) == (rgb.shape[1], rgb.shape[0])


def _swapped_red_and_green() -> bytes:
    """An RGB matrix profile whose red primary is sRGB's green and the other way round."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    at = {bytes(data[p : p + 4]): p for p in range(132, 132 + 12 * count, 12)}
    red, green = at[b"rXYZ"], at[b"gXYZ"]
    data[red + 4 : red + 12], data[green + 4 : green + 12] = (
        data[green + 4 : green + 12],
        data[red + 4 : red + 12],
    )
    return bytes(data).replace("sRGB".encode("utf-16-be"), "XXXX".encode("utf-16-be"))


def test_an_embedded_profile_is_converted_to_srgb(tmp_path: Path) -> None:
    rgb = np.full((16, 16, 3), (200, 40, 60), np.uint8)
    Image.fromarray(rgb).save(tmp_path / "a.png", icc_profile=_swapped_red_and_green())
    read, _ = read_picture(tmp_path / "a.png")
    assert np.abs(read[8, 8].astype(int) - (40, 200, 60)).max() <= 2


def test_a_damaged_profile_is_left_aside(tmp_path: Path) -> None:
    rgb = np.full((16, 16, 3), (200, 40, 60), np.uint8)
    Image.fromarray(rgb).save(tmp_path / "a.png", icc_profile=b"no profile at all")
    assert np.array_equal(read_picture(tmp_path / "a.png")[0], rgb)


def test_transparency_lies_over_white(tmp_path: Path) -> None:
    rgba = np.zeros((8, 8, 4), np.uint8)
    rgba[..., 0] = 200
    rgba[:, :4, 3] = 255
    rgba[:4, :4, 3] = 128
    Image.fromarray(rgba).save(tmp_path / "a.png")
    rgb, _ = read_picture(tmp_path / "a.png")
    assert rgb[6, 2].tolist() == [200, 0, 0]
    assert rgb[6, 6].tolist() == [255, 255, 255]
    assert np.abs(rgb[1, 1].astype(int) - (227, 127, 127)).max() <= 1


def test_palette_with_a_clear_entry_lies_over_white(tmp_path: Path) -> None:
    image = Image.new("P", (8, 8), 1)
    image.putpalette([10, 20, 30, 200, 100, 50])
    image.paste(0, (0, 0, 4, 8))
    image.save(tmp_path / "a.png", transparency=0)
    rgb, _ = read_picture(tmp_path / "a.png")
    assert rgb[4, 6].tolist() == [200, 100, 50]
    assert rgb[4, 1].tolist() == [255, 255, 255]


@pytest.mark.parametrize("ending", ["png", "tif"])
def test_sixteen_bit_grey_becomes_eight(tmp_path: Path, ending: str) -> None:
    grey = np.linspace(0, 65535, 256).astype(np.uint16).reshape(16, 16)
    Image.fromarray(grey).save(tmp_path / f"a.{ending}")
    rgb, _ = read_picture(tmp_path / f"a.{ending}")
    assert np.abs(rgb[..., 0].reshape(-1).astype(int) - np.arange(256)).max() <= 1
    assert np.array_equal(rgb[..., 0], rgb[..., 2])


def test_cmyk_is_shown_in_rgb(tmp_path: Path) -> None:
    Image.fromarray(np.full((16, 16, 3), (200, 40, 60), np.uint8)).convert("CMYK").save(
        tmp_path / "a.jpg", quality=95
    )
    rgb, _ = read_picture(tmp_path / "a.jpg")
    assert np.abs(rgb[8, 8].astype(int) - (200, 40, 60)).max() <= 4


def test_the_lens_said_by_exif_is_used_unless_the_picture_was_cropped(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA405] = 50
    exif.get_ifd(0x8769)[0xA002] = 360
    Image.new("RGB", (360, 240)).save(tmp_path / "whole.jpg", exif=exif)
    Image.new("RGB", (200, 240)).save(tmp_path / "cropped.jpg", exif=exif)
    assert read_picture(tmp_path / "whole.jpg")[1].fx == pytest.approx(500.0)
    assert read_picture(tmp_path / "cropped.jpg")[1] == Intrinsics.from_vertical_fov(200, 240)


def _png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("width", "height"), [(20_000, 10_000), (60_000, 60_000), (10_001, 10_000)])
def test_a_picture_too_large_is_refused_by_its_header(tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(_png_claiming(width, height))
    with pytest.raises(UserError, match=r"bomb\.png .*100 million pixels"):
        open_source(str(path))


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "tif", "bmp"])
def test_a_truncated_picture_is_refused_by_name(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"half.{ending}"
    rgb = np.random.default_rng(1).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    Image.fromarray(rgb).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(UserError, match=rf"half\.{ending} ") as caught:
        open_source(str(path))
    assert "\n" not in str(caught.value)


@given(data=st.binary(max_size=400), cut=st.integers(0, 400))
def test_no_bytes_make_a_picture_crash(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, cut: int
) -> None:
    buffer = io.BytesIO()
    Image.fromarray(np.full((9, 9, 3), 77, np.uint8)).save(buffer, "PNG", pnginfo=PngImagePlugin.PngInfo())
    path = tmp_path_factory.mktemp("fuzz") / "a.png"
    path.write_bytes(buffer.getvalue()[:cut] + data)
    try:
        rgb, _ = read_picture(path)
    except UserError:
        return
    assert rgb.shape[2] == 3


def test_a_picture_is_one_frame_and_a_seek_shows_it_again(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20), (9, 8, 7)).save(tmp_path / "a.png")
    source = open_source(str(tmp_path / "a.png"), loop=True)
    frame = source.read()
    assert isinstance(frame, Frame)
    assert (frame.epoch, frame.t_ns, frame.index) == (0, 0, 0)
    assert source.info.still and source.info.frame_count == 1
    assert source.read() is None
    source.seek(0)  # type: ignore[attr-defined]
    again = source.read()
    assert isinstance(again, Frame) and again.epoch == 1


def test_a_folder_is_its_pictures_in_natural_order_each_its_own_epoch(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        Image.new("RGB", (16, 16), (number, 0, 0)).save(tmp_path / f"img{number}.png")
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / ".hidden.png").write_bytes(b"")
    source = open_source(str(tmp_path))
    frames = [source.read() for _ in range(3)]
    assert all(isinstance(f, Frame) for f in frames)
    assert [int(f.rgb[0, 0, 0]) for f in frames] == [1, 2, 10]  # type: ignore[union-attr]
    assert [f.epoch for f in frames] == [0, 1, 2]  # type: ignore[union-attr]
    assert source.read() is None
    assert source.info.frame_count == 3
    source.seek(frames[1].t_ns + 5)  # type: ignore[attr-defined,union-attr]
    again = source.read()
    assert isinstance(again, Frame) and int(again.rgb[0, 0, 0]) == 2 and again.epoch == 3


def test_a_folder_loops_from_its_first_picture(tmp_path: Path) -> None:
    for number in (1, 2):
        Image.new("RGB", (16, 16), (number, 0, 0)).save(tmp_path / f"{number}.png")
    source = open_source(str(tmp_path), loop=True)
    frames = [source.read() for _ in range(5)]
    assert [int(f.rgb[0, 0, 0]) for f in frames if isinstance(f, Frame)] == [1, 2, 1, 2, 1]
    assert [f.epoch for f in frames if isinstance(f, Frame)] == [0, 1, 2, 3, 4]


def test_an_unreadable_picture_of_a_folder_is_skipped_with_a_notice(tmp_path: Path) -> None:
    for name in ("a", "c"):
        Image.new("RGB", (16, 16)).save(tmp_path / f"{name}.png")
    (tmp_path / "b.png").write_bytes(b"broken")
    source = open_source(str(tmp_path))
    answers = [source.read() for _ in range(4)]
    assert isinstance(answers[0], Frame) and isinstance(answers[2], Frame) and answers[3] is None
    assert isinstance(answers[1], Missing) and "b.png" in answers[1].reason
    assert (answers[0].index, answers[2].index) == (0, 1)


def test_a_folder_whose_pictures_are_all_broken_does_not_loop_for_ever(tmp_path: Path) -> None:
    good = io.BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (50, 50, 3), dtype=np.uint8)).save(good, "PNG")
    (tmp_path / "a.png").write_bytes(good.getvalue()[:300])
    source = open_source(str(tmp_path), loop=True)
    assert isinstance(source.read(), Missing)
    assert source.read() is None


@pytest.mark.parametrize("content", [{}, {"notes.txt": b"words"}, {"a.png": b"broken"}])
def test_a_folder_without_pictures_is_refused(tmp_path: Path, content: dict[str, bytes]) -> None:
    folder = tmp_path / "holiday"
    folder.mkdir()
    for name, data in content.items():
        (folder / name).write_bytes(data)
    with pytest.raises(UserError, match="holiday"):
        open_source(str(folder))


def test_a_picture_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "private.png"
    Image.new("RGB", (4, 4)).save(path)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(UserError, match=r"private\.png"):
        open_source(str(path))


@given(st.lists(st.text("ab19._", max_size=8), max_size=8))
def test_natural_order_orders_any_names(names: list[str]) -> None:
    ordered = sorted(names, key=natural_order)
    assert sorted(ordered, key=natural_order) == ordered
    assert sorted(["f10", "f9", "f1a", "f1"], key=natural_order) == ["f1", "f1a", "f9", "f10"]


def test_the_portraits_are_read(shared_data: Path) -> None:
    source = open_source(str(shared_data / "faces" / "portraits"))
    frames = [source.read() for _ in range(10)]
    assert all(isinstance(f, Frame) for f in frames)
    assert source.read() is None
