"""What the operating system must bring: shared libraries, an OpenGL driver, a font, test programs."""

from __future__ import annotations

import ctypes
import glob
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap.words import Stop, say

# PySide6's wheels for Linux need this C library (Debian 12, Ubuntu 22.04, Fedora 35 and newer).
OLDEST_GLIBC = (2, 34)

# {what must be there: Debian package}; names with ".so" are shared libraries, others are programs.
BASE_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# An OpenGL driver: any of the patterns will do. Without one Mesa's software renderer is installed.
DRIVER_PATTERNS = {
    "an EGL driver": (("libEGL_mesa.so.0", "libEGL_nvidia.so.0"), "libegl-mesa0"),
    "a GLX driver": (("libGLX_mesa.so.0", "libGLX_nvidia.so.0"), "libglx-mesa0"),
    "OpenGL's software renderer": (("dri/*swrast*_dri.so", "libgallium-*.so"), "libgl1-mesa-dri"),
}
TEST_PROGRAMS = {"Xvfb": "xvfb", "strace": "strace"}
LIBRARY_FOLDERS = ("/usr/lib/*-linux-gnu*", "/usr/lib64", "/usr/lib", "/lib64")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", str(Path.home() / ".fonts"))


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_file(patterns: tuple[str, ...]) -> bool:
    return any(glob.glob(f"{folder}/{pattern}") for folder in LIBRARY_FOLDERS for pattern in patterns)


def has_fonts() -> bool:
    return any(files for folder in FONT_FOLDERS for _, _, files in os.walk(folder))


def missing_from_system(*, window: bool, tests: bool) -> dict[str, str]:
    """{what is missing: Debian package} on Linux; nothing elsewhere, where the wheels hold all they need."""
    if sys.platform != "linux":
        return {}
    libraries = {**BASE_LIBRARIES, **(WINDOW_LIBRARIES if window or tests else {})}
    missing = {name: package for name, package in libraries.items() if not has_library(name)}
    missing |= {what: package for what, (files, package) in DRIVER_PATTERNS.items() if not has_file(files)}
    if not has_fonts():
        missing["a font"] = "fonts-dejavu-core"
    if tests:
        missing |= {name: package for name, package in TEST_PROGRAMS.items() if not shutil.which(name)}
    return missing


def missing_from_python() -> dict[str, str]:
    """{module: Debian package}: Debian splits venv and ensurepip from Python."""
    lacking = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    return dict.fromkeys(lacking, f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")


def install_line(missing: dict[str, str]) -> str:
    """The one line that a person runs to get what is missing."""
    packages = sorted(set(missing.values()))
    if shutil.which("apt-get"):
        return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
    if shutil.which("dnf"):
        programs = {"Xvfb": "xorg-x11-server-Xvfb", "a font": "dejavu-sans-fonts"}
        drivers = dict.fromkeys(DRIVER_PATTERNS, "mesa-dri-drivers mesa-libEGL mesa-libGL")
        names = {**programs, **drivers}
        wanted = sorted({f"'{n}()(64bit)'" if ".so" in n else names.get(n, n) for n in missing})
        return f"sudo dnf install {' '.join(wanted)}"
    return f"(with your system's package manager) install what holds: {', '.join(sorted(missing))}"


def apt_install(packages: list[str]) -> None:
    """As root on Debian and Ubuntu; says why when it fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    # The lists may be stale but usable when one of the person's own sources is broken: try all the same.
    subprocess.run(["apt-get", "update", "--quiet"], env=environment, capture_output=True)
    answer = subprocess.run(install, env=environment, capture_output=True, text=True)
    if answer.returncode:
        reason = (answer.stderr.strip() or answer.stdout.strip() or "no reason given").splitlines()[-1]
        say(f"  system     apt-get failed: {reason}")


def prepare_system(*, window: bool, tests: bool, needs_venv: bool) -> None:
    """Install or name what the system lacks. Raises Stop when the rest could not work without it."""
    if sys.platform == "linux":
        check_c_library(*platform.libc_ver())
    elif sys.platform == "win32" and platform.machine() == "ARM64":
        say("  python     there is no OpenCV for Windows on ARM; if set-up fails, use Python for x86-64")

    def lacking() -> dict[str, str]:
        importlib.invalidate_caches()
        return {
            **missing_from_system(window=window, tests=tests),
            **(missing_from_python() if needs_venv else {}),
        }

    missing = lacking()
    if not missing:
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = sorted(set(missing.values()))
        say(f"  system     installing {len(packages)} packages: {' '.join(packages)}")
        apt_install(packages)
        missing = lacking()
    if missing:
        essential = [n for n in missing if n in BASE_LIBRARIES or n in ("venv", "ensurepip")]
        if tests and "Xvfb" in missing and not os.environ.get("DISPLAY"):
            essential.append("Xvfb")
        lacks = f"this system lacks {in_short(list(missing))}"
        line = install_line(missing)
        if essential:
            raise Stop(f"{lacks}; run this line, then start studio.py again:\n\n    {line}\n")
        say(f"  system     {lacks}; going on without. To get all of it, run:\n\n    {line}\n")


def in_short(names: list[str]) -> str:
    """`a, b, c and 4 more`"""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def check_c_library(name: str, version: str) -> None:
    """Raises Stop for a Linux that the wheels do not run on."""
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if name != "glibc" or numbers < OLDEST_GLIBC:
        raise Stop(
            "Lookglass needs a Linux with glibc 2.34 or newer (Debian 12, Ubuntu 22.04, Fedora 35 or later); "
            f"this one has {f'{name} {version}' if name else 'another C library'}."
        )
