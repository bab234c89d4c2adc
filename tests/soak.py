"""Hours of use, in minutes: opens the real window, works it, and fails where something grows.

    python tests/soak.py --minutes 10          # one window, worked all the time
    python tests/soak.py --openings 20         # windows opened and closed in one process

Prints a line a minute (or an opening): memory, Python objects, Qt objects, threads, timers, descriptors.
From the second count on memory may grow by 5 MB, threads, timers and descriptors not at all, and over
openings no objects either. Exit code 1 where something grew.

Memory is judged by what malloc has handed out and not got back. That is exact, where resident memory swings
by tens of MB with free pages scattered over the threads' arenas. It holds everything of Qt, Mesa, ONNX
Runtime, FFmpeg and numpy; it does not hold Python's small objects, which are counted instead, nor what is
mapped without malloc, such as the machine code of Mesa's shaders. For that, resident memory is judged as well
while one window is worked, and printed over openings.

Only the same state compares with itself: each picture under way takes megabytes, one of the demo subject that
is being drawn 30. So a count is taken with the same things worn and open, on a picture that stands, when no
thread is at work; and everything is worn once before the first.

It is no test of pytest's: it takes as long as it is told.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import gc
import os
import queue
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import thread
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any
from weakref import ReferenceType, WeakSet

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import shiboken6  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.core.commands import SetKnob  # noqa: E402
from app.core.document import Document, View  # noqa: E402
from app.gui.app import create_app  # noqa: E402
from app.gui.controller import Controller  # noqa: E402
from app.gui.language import choose  # noqa: E402
from app.gui.main_window import MainWindow  # noqa: E402
from app.gui.remember import Remember  # noqa: E402
from app.gui.tiles import ProductTile  # noqa: E402
from app.sinks import open_sink  # noqa: E402
from app.sources import Player  # noqa: E402
from app.stages import register_all  # noqa: E402
from app.store.settings import AppSettings  # noqa: E402

MOST_GROWTH_MB = 5.0
# What looking at Qt's own objects makes in Python, such as the gestures of scroll areas. PySide keeps some of
# it for good, so that it must not be counted. Held weakly: what is held here would outlive Qt's object.
_MADE_BY_LOOKING: WeakSet[QObject] = WeakSet()
_FLAT = ("threads", "timers", "descriptors")
# So many products are worn in turn.
_WARDROBE = 6
# What is counted is the demo subject, halted at its 15th frame.
_SUBJECT, _HALT_NS = "demo:face", 500_000_000
_PATIENCE_S = 60.0
# Where a thread is that waits, and how often in a row that must be found.
_WAITING = (threading.__file__, thread.__file__, queue.__file__)
_CALM = 10


@dataclass(frozen=True, slots=True)
class Count:
    """What there is at one moment. `rss_mb` is what the system sees of memory, `held_mb` the same after the C
    library has given back what it can of that which it keeps for later, `used_mb` what it has handed out (0
    where it cannot be asked). A leak grows all three. The last one alone is exact over openings: the threads
    of a window leave pages behind that are free and yet not given back, 30 MB now and 10 MB less at the next
    opening.
    """

    rss_mb: float
    held_mb: float
    used_mb: float
    python_objects: int
    qt_objects: int
    threads: int
    timers: int
    descriptors: int

    def __str__(self) -> str:
        return (
            f"{self.rss_mb:7.1f} MB ({self.held_mb:.1f} held, {self.used_mb:.2f} used) "
            f"{self.python_objects:8d} objects {self.qt_objects:6d} of Qt "
            f"{self.threads:3d} threads {self.timers:3d} timers {self.descriptors:3d} descriptors"
        )


def count() -> Count:
    """Now, with everything collected that nobody holds."""
    gc.collect()
    seen_mb = rss_mb()
    give_back()
    alive = list(qt_objects())
    timers = sum(isinstance(one, QTimer) and one.isActive() for one in alive)
    return Count(
        seen_mb,
        rss_mb(),
        used_mb(),
        _python_objects().total(),
        len(alive),
        len(threading.enumerate()),
        timers,
        descriptors(),
    )


def rss_mb() -> float:
    """Memory of the process that lies in RAM; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def give_back() -> None:
    """Let the C library return free memory to the system, where it can be asked to."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform.startswith("linux") else None
    if trim is not None:
        trim(0)


class _Mallinfo(ctypes.Structure):
    """glibc's struct mallinfo2, from malloc.h."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


