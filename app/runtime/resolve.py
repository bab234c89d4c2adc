"""From a Document to a Snapshot: every name looked up, every file read, every range checked."""

from __future__ import annotations

from dataclasses import replace

from ..core.document import Document, Look, Snapshot
from ..core.maths import frozen
from ..core.params import resolve_groups
from ..core.products import WornItem
from ..store.products import Catalogue, resolve_item


def resolve(document: Document, catalogue: Catalogue, *, generation: int = 0) -> Snapshot:
    """The Snapshot of a Document. Raises UserError naming what cannot be found, read or set."""
    other = None
    if document.other is not None and document.shows_both:
        there = replace(document.with_setup(document.other), other=None, on_b=not document.on_b)
        other = resolve(there, catalogue, generation=generation)
    default_look = _items(document.default_look, catalogue)
    looks = {subject: _items(look, catalogue) for subject, look in document.looks.items()}
    return Snapshot(
        generation=generation,
        provider=document.provider,
        max_subjects=document.max_subjects,
        strength=document.strength,
        params=frozen(resolve_groups(document.knobs)),
        default_look=default_look,
        looks=frozen(looks),
        notices=_notices([default_look, *looks.values()], *(other.notices if other else ())),
        side=document.side,
        other=other,
    )


def _items(look: Look, catalogue: Catalogue) -> tuple[WornItem, ...]:
    return tuple(resolve_item(worn, catalogue) for worn in look.worn if worn.enabled)


def _notices(looks: list[tuple[WornItem, ...]], *others: str) -> tuple[str, ...]:
    """What the products' models say of themselves, with the product's name, each sentence once."""
    said = [
        f"{item.product.name}: {notice}"
        for look in looks
        for item in look
        if item.model
        for notice in item.model.notices
    ]
    return tuple(dict.fromkeys([*said, *others]))
