"""The settings in use, in a line: what makes one measurement different from another."""

from __future__ import annotations

from collections.abc import Mapping

from ..core.document import Document
from ..core.params import Value


def settings_line(document: Document) -> str:
    """'default', or the preset and each knob that is not the default: 'calm: steady.lips_cutoff_hz = 1.2'."""
    changed = settings_of(document.knobs)
    finder = "" if document.provider == Document().provider else f"finder {document.provider}"
    said = ", ".join(part for part in (finder, changed) if part)
    return ": ".join(part for part in (document.preset, said) if part)


def settings_of(knobs: Mapping[str, Mapping[str, Value]]) -> str:
    """The knobs alone: 'steady.method = spring, steady.spring_hz = 4'."""
    return ", ".join(
        f"{group}.{knob} = {f'{value:g}' if isinstance(value, float) else value}"
        for group, values in knobs.items()
        for knob, value in values.items()
    )
