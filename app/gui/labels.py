"""Labels of the history in the present language: the sentence translated, its places filled with names.

A label's template is a literal of core.commands and its neighbours; the translations gather it from there.
"""

from __future__ import annotations

from functools import cache
from pathlib import PurePath

from ..core.errors import UserError
from ..core.label import (
    Field,
    GroupRef,
    KnobRef,
    Label,
    LookRef,
    Named,
    PresetRef,
    ProductRef,
    SourceRef,
    VariantRef,
    WornKnobRef,
)
from ..core.params import controls_of, groups
from ..store.presets import list_presets
from ..store.product_file import default_settings
from ..store.products import Catalogue
from . import knob_words
from .language import declared, shown_name, tr

ABOUT = "step"
# Long names of files must not make the Edit menu as wide as the window.
_LONGEST = 36


def said(label: Label, catalogue: Catalogue) -> str:
    """The label as a person reads it, without any id of ours."""
    names = {place: _short(name_of(field, catalogue)) for place, field in label.fields.items()}
    return declared(label.text, ABOUT).format(**names)


def name_of(field: Field, catalogue: Catalogue) -> str:
    """What a person calls the thing; what the catalogue does not know (any more) keeps its own word."""
    match field:
        case Named(name):
            return name
        case PresetRef(name):
            return preset_name(name)
        case LookRef(name):
            return knob_words.look(name)
        case ProductRef(product_id, variant_id):
            return _product(product_id, variant_id, catalogue)
        case VariantRef(product_id, variant_id):
            return _variant(product_id, variant_id, catalogue)
        case KnobRef(group, knob):
            return _knob(groups().get(group), knob)
        case WornKnobRef(product_id, knob):
            return _knob(_settings_of(product_id, catalogue), knob)
        case GroupRef(group):
            return knob_words.stage(group)
        case SourceRef(spec):
            return source_name(spec)


def preset_name(name: str) -> str:
    """One of our presets in the present language; a person's own keeps its name."""
    return knob_words.preset(name) if name in _our_presets() else name


@cache
def _our_presets() -> frozenset[str]:
    return frozenset(saved.name for saved in list_presets() if not saved.own)


def source_name(spec: str) -> str:
    """A source as a person knows it: the demo subject, a camera, the name of a file."""
    if spec == "demo:feet":
        return tr("Demo feet")
    if spec.startswith("demo:"):
        return tr("Demo subject")
    if spec.startswith("camera:"):
        return tr("Camera {name}").format(name=spec.partition(":")[2])
    return PurePath(spec).name or spec


def _product(product_id: str, variant_id: str | None, catalogue: Catalogue) -> str:
    try:
        product = catalogue.get(product_id)
    except UserError:
        return PurePath(product_id).stem
    variant = product.variant(variant_id) if variant_id else None
    name = shown_name(product)
    return tr("{product} in {shade}").format(product=name, shade=shown_name(variant)) if variant else name


def _variant(product_id: str, variant_id: str, catalogue: Catalogue) -> str:
    try:
        variant = catalogue.get(product_id).variant(variant_id)
    except UserError:
        variant = None
    return shown_name(variant) if variant else tr("another shade")


def _settings_of(product_id: str, catalogue: Catalogue) -> type | None:
    try:
        return type(default_settings(catalogue.get(product_id).kind))
    except UserError:
        return None


def _knob(params: type | None, knob: str) -> str:
    control = controls_of(params).get(knob) if params else None
    return knob_words.title(knob, control) if control else tr("a knob")


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST // 2]}…{name[-_LONGEST // 2 :]}"