def used_mb() -> float:
    """Memory that malloc has handed out and that was not given back to it; 0 where it cannot be asked."""
    ask = getattr(ctypes.CDLL(None), "mallinfo2", None) if sys.platform.startswith("linux") else None
    if ask is None:
        return 0.0
    ask.restype = _Mallinfo
    info = ask()
    return float(info.uordblks + info.hblkhd) / 1e6


def descriptors() -> int:
    """Open files; 0 where the system does not say."""
    try:
        return len(os.listdir("/proc/self/fd"))
    except OSError:
        return 0


def qt_objects() -> Iterator[QObject]:
    """Everything of Qt that Python holds and that is still there, and the children of all windows."""
    seen: set[int] = set()
    with _alone():
        wrappers = [one for one in gc.get_objects() if isinstance(one, QObject)]
    known = {id(one) for one in wrappers}
    held = filter(shiboken6.isValid, wrappers)
    for top in (*held, *QApplication.topLevelWidgets()):
        for one in (top, *top.findChildren(QObject)):
            if id(one) not in known:
                known.add(id(one))
                _MADE_BY_LOOKING.add(one)
            address = shiboken6.getCppPointer(one)[0]
            if address not in seen:
                seen.add(address)
                yield one


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """No other thread runs Python meanwhile: a tuple that one is just making must be nobody else's, or making
    it fails (a SystemError of CPython 3.11)."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(5.0)
    time.sleep(0.01)  # who waits already asks again after the interval of before
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def kinds() -> Counter[str]:
    """How many objects there are of each class, Qt's and Python's: what to look at where memory grows."""
    of_qt = Counter(f"{type(one).__name__} of Qt" for one in qt_objects())
    return of_qt + _python_objects()


def _python_objects() -> Counter[str]:
    """Without what this program makes: its counts, and what came of looking, with a weak reference each."""
    with _alone():
        everything = Counter(type(one).__qualname__ for one in gc.get_objects() if not isinstance(one, Count))
    of_looking = Counter(type(one).__qualname__ for one in _MADE_BY_LOOKING)
    return everything - of_looking - Counter({ReferenceType.__qualname__: of_looking.total()})


def opened(document: Document) -> MainWindow:
    """A window that shows its first picture."""
    controller = Controller(document)
    controller.start()
    window = MainWindow(controller)
    window.resize(1280, 800)
    shown: list[bool] = []
    window.picture.viewport.first_picture.connect(lambda: shown.append(True))
    window.show()
    wait(lambda: bool(shown), 60.0)
    return window


def close(window: MainWindow) -> None:
    """As a person closes it; afterwards nothing of it is left."""
    window.close()
    window.deleteLater()
    settle()


def settle() -> None:
    """What is due later happens now."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
        gc.collect()


def wait(until: Callable[[], bool], at_most_s: float) -> bool:
    """Let the window live until something is so; in a loop of its own, or nothing would ever be deleted."""
    deadline, loop = time.monotonic() + at_most_s, QEventLoop()
    while not until() and time.monotonic() < deadline:
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    return until()


def clip(folder: Path) -> Path:
    """Three seconds of changing grey."""
    path = folder / "grey.mp4"
    sink = open_sink(path, frame_rate=25.0, size=(320, 240), frame_count=75)
    for index in range(75):
        sink.write(np.full((240, 320, 3), 3 * index, np.uint8), t_ns=index * 40_000_000)
    sink.close()
    return path


