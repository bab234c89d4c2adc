"""From a Document to a Snapshot for somebody who is watching: what cannot be worn costs only itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..core.document import Document, Look, Snapshot
from ..core.maths import frozen
from ..core.products import FOOT_KINDS, WornItem
from ..render.shoe_shade import foot_in, shaded
from ..stages.fit_shoe import mirrored
from ..store.presets import usable_look
from ..store.products import Catalogue
from .resolve import resolve


def resolve_usable(document: Document, catalogue: Catalogue, *, generation: int) -> Snapshot:
    """As `resolve`, but a product that is gone or broken is left out, with a sentence in the notices.

    Raises UserError for what is wrong with anything but the products.
    """
    notices: list[str] = []
    try:
        snapshot = resolve(document, catalogue, generation=generation)
    except Exception:  # a fault of ours over one product is said, too, and the others are worn
        usable, notices = _usable(document, catalogue)
        snapshot = resolve(usable, catalogue, generation=generation)
    said = _said_elsewhere(snapshot)
    _prepare(_worn(snapshot))
    told = [notice for notice in snapshot.notices if notice not in said]
    return replace(snapshot, notices=tuple(dict.fromkeys([*notices, *told])))


def _said_elsewhere(snapshot: Snapshot) -> set[str]:
    """What was guessed about a person's own models: it is said once, beside them, and not at each start."""
    guessed = [item for item in _worn(snapshot) if item.product.guess_datum and item.model is not None]
    return {
        f"{item.product.name}: {notice}" for item in guessed if item.model for notice in item.model.notices
    }


def _worn(snapshot: Snapshot) -> list[WornItem]:
    worn = [*snapshot.default_look, *(item for look in snapshot.looks.values() for item in look)]
    if snapshot.other is not None:
        worn += snapshot.other.default_look
    return worn


def _prepare(worn: list[WornItem]) -> None:
    """What a shoe's drawing needs is worked out here, a second or more: the picture goes on meanwhile."""
    for item in worn:
        if item.product.kind in FOOT_KINDS and item.model is not None:
            for model in (item.model, mirrored(item.model)):
                try:
                    shaded(model)
                    foot_in(model)
                except Exception:  # of a model of somebody's own: drawing it fails likewise, and tells
                    break


def _usable(document: Document, catalogue: Catalogue) -> tuple[Document, list[str]]:
    notices: list[str] = []

    def checked(look: Look) -> Look:
        usable, said = usable_look(look, catalogue)
        notices.extend(said)
        return usable

    def checked_all(looks: Mapping[int, Look]) -> Mapping[int, Look]:
        return frozen({subject: checked(look) for subject, look in looks.items()})

    other = document.other
    if other is not None:
        other = replace(other, default_look=checked(other.default_look), looks=checked_all(other.looks))
    look, looks = checked(document.default_look), checked_all(document.looks)
    return replace(document, default_look=look, looks=looks, other=other), notices
