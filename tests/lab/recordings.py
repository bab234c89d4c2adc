"""Recordings of a moving photograph, made with the real pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from app.core.commands import Wear
from app.core.document import Document, Worn
from app.core.frame import Frame
from app.core.maths import frozen
from app.core.missing import Missing
from app.core.observations import Request
from app.core.scene import Scene
from app.lab.recording import About, RecordingWriter
from app.runtime.pipeline import FrameResult, Pipeline, Seen
from app.runtime.resolve import resolve
from app.stages import register_all
from app.stages.track import Plan
from app.store.products import load_catalogue
from app.store.resource_path import resource_path

FRAME_NS = 33_333_333


def dressed(source: str = "a moving photograph", **knobs: dict[str, float | str]) -> Document:
    """A Document that wears a lipstick and glasses, so that compose has something to decide."""
    register_all()
    document = replace(Document(), source=source, knobs=knobs)
    for worn in (Worn("lipstick-rouge-satin", "classic"), Worn("glasses-round-gold")):
        document = Wear(worn).apply(document)
    return document


def moving(count: int, *, epochs: int = 1) -> Iterator[Frame]:
    """The astronaut, drifting to the right; each epoch begins at 0 again."""
    picture = np.array(Image.open(resource_path("face/astronaut.png")).convert("RGB"))
    index = 0
    for epoch in range(epochs):
        for number in range(count):
            rgb = np.ascontiguousarray(np.roll(picture, 3 * number, axis=1))
            yield Frame.from_rgb(rgb, t_ns=number * FRAME_NS, index=index, epoch=epoch)
            index += 1


def record(path: Path, document: Document, frames: Iterator[Frame], about: About | None = None) -> str:
    """Record frames with a Document; the digest."""
    snapshot = resolve(document, load_catalogue())
    with closing(Pipeline()) as pipeline:
        writer = RecordingWriter(path, about or About(document.source, frame_rate=30.0))
        for frame in frames:
            writer.add(pipeline.step(frame, snapshot), document)
        writer.close()
    return writer.digest


def unseen(frame: Frame) -> FrameResult:
    """A frame in which nobody looked for anybody."""
    request = Request((), search=False, max_new=1)
    nobody = Missing("no face")
    seen = Seen(Plan(request, (), frame.t_ns, frame.epoch, 1), (), frozen({}), nobody, "onnx", "CPU")
    return FrameResult(frame, 0, seen, (), Scene(frame), {}, "onnx", "CPU")


def record_unseen(path: Path, frames: Iterable[Frame], about: About | None = None) -> None:
    """A recording of pictures alone."""
    writer = RecordingWriter(path, about or About("pictures", frame_rate=25.0))
    document = dressed()
    for frame in frames:
        writer.add(unseen(frame), document)
    writer.close()
