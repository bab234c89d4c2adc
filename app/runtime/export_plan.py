"""What a person asks an export for, and how it is carried out."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..core.document import Document
from ..core.errors import UserError
from ..core.frame import Frame
from ..core.products import Variant
from ..sinks.still import check_still, save_still
from ..store.presets import list_looks
from ..store.products import Catalogue
from .export import Exported, export_clip, export_still, refuse_to_overwrite
from .job import Job, be_polite
from .sheet import Cell, Lettering, contact_sheet, latin, moments, pictures, saved_looks, variants

# A tenth of what the mirror gets where both want the processor, and all that is left over otherwise.
_NICENESS = 10

SheetOf = Literal["moments", "pictures", "variants", "looks"]


@dataclass(frozen=True, slots=True)
class StillPlan:
    """What is seen now, `width` px wide."""

    path: Path
    width: int


@dataclass(frozen=True, slots=True)
class ClipPlan:
    """The present source from beginning to end, or the frames of `span_ns`."""

    path: Path
    span_ns: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A grid: `count` moments of the source, files in `paths`, variants of `product_id`, or saved looks.

    `width` is that of each picture in px; `columns` 0 chooses by itself.
    """

    path: Path
    of: SheetOf = "moments"
    count: int = 12
    paths: tuple[Path, ...] = ()
    product_id: str = ""
    width: int = 480
    columns: int = 0
    close_up: bool = False
    title: str = ""

    def pictures(self, catalogue: Catalogue) -> int:
        """How many there will be, as far as it is known."""
        match self.of:
            case "moments":
                return self.count
            case "pictures":
                return len(self.paths)
            case "variants":
                return len(catalogue.get(self.product_id).variants)
            case "looks":
                return len(list_looks())


Plan = StillPlan | ClipPlan | SheetPlan


@dataclass(frozen=True, slots=True)
class Words:
    """Captions in the language of whoever reads them."""

    moment: Callable[[int], str]
    variant: Callable[[Variant], str]
    look: Callable[[str], str]
    lettering: Lettering = latin


@dataclass(frozen=True, slots=True, eq=False)
class Present:
    """What stands on the screen: `look()` is the picture with everything worn, `frame` the bare one."""

    document: Document
    catalogue: Catalogue
    frame: Frame | None
    look: Callable[[], NDArray[np.uint8] | None]


def carry_out(plan: Plan, present: Present, words: Words, job: Job) -> Exported:
    """Makes the file, or nothing. Raises UserError, and Cancelled when it was given up."""
    be_polite(_NICENESS)
    match plan:
        case StillPlan():
            job.begin(1)
            rgb = present.look()
            if rgb is None:
                raise UserError("There is no picture to export yet.")
            return export_still(rgb, plan.path, width=plan.width)
        case ClipPlan():
            return export_clip(present.document, present.catalogue, plan.path, job, span_ns=plan.span_ns)
        case SheetPlan():
            return _export_sheet(plan, present, words, job)


def _export_sheet(plan: SheetPlan, present: Present, words: Words, job: Job) -> Exported:
    check_still(plan.path)
    refuse_to_overwrite(present.document.source, plan.path)
    sheet = contact_sheet(
        _cells(plan, present, words),
        present.catalogue,
        job,
        count=plan.pictures(present.catalogue),
        width=plan.width,
        columns=plan.columns,
        title=plan.title,
        close_up=plan.close_up,
        lettering=words.lettering,
    )
    save_still(plan.path, sheet.rgb)
    height, width = sheet.rgb.shape[:2]
    return Exported(plan.path, sheet.pictures, sheet.found, (width, height))


def _cells(plan: SheetPlan, present: Present, words: Words) -> Generator[Cell, None, None]:
    document, catalogue, frame = present.document, present.catalogue, present.frame
    if plan.of == "moments":
        return moments(document, plan.count, words.moment)
    if plan.of == "pictures":
        return pictures(document, plan.paths)
    if frame is None:
        raise UserError("There is no picture to put anything on yet.")
    if plan.of == "variants":
        return variants(document, catalogue.get(plan.product_id), frame, words.variant)
    return saved_looks(document, catalogue, frame, words.look)
