"""Stills, clips and contact sheets of a look: whole or not at all."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.core.document import Document, Look, Worn
from app.core.errors import UserError
from app.core.frame import Frame
from app.runtime.export import export_clip, export_still
from app.runtime.job import Cancelled, Job
from app.runtime.sheet import (
    Cell,
    columns_for,
    contact_sheet,
    latin,
    moments,
    pictures,
    saved_looks,
    sheet_size,
    variants,
)
from app.sinks import open_sink
from app.stages import register_all
from app.store.products import Catalogue, load_catalogue

pytestmark = pytest.mark.gl
LIPSTICK = "lipstick-rouge-matte"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    register_all()
    return load_catalogue()


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory, astronaut: NDArray[np.uint8]) -> Path:
    """A second of the astronaut, moving 2 px to the right a frame, 25 a second."""
    path = tmp_path_factory.mktemp("clip") / "astronaut.mp4"
    sink = open_sink(path, frame_rate=25.0, size=(512, 512))
    for index in range(25):
        sink.write(np.roll(astronaut, 2 * index, axis=1), t_ns=index * 40_000_000)
    sink.close()
    return path


@pytest.fixture
def document(clip: Path) -> Document:
    return Document(source=str(clip), default_look=Look((Worn(LIPSTICK),)))


def read_back(path: Path) -> tuple[list[int], list[NDArray[np.uint8]]]:
    """Times in ms and pictures."""
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
        return [round(f.time * 1000) for f in frames], [f.to_ndarray(format="rgb24") for f in frames]


class CancelsAt(Job):
    """A person who has had enough after so many pieces."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def step(self) -> None:
        if self.done + 1 == self._count:
            self.cancel()
        super().step()


def red_at_the_mouth(rgb: NDArray[np.uint8]) -> float:
    """How much redder than green a picture is in its middle."""
    height, width = rgb.shape[:2]
    middle = rgb[height // 3 : 2 * height // 3, width // 3 : 2 * width // 3].astype(float)
    return float((middle[..., 0] - middle[..., 1]).max())


def test_a_clip_is_made_whole_with_its_own_times(
    document: Document, catalogue: Catalogue, tmp_path: Path, clip: Path
) -> None:
    job = Job()
    made = export_clip(document, catalogue, tmp_path / "out.mp4", job)
    assert (made.frames, made.found, made.size) == (25, 25, (512, 512))
    assert (job.done, job.total) == (25, 25)
    times, worn = read_back(tmp_path / "out.mp4")
    _, bare = read_back(clip)
    assert times == [40 * i for i in range(25)]
    changed = np.abs(worn[12].astype(int) - bare[12]).max(axis=-1) > 40
    assert 20 < changed.sum() < 4000  # lips, and not the whole picture
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]


def test_of_a_range_exactly_its_frames(document: Document, catalogue: Catalogue, tmp_path: Path) -> None:
    job = Job()
    span_ns = (200_000_000, 400_000_000)
    made = export_clip(document, catalogue, tmp_path / "out.mp4", job, span_ns=span_ns)
    assert made.frames == job.total == 6
    times, _ = read_back(tmp_path / "out.mp4")
    assert times == [0, 40, 80, 120, 160, 200]


def test_given_up_nothing_is_left(document: Document, catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "out.mp4").write_bytes(b"the one before")
    with pytest.raises(Cancelled):
        export_clip(document, catalogue, tmp_path / "out.mp4", CancelsAt(5))
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]
    assert (tmp_path / "out.mp4").read_bytes() == b"the one before"


