"""The present look as files: a still, or the whole clip, drawn off screen and not in real time."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..core.document import Document
from ..core.errors import UserError, reason_of
from ..core.frame import Frame
from ..core.ports import Seekable, Sink, Source, SourceInfo
from ..render.context import open_context
from ..render.renderer import Renderer
from ..sinks import BehindSink, open_sink
from ..sinks.files import check_writable, take_place
from ..sinks.still import save_still
from ..sources.pictures import PICTURE_SUFFIXES
from ..store.products import Catalogue
from .batch import frames, overlapped
from .job import Job
from .pipeline import FrameResult, Pipeline
from .resolve import resolve
from .sources import open_any

VIDEO_ENDINGS = (".mp4", ".mkv", ".mov")
STILL_ENDINGS = (".png", ".jpg", ".webp")


@dataclass(frozen=True, slots=True)
class Exported:
    """What has been made: `frames` written, in how many of them somebody was `found`."""

    path: Path
    frames: int
    found: int
    size: tuple[int, int]


def scaled(rgb: NDArray[np.uint8], width: int) -> NDArray[np.uint8]:
    """(height, width, 3) with its aspect kept; the same array where it has that width already."""
    if rgb.shape[1] == width:
        return rgb
    height = max(round(rgb.shape[0] * width / rgb.shape[1]), 1)
    picture = Image.fromarray(rgb).resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return np.asarray(picture, np.uint8)


def export_still(rgb: NDArray[np.uint8], path: Path, *, width: int | None = None) -> Exported:
    """A look, (height, width, 3) sRGB, as a picture of that width. Raises UserError."""
    picture = scaled(rgb, width or rgb.shape[1])
    save_still(path, picture)
    return Exported(path, 1, 1, (picture.shape[1], picture.shape[0]))


def export_clip(
    document: Document,
    catalogue: Catalogue,
    path: Path,
    job: Job,
    *,
    span_ns: tuple[int, int] | None = None,
) -> Exported:
    """The Document's source from beginning to end, or from the first to the last frame of `span_ns`.

    The file appears when it is finished; given up (Cancelled) or failed (UserError), nothing is left of it.
    """
    check_writable(path)
    refuse_to_overwrite(document.source, path)
    snapshot = resolve(replace(document, other=None), catalogue)
    with closing(open_any(document.source)) as source, open_context(), Renderer() as renderer:
        info = source.info
        _require_clip(info)
        job.begin(_frames_in(info, span_ns))
        size = (info.width, info.height)
        with _appearing(path, info, size) as sink, closing(Pipeline()) as pipeline:
            take = _Take(renderer, sink, job)
            count = overlapped(_frames_of(source, span_ns), partial(pipeline.step, snapshot=snapshot), take)
            if count == 0:
                raise UserError(f"There is no frame in {document.source} that can be read.")
    return Exported(path, count, take.found, size)


def refuse_to_overwrite(source: str, output: Path) -> None:
    """The first frame written would destroy the clip, or a picture of the folder, that is yet to be read."""
    # os.path, unlike Path, answers false to names that no file can have.
    if not os.path.exists(source) or not os.path.exists(output.parent):
        return
    if os.path.exists(output) and os.path.samefile(output, source):
        raise UserError(f"{output} is the source itself; give the output another name.")
    if os.path.samefile(output.parent, source) and output.suffix.lower() in PICTURE_SUFFIXES:
        clash = next((name for name in sorted(os.listdir(source)) if name.startswith(output.stem)), None)
        if clash is not None:
            raise UserError(f"{output} may overwrite {clash} of the source; give the output another place.")


class _Take:
    """Draws each result and hands it to the sink, on the thread of the GL context."""

    def __init__(self, renderer: Renderer, sink: Sink, job: Job) -> None:
        self._renderer, self._sink, self._job = renderer, sink, job
        self.found = 0

    def __call__(self, result: FrameResult) -> None:
        self._sink.write(self._renderer.picture(result.scene), t_ns=result.frame.t_ns)
        self.found += any(track.present for track in result.tracks)
        self._job.step()


def _require_clip(info: SourceInfo) -> None:
    if info.live:
        raise UserError("A camera has no beginning and no end: record it instead.")
    if info.still:
        raise UserError(f"{info.name} holds pictures and no clip: export a contact sheet of them instead.")


def _frames_in(info: SourceInfo, span_ns: tuple[int, int] | None) -> int:
    """As far as it is known beforehand; 0 where it is not."""
    if span_ns is not None and info.frame_rate:
        return round((span_ns[1] - span_ns[0]) * 1e-9 * info.frame_rate) + 1
    return info.frame_count or 0


def _frames_of(source: Source, span_ns: tuple[int, int] | None) -> Iterator[Frame]:
    if span_ns is None:
        return frames(source)
    first_ns, last_ns = span_ns
    if isinstance(source, Seekable):
        source.seek(first_ns)
    inside = itertools.dropwhile(lambda frame: frame.t_ns < first_ns, frames(source))
    return itertools.takewhile(lambda frame: frame.t_ns <= last_ns, inside)


@contextmanager
def _appearing(path: Path, info: SourceInfo, size: tuple[int, int]) -> Iterator[Sink]:
    """A sink whose file takes the place of `path` when the block ends well, and vanishes otherwise."""
    unfinished = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        with closing(
            BehindSink(
                open_sink(unfinished, frame_rate=info.frame_rate, size=size, frame_count=info.frame_count)
            )
        ) as sink:
            yield sink
        if unfinished.exists():
            try:
                take_place(unfinished, path)
            except OSError as problem:
                raise UserError(f"{path} cannot be written: {reason_of(problem)}.") from None
    finally:
        unfinished.unlink(missing_ok=True)
