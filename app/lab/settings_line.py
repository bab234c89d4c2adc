"""The settings in use, in a line: what makes one measurement different from another."""

from __future__ import annotations

from ..core.document import Document


def settings_line(document: Document) -> str:
    """'default', or the preset and each knob that is not the default: 'calm: steady.lips_cutoff_hz = 1.2'."""
    changed = [
        f"{group}.{knob} = {f'{value:g}' if isinstance(value, float) else value}"
        for group, values in document.knobs.items()
        for knob, value in values.items()
    ]
    finder = [] if document.provider == Document().provider else [f"finder {document.provider}"]
    return ": ".join(part for part in (document.preset, ", ".join([*finder, *changed])) if part)
