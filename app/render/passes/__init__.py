"""One effect, one file; importing this package registers them all."""

from __future__ import annotations

from . import lips

__all__ = ["lips"]
