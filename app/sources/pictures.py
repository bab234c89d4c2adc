"""Picture files to upright sRGB pixels, decoded by Pillow after a check of the header."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from ..core.camera import Intrinsics
from ..core.errors import UserError, reason_of

# 100 Mpx is 300 MB as RGB; a file of a megabyte can claim far more.
MAX_PIXELS = 100_000_000
PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif"})

_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")
_ORIENTATION, _FOCAL_35MM, _EXIF_WIDTH, _EXIF_IFD = 0x0112, 0xA405, 0xA002, 0x8769
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises for damaged files, depending on the format and the damage.
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, MemoryError)

# Pillow checks the size in the header too and only warns; a warning would be too late here.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def is_picture(path: Path) -> bool:
    """Whether the header is that of a picture; animated GIF and PNG count as videos."""
    try:
        with Image.open(path, formats=_FORMATS) as image:
            return image.format not in ("GIF", "PNG") or getattr(image, "n_frames", 1) == 1
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return True
    except _DAMAGE:
        return path.suffix.lower() in PICTURE_SUFFIXES - {".gif"}


def read_picture(path: Path) -> tuple[NDArray[np.uint8], Intrinsics]:
    """A picture upright in sRGB, (height, width, 3) uint8, and its camera.

    Orientation and embedded colour profile are applied, transparency is laid over white, 16 bits become 8.
    Raises UserError naming the file.
    """
    with _opened(path) as image:
        try:
            image.load()
            upright = _upright(image, _orientation(image))
            rgb = np.array(_flattened(upright, image.info.get("icc_profile")), np.uint8, order="C")
            return rgb, _camera(image, rgb.shape[1], rgb.shape[0])
        except _DAMAGE as problem:
            raise UserError(f"{path} is damaged and cannot be read: {reason_of(problem)}.") from None


def picture_size(path: Path) -> tuple[int, int]:
    """(width, height) of the upright picture, from the header alone. Raises UserError naming the file."""
    with _opened(path) as image:
        width, height = image.size
        return (height, width) if _orientation(image) >= 5 else (width, height)


def _opened(path: Path) -> Image.Image:
    """The picture with its header read and its size checked."""
    too_large = f"{path} has more than {MAX_PIXELS // 1_000_000} million pixels, which is too large."
    try:
        image = Image.open(path, formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UserError(too_large) from None
    except FileNotFoundError:
        raise UserError(f"{path} does not exist.") from None
    except PermissionError:
        raise UserError(f"{path} may not be read: permission denied.") from None
    except _DAMAGE:
        raise UserError(f"{path} is not a picture that can be read, or it is damaged.") from None
    if image.width * image.height > MAX_PIXELS:
        image.close()
        raise UserError(too_large)
    return image


def _orientation(image: Image.Image) -> int:
    """EXIF orientation 1..8; 1 where there is none or it makes no sense."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except _DAMAGE:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else image


def _flattened(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Any mode to opaque 8-bit sRGB."""
    if image.mode.startswith("I") or image.mode == "F":
        return _from_deep_grey(image).convert("RGB")
    alpha = None
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        image = image.convert("RGB")
    elif image.mode in ("P", "1", "YCbCr", "HSV"):
        image = image.convert("RGB")
    rgb = _to_srgb(image, profile)
    if alpha is not None:
        white = Image.new("RGB", rgb.size, (255, 255, 255))
        rgb = Image.composite(rgb, white, alpha)
    return rgb


def _from_deep_grey(image: Image.Image) -> Image.Image:
    """16-bit, 32-bit and float grey to 8 bits: float is taken as 0..1, whole numbers as 16 bits."""
    values = np.asarray(image, np.float64)
    full_scale = 1.0 if image.mode == "F" and values.max(initial=0.0) <= 1.0 else 65535.0
    if image.mode == "F" and 1.0 < values.max(initial=0.0) <= 255.0:
        full_scale = 255.0
    grey = np.clip(np.nan_to_num(values) / full_scale, 0.0, 1.0)
    return Image.fromarray((grey * 255.0 + 0.5).astype(np.uint8))


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Through the embedded profile where there is one that fits; sRGB itself is left bit-identical."""
    convert = _profile_conversion(image.mode, profile) if profile else None
    return convert(image) if convert is not None else image.convert("RGB")


def _profile_conversion(mode: str, profile: bytes | None) -> Callable[[Image.Image], Image.Image] | None:
    try:
        embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
        if "srgb" in ImageCms.getProfileDescription(embedded).lower():
            return None
        transform = ImageCms.buildTransform(
            embedded,
            ImageCms.createProfile("sRGB"),
            mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None  # a damaged profile, or one for other channels: the numbers are taken as sRGB
    return lambda image: ImageCms.applyTransform(image, transform) or image.convert("RGB")


def _camera(image: Image.Image, width: int, height: int) -> Intrinsics:
    """From the 35 mm focal length in EXIF, if the picture was not cropped since; else the usual guess."""
    try:
        exif = image.getexif().get_ifd(_EXIF_IFD)
        focal_mm, exif_width = float(exif.get(_FOCAL_35MM, 0)), int(exif.get(_EXIF_WIDTH, 0))
    except _DAMAGE:
        focal_mm, exif_width = 0.0, 0
    if exif_width not in image.size or exif_width == 0 or not 8.0 <= focal_mm <= 300.0:
        return Intrinsics.from_vertical_fov(width, height)
    # "35 mm equivalent" is by the diagonal: 36 x 24 mm has 43.27 mm (CIPA DCG-001).
    focal_px = focal_mm / math.hypot(36.0, 24.0) * math.hypot(width, height)
    return Intrinsics(width, height, focal_px, focal_px, width / 2.0, height / 2.0)
