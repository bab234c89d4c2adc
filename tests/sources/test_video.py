"""Videos come with exact times, upright, in true colours, and bad ones in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray
from PIL import Image

from app.core.errors import UserError
from app.core.frame import Frame
from app.sources import open_source
from app.sources.video import VideoSource

MS = 1_000_000
Reader = Callable[[NDArray[np.uint8]], int]
COLOURS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128), (180, 40, 60)]


def frames_of(source: VideoSource, limit: int = 1000) -> list[Frame]:
    frames: list[Frame] = []
    while len(frames) < limit and isinstance(frame := source.read(), Frame):
        frames.append(frame)
    return frames


def test_every_frame_comes_once_with_its_own_time(make_clip, read_number: Reader) -> None:
    times_ms = [0, 40, 80, 95, 200, 201, 400, 1000, 1033]
    source = VideoSource(make_clip(times_ms=times_ms))
    frames = frames_of(source)
    assert [f.t_ns for f in frames] == [t * MS for t in times_ms]
    assert [read_number(f.rgb) for f in frames] == list(range(len(times_ms)))
    assert [f.index for f in frames] == list(range(len(times_ms)))
    assert {f.epoch for f in frames} == {0}
    assert source.skipped_packets == 0


def test_time_counts_from_the_first_frame(make_clip) -> None:
    source = VideoSource(make_clip("late.mkv", offset_ms=5000))
    assert [f.t_ns for f in frames_of(source, 3)] == [0, 40 * MS, 80 * MS]


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.mov", "clip.ts", "clip.avi", "clip.gif"])
def test_a_seek_gives_the_frame_shown_at_that_time(make_clip, read_number: Reader, name: str) -> None:
    codec, pix_fmt = ("gif", "rgb8") if name.endswith("gif") else ("libx264", "yuv420p")
    source = VideoSource(make_clip(name, codec=codec, pix_fmt=pix_fmt))
    whole = frames_of(source)
    assert [read_number(f.rgb) for f in whole] == list(range(25))
    epoch = whole[-1].epoch
    for position in (24, 0, 13, 7, 8, 9, 23, 1, 16):
        source.seek(whole[position].t_ns + MS // 10)
        frame, after = source.read(), source.read()
        assert isinstance(frame, Frame)
        assert (frame.t_ns, read_number(frame.rgb)) == (whole[position].t_ns, position)
        assert frame.epoch > epoch
        epoch = frame.epoch
        if position < 24:
            assert isinstance(after, Frame) and read_number(after.rgb) == position + 1
        else:
            assert after is None


def test_a_seek_is_clipped_to_the_clip(make_clip, read_number: Reader) -> None:
    source = VideoSource(make_clip())
    source.seek(10**15)
    last = source.read()
    assert isinstance(last, Frame) and read_number(last.rgb) == 24
    source.seek(-5)
    first = source.read()
    assert isinstance(first, Frame) and read_number(first.rgb) == 0


def test_a_loop_starts_a_new_epoch(make_clip, read_number: Reader) -> None:
    source = VideoSource(make_clip(times_ms=[0, 40, 80]), loop=True)
    frames = frames_of(source, 7)
    assert [read_number(f.rgb) for f in frames] == [0, 1, 2, 0, 1, 2, 0]
    assert [f.epoch for f in frames] == [0, 0, 0, 1, 1, 1, 2]
    assert [f.t_ns // MS for f in frames] == [0, 40, 80, 0, 40, 80, 0]
    assert [f.index for f in frames] == list(range(7))


@pytest.mark.parametrize("full", [False, True], ids=["limited", "full"])
@pytest.mark.parametrize(
    ("matrix", "code"), [(Colorspace.ITU601, 6), (Colorspace.ITU709, 1), (Colorspace.BT2020, 9)]
)
def test_colours_survive_matrix_and_range(make_clip, matrix: Colorspace, code: int, full: bool) -> None:
    colour_range = ColorRange.JPEG if full else ColorRange.MPEG

    def tag(stream) -> None:
        stream.codec_context.colorspace = code
        stream.codec_context.color_range = colour_range

    path = make_clip(
        times_ms=[40 * i for i in range(len(COLOURS))],
        paint=lambda i: np.full((48, 64, 3), COLOURS[i], np.uint8),
        gop=1,
        set_up=tag,
        convert={
            "src_colorspace": matrix,
            "dst_colorspace": matrix,
            "src_color_range": ColorRange.JPEG,
            "dst_color_range": colour_range,
        },
    )
    for frame, colour in zip(frames_of(VideoSource(path)), COLOURS, strict=True):
        assert np.abs(frame.rgb[24, 32].astype(int) - colour).max() <= 4


@pytest.mark.parametrize(
    ("size", "matrix"), [((64, 48), Colorspace.ITU601), ((1280, 720), Colorspace.ITU709)]
)
def test_an_untagged_clip_is_taken_for_what_players_take_it(make_clip, size, matrix: Colorspace) -> None:
    path = make_clip(
        times_ms=[0, 40],
        size=size,
        paint=lambda i: np.full((size[1], size[0], 3), (200, 30, 30), np.uint8),
        convert={"src_colorspace": matrix, "dst_colorspace": matrix, "dst_color_range": ColorRange.MPEG},
        set_up=lambda stream: setattr(stream.codec_context, "colorspace", 2),
    )
    frame = VideoSource(path).read()
    assert isinstance(frame, Frame)
    assert np.abs(frame.rgb[20, 20].astype(int) - (200, 30, 30)).max() <= 4


@pytest.mark.parametrize("hflip", [False, True])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_the_display_matrix_is_applied(make_clip, degrees: int, hflip: bool) -> None:
    """FFmpeg's convention: the shown picture is the stored one flipped, then turned."""
    quarters = np.zeros((48, 64, 3), np.uint8)
    quarters[:24, :32], quarters[:24, 32:], quarters[24:, :32] = (250, 0, 0), (0, 250, 0), (0, 0, 250)
    path = make_clip(
        times_ms=[0, 40],
        paint=lambda _: quarters,
        set_up=lambda stream: stream.set_display_rotation(degrees, hflip=hflip),
    )
    source = VideoSource(path)
    frame = source.read()
    assert isinstance(frame, Frame)
    turned = np.rot90(quarters, degrees // 90)
    shown = turned[:, ::-1] if hflip else turned
    assert (source.info.height, source.info.width) == frame.rgb.shape[:2] == shown.shape[:2]
    assert frame.rgb.flags.c_contiguous
    for y in (0.25, 0.75):
        for x in (0.25, 0.75):
            row, column = int(y * shown.shape[0]), int(x * shown.shape[1])
            difference = np.abs(frame.rgb[row, column].astype(int) - shown[row, column])
            assert difference.max() <= 12, (degrees, hflip, y, x)


def test_pixels_that_are_not_square_are_made_square(make_clip) -> None:
    def wide(stream) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(4, 3)

    source = VideoSource(make_clip(times_ms=[0, 40], size=(48, 48), set_up=wide))
    frame = source.read()
    assert isinstance(frame, Frame)
    assert (frame.width, frame.height) == (source.info.width, source.info.height) == (64, 48)


def test_a_damaged_middle_costs_frames_and_nothing_else(make_clip) -> None:
    path = make_clip("clip.mkv", times_ms=[40 * i for i in range(100)], gop=10, size=(128, 96))
    data = bytearray(path.read_bytes())
    random = np.random.default_rng(3)
    middle = slice(len(data) * 2 // 5, len(data) * 3 // 5)
    data[middle] = random.integers(0, 256, middle.stop - middle.start, dtype=np.uint8).tobytes()
    path.write_bytes(bytes(data))
    source = VideoSource(path)
    frames = frames_of(source)
    assert 40 <= len(frames) < 100
    assert frames[-1].t_ns == 99 * 40 * MS
    assert all(a.t_ns < b.t_ns for a, b in zip(frames, frames[1:], strict=False))


def test_packets_that_cannot_be_decoded_are_counted(make_clip) -> None:
    path = make_clip("clip.mov", codec="png", pix_fmt="rgb24", times_ms=[40 * i for i in range(20)])
    data = bytearray(path.read_bytes())
    start = data.find(b"\x89PNG", len(data) // 2)
    data[start : start + 40] = bytes(40)
    path.write_bytes(bytes(data))
    source = VideoSource(path)
    assert len(frames_of(source)) == 19
    assert source.skipped_packets == 1


def test_a_truncated_file_is_read_as_far_as_it_goes(make_clip, read_number: Reader) -> None:
    path = make_clip("clip.mkv", times_ms=[40 * i for i in range(100)])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    frames = frames_of(VideoSource(path))
    assert 20 < len(frames) < 80
    assert [read_number(f.rgb) for f in frames[:20]] == list(range(20))


def test_an_animated_gif_is_a_video_with_its_own_pauses(tmp_path: Path) -> None:
    pictures = [Image.fromarray(np.full((20, 30, 3), value, np.uint8)) for value in (10, 120, 250)]
    path = tmp_path / "three.gif"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=[100, 300, 50])
    source = open_source(str(path))
    frames = frames_of(source)  # type: ignore[arg-type]
    assert [f.t_ns // MS for f in frames] == [0, 100, 400]
    assert [int(f.rgb[10, 10, 0]) for f in frames] == [10, 120, 250]


def test_transparency_in_an_animation_lies_over_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    clear.paste((200, 0, 0, 255), (0, 0, 10, 20))
    path = tmp_path / "clear.gif"
    clear.save(
        path, save_all=True, append_images=[clear.transpose(Image.Transpose.FLIP_LEFT_RIGHT)], disposal=2
    )
    frame = open_source(str(path)).read()
    assert isinstance(frame, Frame)
    assert frame.rgb[10, 15].tolist() == [255, 255, 255]
    assert abs(int(frame.rgb[10, 5, 0]) - 200) < 8


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), format="s16", layout="mono")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with pytest.raises(UserError, match=r"sound\.wav holds no video"):
        open_source(str(path))


@pytest.mark.parametrize("name", ["clip.mp4", "words.txt", "list.m3u8", "page.mkv"])
@pytest.mark.parametrize(
    "content", [b"just some words\n" * 50, bytes(5000), b"#EXTM3U\n#EXTINF:1,\nclip.mp4\n"]
)
def test_what_is_no_video_is_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        open_source(str(path))
    assert name in str(caught.value)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


def test_a_clip_can_be_closed_twice_and_read_afterwards(make_clip) -> None:
    source = VideoSource(make_clip())
    source.close()
    source.close()
    assert source.read() is None
    source.seek(0)
    assert source.read() is None


def test_the_webcam_clip_is_read_as_it_is(shared_data: Path) -> None:
    source = VideoSource(shared_data / "faces" / "webcam_talking_360p.mp4")
    frames = frames_of(source)
    assert (source.info.width, source.info.height, source.info.frame_count) == (640, 360, 225)
    assert len(frames) == 225
    assert [f.t_ns for f in frames] == [i * 40 * MS for i in range(225)]


def test_the_real_gifs_are_read_to_their_end(shared_data: Path) -> None:
    for path in sorted((shared_data / "faces").glob("*.gif")):
        source = open_source(str(path))
        assert len(frames_of(source)) == source.info.frame_count  # type: ignore[arg-type]
