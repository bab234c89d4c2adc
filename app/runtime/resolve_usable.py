"""From a Document to a Snapshot for somebody who is watching: what cannot be worn costs only itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..core.document import Document, Look, Snapshot
from ..core.errors import UserError
from ..core.maths import frozen
from ..store.presets import usable_look
from ..store.products import Catalogue
from .resolve import resolve


def resolve_usable(document: Document, catalogue: Catalogue, *, generation: int) -> Snapshot:
    """As `resolve`, but a product that is gone or broken is left out, with a sentence in the notices.

    Raises UserError for what is wrong with anything but the products.
    """
    try:
        return resolve(document, catalogue, generation=generation)
    except UserError:
        usable, notices = _usable(document, catalogue)
        snapshot = resolve(usable, catalogue, generation=generation)
    return replace(snapshot, notices=tuple(dict.fromkeys([*notices, *snapshot.notices])))


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