def test_a_place_that_is_taken_meanwhile_is_named(
    document: Document, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "out.mp4"

    class Obstructs(Job):
        def step(self) -> None:
            path.mkdir(exist_ok=True)

    with pytest.raises(UserError, match=r"out\.mp4 cannot be written"):
        export_clip(document, catalogue, path, Obstructs(), span_ns=(0, 80_000_000))
    assert [one.name for one in tmp_path.iterdir()] == ["out.mp4"]


def test_the_source_is_never_overwritten(document: Document, catalogue: Catalogue, clip: Path) -> None:
    before = clip.read_bytes()
    with pytest.raises(UserError, match="is the source itself"):
        export_clip(document, catalogue, clip, Job())
    assert clip.read_bytes() == before


def test_what_has_no_time_is_no_clip(catalogue: Catalogue, tmp_path: Path, astronaut: NDArray) -> None:
    Image.fromarray(astronaut).save(tmp_path / "one.png")
    with pytest.raises(UserError, match="contact sheet"):
        export_clip(Document(source=str(tmp_path / "one.png")), catalogue, tmp_path / "out.mp4", Job())
    assert [p.name for p in tmp_path.iterdir()] == ["one.png"]


@pytest.mark.parametrize(("width", "size"), [(None, (512, 512)), (200, (200, 200)), (700, (700, 700))])
def test_a_still_has_the_width_that_was_chosen(
    tmp_path: Path, astronaut: NDArray, width: int | None, size: tuple[int, int]
) -> None:
    made = export_still(astronaut, tmp_path / "out.png", width=width)
    with Image.open(tmp_path / "out.png") as picture:
        assert picture.size == made.size == size
        shrunk = np.asarray(picture.resize((64, 64), Image.Resampling.BOX)).astype(float)
    whole = np.asarray(Image.fromarray(astronaut).resize((64, 64), Image.Resampling.BOX)).astype(float)
    assert np.abs(shrunk - whole).mean() < 4.0


def test_a_sheet_of_moments_shows_each_of_them(document: Document, catalogue: Catalogue) -> None:
    job = Job()
    cells = moments(document, 4, lambda t_ns: f"{t_ns // 1_000_000} ms")
    sheet = contact_sheet(cells, catalogue, job, count=4, width=160, columns=2)
    assert (sheet.pictures, sheet.found) == (4, 4)
    assert (job.done, job.total) == (4, 4)
    assert sheet.rgb.shape[:2][::-1] == sheet_size(4, columns=2, width=160, aspect=1.0, titled=False)
    assert (sheet.rgb[:4] == 255).all()
    found = [cell.caption for cell in moments(document, 4, lambda t_ns: f"{t_ns // 1_000_000} ms")]
    assert found == ["120 ms", "360 ms", "600 ms", "880 ms"] or len(set(found)) == 4


def test_pictures_of_a_folder_come_in_their_order_with_their_names(
    catalogue: Catalogue, tmp_path: Path, astronaut: NDArray
) -> None:
    for name in ("b10", "b9", "a"):
        Image.fromarray(astronaut).save(tmp_path / f"{name}.png")
    (tmp_path / "notes.txt").write_text("no picture")
    document = Document(source=str(tmp_path), default_look=Look((Worn(LIPSTICK),)))
    assert [cell.caption for cell in moments(document, 12, str)] == ["a", "b9", "b10"]
    assert [cell.caption for cell in moments(document, 2, str)] == ["a", "b10"]


def test_each_variant_and_each_look_is_worn_in_its_own_picture(
    document: Document, catalogue: Catalogue, astronaut: NDArray
) -> None:
    frame = Frame.from_rgb(astronaut)
    product = catalogue.get(LIPSTICK)
    cells = list(variants(document, product, frame, lambda variant: variant.id))
    assert [cell.caption for cell in cells] == [variant.id for variant in product.variants]
    worn = [cell.document.default_look.worn[0].variant_id for cell in cells]
    assert worn == [variant.id for variant in product.variants]
    looks = list(saved_looks(document, catalogue, frame, str.upper))
    assert len(looks) >= 2 and len({cell.caption for cell in looks}) == len(looks)


def test_a_close_up_shows_the_face_large(
    document: Document, catalogue: Catalogue, astronaut: NDArray
) -> None:
    frame = Frame.from_rgb(astronaut)
    cells = [Cell("", document, frame), Cell("", document, frame)]
    sheets = [
        contact_sheet(iter_of(cells[:1]), catalogue, Job(), count=1, width=200, close_up=near).rgb
        for near in (False, True)
    ]
    far, near = (red_at_the_mouth(sheet) for sheet in sheets)
    assert sheets[0].shape == sheets[1].shape
    assert not np.array_equal(*sheets)
    assert near > far


def iter_of(cells: list[Cell]):
    yield from cells


def test_a_sheet_given_up_ends_at_once(document: Document, catalogue: Catalogue) -> None:
    made = []

    def endless():
        for number in itertools.count():
            made.append(number)
            yield Cell("", document, Frame.from_rgb(np.zeros((48, 64, 3), np.uint8)))

    with pytest.raises(Cancelled):
        contact_sheet(endless(), catalogue, CancelsAt(2), count=100)
    assert len(made) == 2


def test_a_sheet_that_grows_too_large_ends_before_all_of_it_is_drawn(
    document: Document, catalogue: Catalogue
) -> None:
    job = Job()
    cells = moments(document, 20, str)
    with pytest.raises(UserError, match="choose smaller or fewer"):
        contact_sheet(cells, catalogue, job, count=20, width=6000, columns=20)
    assert job.done < 5


def test_without_any_picture_one_sentence_says_so(catalogue: Catalogue) -> None:
    with pytest.raises(UserError, match="no picture for the contact sheet"):
        contact_sheet(iter_of([]), catalogue, Job(), count=0)


def test_a_picture_that_cannot_be_read_is_named(
    document: Document, catalogue: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / "broken.png").write_bytes(b"not a picture")
    with pytest.raises(UserError, match=r"broken\.png"):
        contact_sheet(pictures(document, [tmp_path / "broken.png"]), catalogue, Job(), count=1)


@pytest.mark.parametrize("text", ["", "Gold", "A name that is far too long for the room that it has here"])
def test_a_caption_keeps_to_its_room(text: str) -> None:
    words = latin(text, 120, 20)
    assert words.shape[1] <= 120 and bool(words.any()) == bool(text)


def test_columns_make_a_sheet_that_is_broader_than_high() -> None:
    assert [columns_for(n, 16 / 9) for n in (1, 2, 4, 12, 24)] == [1, 1, 2, 3, 4]
    assert [columns_for(n, 1.0) for n in (0, 3, 5, 7, 12)] == [1, 3, 3, 4, 4]


def test_other_products_stay_on_while_variants_change(document: Document, catalogue: Catalogue) -> None:
    glasses = catalogue.of_kind("glasses")[0]
    both = replace(document, default_look=Look((Worn(LIPSTICK), Worn(glasses.id))))
    frame = Frame.from_rgb(np.zeros((48, 64, 3), np.uint8))
    for cell in variants(both, glasses, frame, lambda variant: variant.id):
        assert cell.document.default_look.worn[0] == Worn(LIPSTICK)
