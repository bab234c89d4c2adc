"""Lookglass: a desktop AR try-on studio."""

from __future__ import annotations

import os

# onnxruntime >= 1.29 opens a network connection on a bare import unless this is set before it.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
# Our matrices are small: threads of its own take OpenBLAS three times the processor, spinning, and 60 MB.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# A one megabyte PNG can otherwise make OpenCV allocate gigabytes.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(1 << 26))
# Media Foundation otherwise takes 4 to 20 s to open a camera on Windows.
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")

__version__ = "0.1.0"
