"""From a Document to a Snapshot: every name looked up, every file read, every range checked."""

from __future__ import annotations

from dataclasses import replace

from ..core.document import Document, Look, Snapshot, Worn
from ..core.errors import UserError
from ..core.maths import frozen
from ..core.params import resolve_groups
from ..core.products import FOOT_KINDS, WornItem, subject_of
from ..store.products import Catalogue, resolve_item


def resolve(document: Document, catalogue: Catalogue, *, generation: int = 0) -> Snapshot:
    """The Snapshot of a Document. Raises UserError naming what cannot be found, read or set."""
    return _resolve(document, catalogue, generation, followed(document, catalogue))


def _resolve(document: Document, catalogue: Catalogue, generation: int, subject: str) -> Snapshot:
    other = None
    if document.other is not None and document.shows_both:
        there = replace(document.with_setup(document.other), other=None, on_b=not document.on_b)
        other = _resolve(there, catalogue, generation, subject)
    default_look = _items(document.default_look, catalogue, subject)
    looks = {person: _items(look, catalogue, subject) for person, look in document.looks.items()}
    return Snapshot(
        generation=generation,
        provider=document.provider,
        max_subjects=document.max_feet if subject == "feet" else document.max_subjects,
        strength=document.strength,
        params=frozen(resolve_groups(document.knobs)),
        default_look=default_look,
        looks=frozen(looks),
        notices=_notices([default_look, *looks.values()], *(other.notices if other else ())),
        side=document.side,
        other=other,
        subject=subject,
    )


def followed(document: Document, catalogue: Catalogue) -> str:
    """Feet where a shoe is worn, or nothing and the demo subject has nothing else; faces otherwise.

    What cannot be found any more says nothing.
    """
    if document.follow:
        return document.follow
    looks = (document.default_look, *document.looks.values())
    kinds = {_kind(worn, catalogue) for look in looks for worn in look.worn if worn.enabled}
    if any(kind in FOOT_KINDS for kind in kinds):
        return "feet"
    return "feet" if not kinds and document.source == "demo:feet" else "face"


def _kind(worn: Worn, catalogue: Catalogue) -> str:
    try:
        return catalogue.get(worn.product_id).kind
    except UserError:
        return ""


def _items(look: Look, catalogue: Catalogue, subject: str) -> tuple[WornItem, ...]:
    items = (resolve_item(worn, catalogue) for worn in look.worn if worn.enabled)
    return tuple(item for item in items if subject_of(item.product.kind) == subject)


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
