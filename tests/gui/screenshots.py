"""A picture of the window after each of the ten commonest jobs and two with feet, for docs/jobs.

    python -m tests.gui.screenshots docs/jobs
    python -m tests.gui.screenshots OUT --every      # two sizes x two themes x two languages: 96 pictures

Each job has a window of its own; needs a display (Xvfb is enough).
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.core.document import Document
from app.gui import language, theme
from app.gui.app import create_app
from app.gui.controller import Controller
from app.gui.look_library import LookTile
from app.gui.main_window import MainWindow
from app.gui.tiles import ProductTile
from app.stages import register_all
from app.store.places import cache_folder
from app.store.presets import find_look
from tests.gui.helpers import PATIENCE_MS
from tests.gui.jobs import FEET, JOBS, Desk, live, wait_until

SIZES = ((1280, 800), (1920, 1080))
THEMES = {"dark": theme.DARK, "light": theme.LIGHT}
LANGUAGES = ("en", "zh_CN")
_QUALITY = 90
PICTURED = JOBS | FEET


@dataclass(frozen=True, slots=True)
class Setting:
    """What a picture is taken with."""

    size: tuple[int, int]
    theme: str
    language: str

    @property
    def name(self) -> str:
        return f"{self.size[0]}x{self.size[1]}-{self.theme}-{self.language}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", action="store_true", help="all sizes, themes and languages of each job")
    parser.add_argument("--job", choices=tuple(PICTURED), action="append", help="only these")
    args = parser.parse_args()
    settings = [Setting(*one) for one in product(SIZES, THEMES, LANGUAGES)]
    app = create_app()
    register_all()
    args.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as drawn:
        for (name, _), one in zip(PICTURED.items(), cycle(settings)):
            if args.job and name not in args.job:
                continue
            for setting in settings if args.every else [one]:
                path = args.folder / f"{name}-{setting.name}.jpg"
                take(app, name, setting, path, Path(drawn))
                print(path, flush=True)


def take(app: QApplication, job: str, setting: Setting, path: Path, drawn: Path) -> None:
    """Open a window, do the job, and save what the window looks like.

    The window begins as a new one, but for the pictures of products: those in the folder `drawn` are there.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        os.environ["LOOKGLASS_HOME"] = str(home)
        shutil.copytree(drawn, cache_folder())
        theme.apply_theme(app, THEMES[setting.theme])
        language.choose(setting.language)
        controller = Controller(Document(default_look=find_look("evening")))
        controller.start()
        window = MainWindow(controller)
        window.resize(*setting.size)
        window.show()
        window.reset_layout()  # the docks' usual widths at this size
        wait_until(lambda: window.picture.viewport.result is not None, "the first picture stands")
        wait_until(lambda: pictured(window), "all products have pictures", 10 * PATIENCE_MS)
        shutil.copytree(cache_folder(), drawn, dirs_exist_ok=True)
        PICTURED[job](Desk(window, Path(folder)))
        live(3.0)  # until the figures are those of a window at rest
        saved = window.grab().save(str(path), quality=_QUALITY)
        window.close()
        window.deleteLater()
        app.processEvents()
    assert saved, path


def pictured(window: MainWindow) -> bool:
    """Whether every tile has the picture of its product, or of its look."""
    looks = window.look.findChildren(LookTile)
    return all(t.has_picture for t in (*window.products.findChildren(ProductTile), *looks))


if __name__ == "__main__":
    main()
