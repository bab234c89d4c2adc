#!/usr/bin/env python3
"""Sets Lookglass up and starts it. Needs nothing but Python 3.11 or newer.

    python3 studio.py run                    the window; without a display, the demo rendered to a file
    python3 studio.py run render me.mp4 ...  any command of the app (run --help lists them)
    python3 studio.py test [pytest args]     style, types and every test, on a virtual display on Linux
    python3 studio.py doctor [--json]        says what works on this machine and changes nothing

The first start looks for system libraries, makes .venv and installs the versions locked in
packaging/lock-*.txt, each checked against its hash. Later starts only compare a stamp. Set
LOOKGLASS_VARIANT=cpu or gpu to overrule the choice between the CPU's and NVIDIA's build of ONNX Runtime.
"""

import contextlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Before anything that an older Python could not read; this file itself is plain enough for Python 3.6.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Lookglass needs Python 3.11 or newer and this is Python {}.{}; "
        "start studio.py with a newer one, for example: python3.12 studio.py run".format(*sys.version_info)
    )

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "packaging"))

from bootstrap import choice, environment, system  # noqa: E402  # they need the version and the path above
from bootstrap.words import Stop, say  # noqa: E402

DEMO_OUTPUT = ROOT / "out" / "lookglass-demo.mp4"
DEMO_WEAR = ("lipstick-rouge-satin", "glasses-round-gold")


def app_environment() -> dict[str, str]:
    """For `python -P -m app` from any folder: the checkout is on the path, the current folder is not."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path, "ORT_DISABLE_TELEMETRY": "1"}


def has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(arguments: list[str]) -> int:
    """Hand over to the app; without a display and without a wish, to a rendering of the demo subject."""
    display = has_display()
    environment.set_up(window=display)
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not arguments and not display:
        DEMO_OUTPUT.parent.mkdir(exist_ok=True)
        say(f"There is no display, so the demo subject is rendered to {DEMO_OUTPUT}")
        arguments = ["render", "demo:face", "-o", str(DEMO_OUTPUT)]
        for product in DEMO_WEAR:
            arguments += ["--wear", product]
    command = [str(environment.VENV_PYTHON), "-P", "-m", "app", *arguments]
    if os.name == "posix":
        os.execve(command[0], command, app_environment())
    return subprocess.call(command, env=app_environment())


@contextlib.contextmanager
def virtual_display() -> Iterator[dict[str, str]]:
    """What the tests' environment needs to draw: on Linux an own virtual screen and software OpenGL."""
    if sys.platform != "linux":
        yield {}
        return
    software = {"QT_QPA_PLATFORM": "xcb", "LIBGL_ALWAYS_SOFTWARE": "1"}
    program = shutil.which("Xvfb")
    if not program:
        yield software
        return
    reader, writer = os.pipe()
    screen = ["-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(
        [program, "-displayfd", str(writer), *screen],
        pass_fds=(writer,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()  # empty when the server ended without a display
        if not number:
            raise Stop("Xvfb did not start; run it by hand to see why: Xvfb :99 -screen 0 1920x1080x24")
        yield {**software, "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait(timeout=10)


def test(arguments: list[str]) -> int:
    environment.set_up(tests=True)
    with virtual_display() as display:
        command = [str(environment.VENV_PYTHON), "-m", "pytest", *arguments]
        return subprocess.call(command, cwd=ROOT, env={**app_environment(), **display})


def own_checks() -> list[dict[str, str]]:
    """What can be told before anything is installed, in the words of app.doctor: check, status, message."""
    stamp = environment.read_stamp()
    missing = system.missing_from_system(window=True, tests=False)
    wanted = choice.wanted_stamp(choice.pick_variant(stamp), tests=False)
    current = environment.VENV_PYTHON.exists() and choice.is_current(stamp, wanted)
    libraries = {"check": "libraries", "status": "ok", "message": "every system library is there"}
    if missing:
        message = f"lacking {', '.join(missing)}; run: {system.install_line(missing)}"
        libraries.update(status="fail", message=message)
    packages = {"check": "set-up", "status": "ok", "message": f"complete, for {stamp.get('variant')}"}
    if not current:
        message = f"not set up for Python {platform.python_version()}; run: python3 studio.py run"
        packages.update(status="fail", message=message)
    return [libraries, packages]


def doctor(arguments: list[str]) -> int:
    """The checks above, then the app's own if it can start; 0 when nothing has failed, else 1."""
    as_json = "--json" in arguments
    report: dict[str, object] = {}
    checks = own_checks()
    if not as_json:
        for check in checks:
            print(f"{check['status']:<5} {check['check']:<10} {check['message']}", flush=True)
    sound = all(check["status"] == "ok" for check in checks)
    if checks[-1]["status"] == "ok":
        code = "import sys; from app.doctor import main; sys.exit(main(sys.argv[1:]))"
        command = [str(environment.VENV_PYTHON), "-P", "-c", code, *arguments]
        output = subprocess.PIPE if as_json else None
        answer = subprocess.run(command, env=app_environment(), stdout=output, text=True)
        sound = sound and answer.returncode == 0
        if as_json:
            with contextlib.suppress(ValueError):
                report = json.loads(answer.stdout)
    if as_json:
        found = report.get("checks")
        both = [*checks, *(found if isinstance(found, list) else [])]
        print(json.dumps({**report, "sound": sound, "checks": both}))
    return 0 if sound else 1


def main(argv: list[str]) -> int:
    commands = {"run": run, "test": test, "doctor": doctor}
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0 if argv else 2
    if argv[0] not in commands:
        say(f"studio.py knows run, test and doctor, not '{argv[0]}'; commands of the app follow run")
        return 2
    try:
        return commands[argv[0]](argv[1:])
    except Stop as reason:
        say(f"studio.py: {reason}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
