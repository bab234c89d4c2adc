"""How the C library keeps memory in a window that stays open for hours."""

from __future__ import annotations

import ctypes
import sys

# From glibc's malloc.h.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
# glibc gives its threads up to eight pools of memory a core, and each keeps what its threads once needed:
# pictures of many sizes in thirty threads. Worked by tests/soak.py for five minutes, the window took 858 MB
# and more with each round; 654 MB with two pools, and 599 MB where pictures are no part of a pool. That
# costs 2 ms of a frame's 100 on two cores that three others share.
_ARENAS = 2
_PICTURE_BYTES = 1 << 20
# What is free at the end of a pool is kept up to this much, and not given back and fetched again every frame.
_KEPT_BYTES = 16 << 20


def keep_little() -> None:
    """Give back what is free, as far as the C library can be told to (glibc); before threads begin."""
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, _ARENAS)
        mallopt(_M_MMAP_THRESHOLD, _PICTURE_BYTES)
        mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)
