"""From start to exit the app opens no connection to another machine: every system call is watched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEAR = ["--wear", "lipstick-rouge-satin", "--wear", "glasses-round-gold"]

# Where strace shows an address: connect(3, {sa_family=AF_INET, ..., sin_addr=inet_addr("192.0.2.1")}, 16)
ADDRESS = re.compile(r"(?:inet_addr\(|inet_pton\(AF_INET6, )\"([^\"]+)\"")


def foreign_calls(trace: str) -> list[str]:
    """The lines of a trace that name an address outside this machine."""

    def local(address: str) -> bool:
        return address.startswith(("127.", "::ffff:127.")) or address in ("::1", "0.0.0.0", "::")

    calls = [(line, ADDRESS.findall(line)) for line in trace.splitlines() if "sa_family=AF_INET" in line]
    return [line for line, addresses in calls if not addresses or not all(map(local, addresses))]


def watched(tmp_path: Path, *command: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run a command under strace, without the variables that keep libraries quiet: (answer, trace)."""
    strace = shutil.which("strace")
    if not strace or subprocess.run([strace, "-o", os.devnull, "true"], capture_output=True).returncode:
        pytest.skip("needs strace (Linux) and the right to trace a process")
    environ = {key: value for key, value in os.environ.items() if key not in ("CI", "ORT_DISABLE_TELEMETRY")}
    trace = tmp_path / "trace"
    options = [
        "--follow-forks",
        "--seccomp-bpf",
        "--trace=connect,sendto,sendmsg,sendmmsg",
        "--string-limit=0",
    ]
    answer = subprocess.run(
        [strace, *options, "--output", str(trace), *command],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=150,
    )
    return answer, trace.read_text(encoding="utf-8", errors="replace")


def test_a_foreign_address_in_a_trace_is_noticed() -> None:
    """The control: what a telemetry upload, a name look-up and a local socket look like."""
    upload = (
        '12 connect(9, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, 16) = -1'
    )
    lookup = (
        '12 sendto(9, ""..., 40, MSG_NOSIGNAL, {sa_family=AF_INET6, sin6_port=htons(53), '
        'inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = 40'
    )
    own = '12 connect(9, {sa_family=AF_INET, sin_port=htons(631), sin_addr=inet_addr("127.0.0.1")}, 16) = 0'
    screen = '12 connect(9, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X7"}, 20) = 0'
    assert foreign_calls("\n".join([upload, lookup, own, screen])) == [upload, lookup]


def test_the_watch_sees_a_connection(tmp_path: Path) -> None:
    """The control: a program that knocks at a closed port of this machine leaves a line in the trace."""
    code = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    _, trace = watched(tmp_path, sys.executable, "-c", code)
    assert 'inet_addr("127.0.0.1")' in trace
    assert foreign_calls(trace) == []


@pytest.mark.slow
def test_rendering_opens_no_connection(tmp_path: Path) -> None:
    output = tmp_path / "demo.mp4"
    answer, trace = watched(
        tmp_path, sys.executable, "-m", "app", "render", "demo:face", "-o", str(output), *WEAR
    )
    assert answer.returncode == 0, answer.stderr
    assert output.stat().st_size > 0
    assert foreign_calls(trace) == []


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="needs a display; studio.py test brings one")
def test_the_window_opens_no_connection(tmp_path: Path) -> None:
    output = tmp_path / "window.png"
    options = ["--shot", str(output), "--after", "2"]
    answer, trace = watched(tmp_path, sys.executable, "-m", "app", "studio", "demo:face", *options, *WEAR)
    assert answer.returncode == 0, answer.stderr
    assert output.stat().st_size > 0
    assert foreign_calls(trace) == []


@pytest.mark.slow
def test_the_second_provider_opens_no_connection(tmp_path: Path) -> None:
    pytest.importorskip("mediapipe", reason="mediapipe 0.10.21 has no wheel for this system and Python")
    portrait = ROOT / "resources" / "face" / "astronaut.png"
    track = tmp_path / "face.npz"
    options = ["-o", str(track), "--provider", "mediapipe"]
    answer, trace = watched(tmp_path, sys.executable, "-m", "app", "track", str(portrait), *options)
    assert answer.returncode == 0, answer.stderr
    assert track.stat().st_size > 0
    assert foreign_calls(trace) == []
