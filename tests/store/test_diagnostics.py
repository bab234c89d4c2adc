"""What a person hands on tells how things are, and nothing of who they are."""

from __future__ import annotations

import getpass
import socket
from pathlib import Path

import pytest

from app import __version__
from app.core.document import Document, Look, View, Worn
from app.core.products import Product
from app.stages import register_all
from app.store import scrub as scrubbing
from app.store.diagnostics import Facts, diagnostics
from app.store.products import Catalogue, load_catalogue
from app.store.scrub import scrub, scrub_all

FACTS = Facts(
    drawn_by="llvmpipe (LLVM 19.1.7, 256 bits), OpenGL 4.5 (Core Profile) Mesa 25.0.7",
    found_by="onnx on CPU (the only device here)",
    screen="1920 x 1080 at 1",
    fps=29.7,
    stages={"detect": (8.1, 11.9)},
    dropped=3,
)


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody whose names must not be found."""
    monkeypatch.setattr(getpass, "getuser", lambda: "anna.muster")
    monkeypatch.setattr(socket, "gethostname", lambda: "annas-macbook.local")
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anna.muster"))
    scrubbing._known_places.cache_clear()


@pytest.fixture(autouse=True)
def forget_places() -> None:
    scrubbing._known_places.cache_clear()
    register_all()


PLANTED = [
    "/home/anna.muster/Videos/Private trip/Geburtstag Oma.mp4",
    r"C:\Users\Anna Muster\Desktop\Geburtstag Oma.mov",
    r"\\annas-nas\films\Geburtstag.avi",
    "/media/usb stick/Geburtstag",
    "~/Geburtstag.png",
    "'Geburtstag Oma.gif'",
    "Geburtstag-Oma.jpeg",
    "Annas Kamera HD",
    "anna.muster@example.org",
    "serial A1B2C3D4E5",
    "0123456789",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "aa:bb:cc:dd:ee:0f",
    "annas-macbook",
]
SECRETS = [
    "anna", "oma", "geburtstag", "private trip", "muster", "usb stick", "films", "kamera", "a1b2c3",
    "0123456789", "f81d4fae", "a765", "aa:bb", "macbook", "/home", "users", "example.org",
]  # fmt: skip


def test_nothing_that_is_planted_comes_through(anna: None) -> None:
    document = Document(
        source="/home/anna.muster/Geburtstag Oma.mp4",
        default_look=Look((Worn("/home/anna.muster/Omas Brille.glb"), Worn("annas-lipstick"))),
    )
    own = Product(id="annas-lipstick", kind="lipstick", name="Omas Liebling")
    catalogue = Catalogue((*load_catalogue().products, own))
    lines = [
        f"2026-11-22 18:00:00 INFO MainThread: Notice: Cannot read {planted}: gone" for planted in PLANTED
    ]
    lines += [f'  File "{PLANTED[0]}", line 3, in read', "Omas Liebling: scaled to 140 mm"]
    text = diagnostics(FACTS, document, catalogue, log_lines=lines, private=["Annas Kamera HD"])
    found = [secret for secret in SECRETS if secret in text.lower()]
    assert found == [], text


def test_it_tells_what_one_needs_to_know() -> None:
    document = Document(
        source="camera:0",
        default_look=Look((Worn("lipstick-rouge-satin", "classic", {"opacity": 0.5}),)),
        knobs={"steady": {"lips_cutoff_hz": 2.0}},
        view=View(mirror=True),
    )
    line = "2026-11-22 18:00:00 INFO MainThread: First picture"
    text = diagnostics(FACTS, document, load_catalogue(), log_lines=[line])
    for told in (
        f"Lookglass {__version__}",
        "PySide6-Essentials",
        "face_landmarks: verified",
        "llvmpipe (LLVM 19.1.7, 256 bits), OpenGL 4.5",
        "onnx on CPU (the only device here)",
        "29.7 frames a second, 3 dropped",
        "detect: median 8.1 ms, 95th percentile 11.9 ms",
        "source: camera\n",
        "lipstick-rouge-satin:classic, opacity 0.5",
        "steady.lips_cutoff_hz: 2.0",
        "mirror True",
        line,
    ):
        assert told in text, told


@pytest.mark.parametrize("planted", PLANTED[:5])
def test_the_log_keeps_names_of_files_and_no_folders(anna: None, planted: str) -> None:
    text = scrub(f"Cannot read {planted}: gone")
    assert "Geburtstag" in text and text.endswith(": gone")
    assert not any(folder in text for folder in ("anna", "Anna", "Private", "stick", "films", "Desktop"))


@pytest.mark.parametrize(
    "plain",
    [
        "fps 30 / 20 ms/frame, 5/7 dropped",
        "NVIDIA GeForce RTX 4090, OpenGL 3.3.0 NVIDIA 550.54.14",
        "Pose age = frame age, and/or none",
        "2026-11-22 18:00:00 INFO MainThread: Source: camera, 1280 x 720",
    ],
)
def test_what_is_nobodys_business_but_ours_stays(plain: str) -> None:
    assert scrub_all(plain) == plain