def rest(window: MainWindow, view: View) -> None:
    """Everything as it was at first, and a picture that stands: whatever is worn, open, in flight or half
    opened takes its memory, so that only the same state can be compared with itself.
    """
    controller, viewport = window.controller, window.picture.viewport
    controller.studio.session.go_to(0)
    controller.set_view(view)
    window.tabs.setCurrentIndex(0)
    choose("en")
    opened: list[str] = []
    connection = controller.source_opened.connect(lambda spec, _: opened.append(spec))
    controller.open(_SUBJECT)  # afresh, and in place of what is being opened
    wait(lambda: opened[-1:] == [_SUBJECT] and not _opening(), _PATIENCE_S)
    controller.source_opened.disconnect(connection)
    halted: list[bool] = []

    def halt(player: Player) -> None:
        player.pause()
        player.seek(_HALT_NS)
        halted.append(True)

    def stands() -> bool:
        seen = viewport.result
        return bool(halted) and seen is controller.studio.screen.result and seen.frame.t_ns == _HALT_NS

    controller.play(halt)
    wait(stands, _PATIENCE_S)
    still = [0]
    wait(lambda: _counted(still, not _at_work()) >= _CALM, _PATIENCE_S)


def _counted(times: list[int], so: bool) -> int:
    """How often in a row something was so."""
    times[0] = times[0] + 1 if so else 0
    return times[0]


def _at_work() -> bool:
    """Whether any other thread does not just wait. The next picture of the subject is drawn ahead: on a busy
    computer that takes seconds, and 30 MB. The source's own thread never does anything else for long."""
    others = {one.ident: one for one in threading.enumerate() if one.name != "lookglass-source"}
    others.pop(threading.get_ident())
    frames = sys._current_frames()
    return any(frames[one].f_code.co_filename not in _WAITING for one in others if one in frames)


def _opening() -> bool:
    """Whether a source is being opened, wanted or not."""
    return any(one.name == "lookglass-open" for one in threading.enumerate())


