"""What is no recording, or a damaged one, is refused in one sentence; one that was cut short is kept."""

from __future__ import annotations

import json
import random
import struct
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from app.core.errors import UserError
from app.lab.recording import open_recording
from app.lab.replay import replay
from app.store.recording_file import MAGIC, RECORDING_VERSION, SUFFIX, ChunkReader, packed

from .recordings import dressed, moving, record

FRAMES = 6


def most_kb() -> int:
    """The most memory that this process has had; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / f"a{SUFFIX}"
    record(path, dressed(), moving(FRAMES))
    return path.read_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / f"some{SUFFIX}"


def use(path: Path) -> int:
    """Everything that can be done with a recording; how many frames it has. Raises UserError."""
    with open_recording(path) as recording:
        replay(recording)
        assert sum(1 for _ in recording.frames()) + recording.left_out == len(recording)
        return len(recording)


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        use(path)
    said = str(caught.value)
    assert "\n" not in said and said.endswith(".") and len(said) < 400
    return said


def test_a_file_cut_anywhere_keeps_its_whole_frames(whole: bytes, file: Path) -> None:
    chunks = _chunks(whole, file)
    ends = [chunk.offset + chunk.size for chunk in chunks if chunk.kind == "FRAM"]
    kept = set()
    for length in sorted({*range(0, len(whole), 7919), *ends, *(end - 1 for end in ends), len(whole) - 1}):
        file.write_bytes(whole[:length])
        expected = sum(end <= length for end in ends)
        if expected == 0:
            refused(file)
            continue
        with open_recording(file) as recording:
            assert len(recording) == expected and not recording.complete
            assert f"was cut short; its {expected} frames are whole." in recording.notices[0]
            kept.add(expected)
        if length % 3 == 0:
            use(file)
    assert kept == set(range(1, FRAMES + 1))


def test_what_is_left_of_a_cut_recording_replays_as_its_beginning(whole: bytes, file: Path) -> None:
    chunks = _chunks(whole, file)
    third = [chunk for chunk in chunks if chunk.kind == "FRAM"][3]
    file.write_bytes(whole[: third.offset])
    with open_recording(file) as recording:
        assert len(recording) == 3 and replay(recording).digest == recording.digest


def test_a_changed_byte_is_noticed_or_harmless(whole: bytes, file: Path) -> None:
    rng = random.Random(4)
    said = set()
    for _ in range(120):
        content = bytearray(whole)
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        file.write_bytes(content)
        try:
            # The length of a chunk may have been changed to reach beyond the end: that looks cut short.
            assert use(file) <= FRAMES
        except UserError as problem:
            said.add(str(problem))
            assert "\n" not in str(problem)
    assert any("checksum" in one for one in said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not a recording of Lookglass"),
        (b"\x00\x00\x00\x18ftypmp42" * 10, "is not a recording of Lookglass"),
        (MAGIC, "ends before it has begun"),
        (MAGIC + b"\0" * 400, "there is no chunk"),
        (MAGIC + struct.pack("<4sQI", b"HEAD", 1 << 62, 0), "there is no chunk"),
        (MAGIC + packed("DONE", {"frames": 0, "left_out": 0}), "it has no head"),
    ],
)
def test_foreign_files_are_refused(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    assert said in refused(file)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "does not exist" in refused(tmp_path / "none")
    assert "cannot be read" in refused(tmp_path)


def test_a_newer_one_is_refused(whole: bytes, file: Path) -> None:
    _rewrite(whole, file, "HEAD", lambda head: head | {"version": RECORDING_VERSION + 1, "new": "things"})
    assert "was written by a newer Lookglass" in refused(file)


HOSTILE: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("HEAD", lambda head: head | {"frames": "somewhere"}),
    ("HEAD", lambda head: head | {"frames": "reference"}),
    ("HEAD", lambda head: head | {"codec": "ffv1"}),
    ("HEAD", lambda head: head | {"version": -1}),
    ("HEAD", lambda head: [1, 2]),
    ("DOCU", lambda head: {}),
    ("DOCU", lambda head: head | {"people": 10**9}),
    ("DOCU", lambda head: head | {"setup": head["setup"] | {"strength": 1e300}}),
    ("DOCU", lambda head: head | {"setup": head["setup"] | {"looks": {"x": {}}}}),
    ("FRAM", lambda head: head | {"size": [2_000_000_000, 2_000_000_000]}),
    ("FRAM", lambda head: head | {"size": [16_000, 16_000]}),
    ("FRAM", lambda head: head | {"size": [0, 0]}),
    ("FRAM", lambda head: head | {"lens": [1.0, 1.0, 0.0]}),
    ("FRAM", lambda head: head | {"t_ns": "soon"}),
    ("FRAM", lambda head: head | {"t_ns": 10**30}),
    ("FRAM", lambda head: head | {"epoch": -1}),
    ("FRAM", lambda head: head | {"digest": "x"}),
    ("FRAM", lambda head: head | {"seen": None}),
    ("FRAM", lambda head: head | {"seen": {}}),
    ("FRAM", lambda head: head | {"seen": head["seen"] | {"people": 10**9}}),
    ("FRAM", lambda head: head | {"seen": head["seen"] | {"crops": [[1]]}}),
    ("FRAM", lambda head: head | {"seen": head["seen"] | {"observations": [{}]}}),
    ("FRAM", lambda head: head | {"seen": head["seen"] | {"light": {"ambient": [1, 2]}}}),
    ("FRAM", lambda head: head | {"seen": head["seen"] | {"flows": {"x": {}}}}),
    ("FRAM", lambda head: head | {"arrays": {}}),
    ("FRAM", lambda head: head | {"arrays": {"points0": ["<f4", [1 << 40, 3]]}}),
    ("FRAM", lambda head: head | {"arrays": {"points0": ["<f4", [-1, 3]]}}),
    ("FRAM", lambda head: head | {"arrays": {"points0": ["|O", [3]]}}),
    ("FRAM", lambda head: head | {"arrays": {"points0": ["<f4", [1] * 40]}}),
    ("FRAM", lambda head: head | {"arrays": {"points0": 7}}),
    ("FRAM", lambda head: head | {"arrays": ["points0"]}),
    ("DONE", lambda head: head | {"frames": 10**12}),
]


@pytest.mark.parametrize(("kind", "change"), HOSTILE, ids=lambda one: one if isinstance(one, str) else "")
def test_hostile_values_with_right_checksums_are_refused(
    whole: bytes, file: Path, kind: str, change: Callable[[dict[str, Any]], Any]
) -> None:
    _rewrite(whole, file, kind, change)
    before_kb = most_kb()
    refused(file)
    assert most_kb() - before_kb < 200_000


def test_texts_that_are_nested_too_deeply_or_hold_no_numbers_are_refused(whole: bytes, file: Path) -> None:
    for text in (
        b"[" * 200_000,
        b'{"version": NaN}',
        b'{"version": 1e999}',
        b"\xff\xfe",
        b'{"a": ' + b"9" * 9000,
    ):
        file.write_bytes(MAGIC + _chunk(b"HEAD", struct.pack("<I", len(text)) + text))
        refused(file)
    file.write_bytes(MAGIC + _chunk(b"HEAD", struct.pack("<I", 1 << 31) + b"{}"))
    refused(file)


def test_a_picture_that_claims_to_be_huge_is_not_unpacked(whole: bytes, file: Path) -> None:
    """Eight thousand px a side in a packet of some kilobytes, as the picture of a frame of 512."""
    context: Any = av.CodecContext.create("libx264", "w")
    context.width = context.height = 8192
    context.pix_fmt, context.time_base = "yuv420p", Fraction(1, 30)
    context.options = {"preset": "ultrafast", "tune": "zerolatency"}
    picture = av.VideoFrame(8192, 8192, "yuv420p")
    for plane in picture.planes:
        plane.update(bytes(plane.buffer_size))
    packet = b"".join(bytes(one) for one in context.encode(picture))
    _rewrite(whole, file, "PICT", lambda head: head, blob=packet)
    before_kb = most_kb()
    assert "the picture of frame 0" in refused(file)
    assert most_kb() - before_kb < 100_000


def test_random_values_in_place_of_others_never_end_in_anything_but_a_sentence(
    whole: bytes, file: Path
) -> None:
    rng = random.Random(7)
    strange = [None, True, -1, 0, 10**12, 1e308, "", "x", [], {}, [[]], "0" * 5000]

    def strangely(value: Any) -> Any:
        if isinstance(value, dict) and value and rng.random() < 0.9:
            key = rng.choice(list(value))
            return {**value, key: strangely(value[key])}
        if isinstance(value, list) and value and rng.random() < 0.7:
            place = rng.randrange(len(value))
            return [*value[:place], strangely(value[place]), *value[place + 1 :]]
        return rng.choice(strange)

    for _ in range(150):
        _rewrite(whole, file, rng.choice(["HEAD", "DOCU", "FRAM", "FRAM", "FRAM", "DONE"]), strangely)
        try:
            with np.errstate(all="ignore"):
                use(file)
        except UserError as problem:
            assert "\n" not in str(problem)


def _chunks(content: bytes, scratch: Path) -> list[Any]:
    scratch.write_bytes(content)
    reader = ChunkReader(scratch)
    reader.close()
    return reader.chunks


def _rewrite(
    whole: bytes,
    file: Path,
    kind: str,
    change: Callable[[dict[str, Any]], Any],
    *,
    blob: bytes | None = None,
) -> None:
    """The file with the first chunk of a kind changed, and its checksum right."""
    chunk = next(one for one in _chunks(whole, file) if one.kind == kind)
    payload = whole[chunk.offset : chunk.offset + chunk.size]
    (length,) = struct.unpack_from("<I", payload)
    text = json.dumps(change(json.loads(payload[4 : 4 + length]))).encode()
    rest = payload[4 + length :] if blob is None else blob
    changed = _chunk(kind.encode(), struct.pack("<I", len(text)) + text + rest)
    file.write_bytes(whole[: chunk.offset - 16] + changed + whole[chunk.offset + chunk.size :])


def _chunk(name: bytes, payload: bytes) -> bytes:
    crc = zlib.crc32(payload, zlib.crc32(name + len(payload).to_bytes(8, "little")))
    return struct.pack("<4sQI", name, len(payload), crc) + payload