def wardrobe(window: MainWindow) -> list[str]:
    """A few of all kinds."""
    everything = [product.id for product in window.controller.studio.catalogue.products]
    return everything[:: max(1, len(everything) // _WARDROBE)]


def warm(window: MainWindow) -> None:
    """Everything once, until it has been drawn: models, shaders and pictures stay in memory from then on, and
    on a busy computer a round of jobs may be over before they are there."""
    controller, viewport = window.controller, window.picture.viewport

    def drawn() -> bool:
        result = viewport.result
        engine = controller.studio.engine
        return result is not None and engine.document_of(result.generation) == controller.document

    def worn_by_somebody() -> bool:
        return drawn() and viewport.result is not None and bool(viewport.result.scene.layers)

    for product in wardrobe(window):
        controller.toggle(product)
        wait(drawn, _PATIENCE_S)
        if controller.followed == "feet":
            controller.open("demo:feet")
            wait(worn_by_somebody, _PATIENCE_S)
            controller.open(_SUBJECT)
            wait(lambda: controller.document.source == _SUBJECT, _PATIENCE_S)
            controller.toggle(product)
    wait(lambda: all(tile.has_picture for tile in window.products.findChildren(ProductTile)), 2 * _PATIENCE_S)


def jobs(window: MainWindow, film: Path) -> list[Callable[[], Any]]:
    """What a person does all day, one after the other."""
    controller = window.controller
    wearing, languages = cycle(wardrobe(window)), cycle(("zh_CN", "en"))

    def wear() -> None:
        controller.toggle(next(wearing))

    def turn() -> None:
        for step in range(10):
            controller.do(SetKnob("steady", "lips_cutoff_hz", 0.5 + 0.1 * step))
        controller.end_gesture()

    def split() -> None:
        view = controller.document.view
        controller.set_view(replace(view, split=0.5 if view.split is None else None))

    def seek() -> None:
        controller.play(lambda player: player.seek(500_000_000))

    def open_next() -> None:
        controller.open(str(film) if controller.document.source == _SUBJECT else _SUBJECT)

    def tab() -> None:
        window.tabs.setCurrentIndex((window.tabs.currentIndex() + 1) % window.tabs.count())

    def language() -> None:
        choose(next(languages))

    return [
        wear, turn, tab, split, wear, seek, controller.undo, controller.undo, controller.redo, language, wear,
        turn, language, tab, open_next, *theme_jobs(window), split, wear,
        triggered(window, "view.picture-only"), seek, triggered(window, "view.picture-only"),
        triggered(window, "view.reset-layout"), open_next,
    ]  # fmt: skip


def theme_jobs(window: MainWindow) -> list[Callable[[], Any]]:
    """The themes, where they can be chosen."""
    names = [entry.id for entry in window.actions_.entries()]
    return [triggered(window, name) for name in names if name in ("appearance.light", "appearance.dark")]


def triggered(window: MainWindow, action: str) -> Callable[[], None]:
    return lambda: window.actions_[action].trigger()


def work(minutes: float, pause_s: float) -> list[Count]:
    """One window, worked for so long; a count a minute, always after the last of the jobs: with a clip open,
    say, there is not the same as with the demo subject."""
    with tempfile.TemporaryDirectory() as folder:
        window = opened(Document())
        Remember(window, AppSettings())
        todo, view = jobs(window, clip(Path(folder))), window.controller.document.view
        warm(window)
        began_s, done, counts = time.monotonic(), 0, []
        before: Counter[str] = Counter()
        while (spent_s := time.monotonic() - began_s) < minutes * 60 or done % len(todo):
            todo[done % len(todo)]()
            done += 1
            wait(lambda: False, pause_s)
            if done % len(todo) == 0 and spent_s >= 60.0 * (len(counts) + 1):
                rest(window, view)
                counts.append(count())
                window.controller.play(lambda player: player.play())
                print(f"{spent_s:5.0f} s {counts[-1]}  {done} jobs", flush=True)
                if len(counts) == 2:
                    before = kinds()
        tell_growth(before)
        close(window)
    return counts


def open_and_close(times: int) -> list[Count]:
    """So many windows one after the other; a count after each."""
    counts = []
    before: Counter[str] = Counter()
    threads = threading.active_count()
    for number in range(times):
        window = opened(Document())
        Remember(window, AppSettings())
        close(window)
        del window
        # One that is busy when the window goes is left to end by itself.
        wait(lambda: threading.active_count() <= threads, _PATIENCE_S)
        counts.append(count())
        print(f"opening {number + 1:3d} {counts[-1]}", flush=True)
        if number == 1:
            before = kinds()
    tell_growth(before)
    return counts


def tell_growth(before: Counter[str]) -> None:
    """Which kinds of objects have become more; nothing where there is nothing to compare with."""
    if not before:
        return
    for kind, number in (kinds() - before).most_common(15):
        print(f"  {number:+6d} {kind}")


def grown(counts: list[Count], *, memory: Sequence[str], flat: Sequence[str]) -> list[str]:
    """What grew from the second count on (what is loaded once belongs to the first): which figures of memory
    by more than MOST_GROWTH_MB, and which others at all."""
    if len(counts) < 3:
        return []
    first, last = counts[1], counts[-1]
    complaints = []
    for what in memory:
        before_mb, after_mb = getattr(first, what), getattr(last, what)
        if after_mb - before_mb > MOST_GROWTH_MB:
            complaints.append(f"memory ({what}): {before_mb:.1f} MB to {after_mb:.1f} MB")
    for what in flat:
        # An errand's thread or a notice's timer is there at one moment and gone at the next.
        earlier, later = ([getattr(one, what) for one in half] for half in _halves(counts))
        if min(later) > max(earlier):
            complaints.append(f"{what}: {max(earlier)} to {min(later)}")
    return complaints


def _halves(counts: list[Count]) -> tuple[list[Count], list[Count]]:
    middle = (len(counts) + 1) // 2
    return counts[:middle], counts[middle:]


def main() -> int:
    parser = argparse.ArgumentParser(description="Work the window and fail where something grows.")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long one window is worked")
    parser.add_argument("--openings", type=int, default=0, help="open and close so many windows instead")
    parser.add_argument("--pause", type=float, default=0.3, metavar="SECONDS", help="between two jobs")
    wants = parser.parse_args()
    register_all()
    create_app()
    with tempfile.TemporaryDirectory() as home:
        os.environ["LOOKGLASS_HOME"] = home  # never a person's own settings
        if wants.openings:
            counts = open_and_close(wants.openings)
            exact = "used_mb" if counts[-1].used_mb else "held_mb"
            complaints = grown(counts, memory=(exact,), flat=(*_FLAT, "python_objects", "qt_objects"))
        else:
            counts = work(wants.minutes, wants.pause)
            complaints = grown(counts, memory=("held_mb", "used_mb"), flat=_FLAT)
    for complaint in complaints:
        print(f"grew: {complaint}")
    print("nothing grew" if not complaints else "")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
