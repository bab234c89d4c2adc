"""Trains the foot network on rendered shards: python train.py --shards DIR --held DIR --minutes 60

Goes on from checkpoint/feet.npz (or from --state, the full state, where there is one). See README.md.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import evaluate
import numpy as np
import torch
from data import Pool, ahead, batches
from losses import losses, total
from muon import Muon
from net import Deployed, FeetNet
from torch import Tensor

HERE = Path(__file__).resolve().parent
CHECKPOINT = HERE / "checkpoint" / "feet.npz"
# Sides of the views, and how often each is trained: in smaller ones many feet are too small to learn from.
SIDES, SIDE_SHARES = [128, 160, 192], [0.15, 0.35, 0.5]
WARM_UP_STEPS = 200
# glibc otherwise gives every large tensor back to the kernel and asks for it again: half the speed.
KEEP_MEMORY = {"MALLOC_TRIM_THRESHOLD_": "4000000000", "MALLOC_MMAP_THRESHOLD_": "4000000000"}
DECAY_SHARE = 0.95  # of a run's time, at its end: the learning rate goes to nothing
EMA_DECAY = 0.998
MUON_TIMES = 5.0  # its rate over AdamW's
# Convolutions in bfloat16 take a little over half the time, on CPUs that have them.
HALF = torch.ops.mkldnn._is_mkldnn_bf16_supported() and torch.backends.cpu.get_cpu_capability() == "AVX512"


class Progress:
    """Network, its moving average, optimiser and how far they are."""

    def __init__(self, rate: float) -> None:
        self.net = FeetNet().to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.net).requires_grad_(False).eval()
        self.rate = rate
        self.optimisers = optimisers_of(self.net, rate)
        self.step = 0  # of this run: it warms up
        self.age = 0  # steps of the average: a young one forgets sooner
        self.samples = 0

    def learn(self, rgb: Tensor, targets: dict[str, Tensor], share_done: float) -> dict[str, float]:
        """One step; returns each loss."""
        rate = self.rate * min(1.0, (self.step + 1) / WARM_UP_STEPS)
        rate *= min(1.0, max((1.0 - share_done) / DECAY_SHARE, 0.005))
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = rate * group["times"]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
            said = self.net(rgb)
        parts = losses({name: value.float() for name, value in said.items()}, targets)
        self.net.zero_grad(set_to_none=True)
        total(parts).backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        for optimiser in self.optimisers:
            optimiser.step()
        self.step += 1
        self.age += 1
        self.samples += len(rgb)
        decay = min(EMA_DECAY, (1 + self.age) / (10 + self.age))
        with torch.no_grad():
            for mean, now in zip(self.average.state_dict().values(), self.net.state_dict().values()):
                if mean.dtype.is_floating_point:
                    mean.lerp_(now, 1.0 - decay)
        return {name: float(value.detach()) for name, value in parts.items()}

    def save_small(self, path: Path) -> None:
        """The average alone, in half precision: small enough for version control."""
        path.parent.mkdir(parents=True, exist_ok=True)
        weights = {k: v.half().numpy() for k, v in self.average.state_dict().items() if v.is_floating_point()}
        part = path.with_suffix(".part.npz")
        np.savez_compressed(part, samples=self.samples, **weights)
        part.replace(path)

    def save_full(self, path: Path) -> None:
        part = path.with_suffix(".part")
        torch.save(
            {
                "net": self.net.state_dict(),
                "average": self.average.state_dict(),
                "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
                "age": self.age,
                "samples": self.samples,
            },
            part,
        )
        part.replace(path)

    def load_full(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        for optimiser, saved in zip(self.optimisers, state["optimisers"]):
            optimiser.load_state_dict(saved)
        self.age, self.samples = state["age"], state["samples"]

    def load_small(self, path: Path) -> None:
        self.samples = load_average(self.net, path)
        self.average.load_state_dict(self.net.state_dict())
        self.age = 1000


def load_average(net: FeetNet, path: Path) -> int:
    """Reads a small checkpoint into a network; returns the samples it has learnt from."""
    with np.load(path) as file:
        weights = {
            name: torch.from_numpy(file[name].astype(np.float32)) for name in file.files if name != "samples"
        }
        net.load_state_dict(weights, strict=False)
        return int(file["samples"])


def optimisers_of(net: FeetNet, rate: float) -> list[torch.optim.Optimizer]:
    """Muon for the convolutions within, AdamW for stem, heads, norms and biases."""
    inner = [p for name, p in net.named_parameters() if p.dim() == 4 and not _outer(name)]
    outer = [p for name, p in net.named_parameters() if p.dim() == 4 and _outer(name)]
    flat = [p for p in net.parameters() if p.dim() == 1]
    adam = torch.optim.AdamW(
        [
            {"params": outer, "weight_decay": 0.02, "times": 1.0},
            {"params": flat, "weight_decay": 0.0, "times": 1.0},
        ],
        lr=rate,
        betas=(0.9, 0.99),
    )
    return [Muon(inner, rate, MUON_TIMES), adam]


def _outer(name: str) -> bool:
    return name.startswith("stem") or "head" in name


class TorchNet:
    """The network as the app's code wants it: `run` of an NHWC array gives the outputs in order."""

    def __init__(self, net: FeetNet) -> None:
        self._net = Deployed(net).eval()

    def run(self, image: np.ndarray) -> list[np.ndarray]:
        with torch.inference_mode():
            return [out.numpy() for out in self._net(torch.from_numpy(image))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shards", type=Path, nargs="+", required=True, help="folders; new files are noticed"
    )
    parser.add_argument(
        "--held", type=Path, required=True, help="folder of shards of other seeds, to measure"
    )
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--pool", type=int, default=40, help="shards in memory, 0.15 GB each")
    parser.add_argument("--visits", type=int, default=10, help="views of a picture before the next shard")
    parser.add_argument("--state", type=Path, default=HERE / "checkpoint" / "state.pt", help="not committed")
    parser.add_argument("--checkpoint", type=Path, default=CHECKPOINT)
    parser.add_argument("--measure-minutes", type=float, default=10.0)
    parser.add_argument("--fresh", action="store_true", help="start from nothing")
    train(parser.parse_args())


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = np.random.default_rng(args.seed)
    progress = Progress(args.rate)
    if not args.fresh:
        resume(progress, args)
    pool = Pool(args.shards, args.held, args.pool, args.visits, rng)
    started = measured = said = time.monotonic()
    before, sums, steps = progress.samples, {}, 0
    views = ahead(batches(pool, args.batch, SIDES, SIDE_SHARES, rng), 3)

    def done() -> float:
        return (time.monotonic() - started) / (60.0 * args.minutes)

    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())  # what has been learnt is kept
    while done() < 1.0 and not stopped.is_set():
        pixels, arrays = next(views)
        rgb = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255.0  # stays channels_last
        parts = progress.learn(rgb, {name: torch.from_numpy(a) for name, a in arrays.items()}, done())
        steps += 1
        sums = {name: sums.get(name, 0.0) + value for name, value in parts.items()}
        now = time.monotonic()
        if now - said > 30.0:
            rate = (progress.samples - before) / (now - started)
            means = " ".join(f"{name} {value / steps:.4f}" for name, value in sums.items())
            print(
                f"{time.strftime('%H:%M:%S')} samples {progress.samples} ({rate:.0f}/s) {means}", flush=True
            )
            said, sums, steps = now, {}, 0
        if now - measured > 60.0 * args.measure_minutes:
            keep(progress, args)
            measured = time.monotonic()
    keep(progress, args)


def resume(progress: Progress, args: argparse.Namespace) -> None:
    """From the full state, or else from the small checkpoint, where there is one."""
    if args.state.exists():
        progress.load_full(args.state)
    elif args.checkpoint.exists():
        progress.load_small(args.checkpoint)
    else:
        return
    print(f"going on from {progress.samples} samples", flush=True)


def keep(progress: Progress, args: argparse.Namespace) -> None:
    """Saves, measures on held-out shards and says how it is."""
    progress.save_full(args.state)
    progress.save_small(args.checkpoint)
    figures = evaluate.synthetic(TorchNet(progress.average), args.held, 256)
    print(json.dumps({"samples": progress.samples, **figures}), flush=True)


def keep_memory() -> None:
    """Starts this program again where memory would be given back: glibc asks only when a process starts."""
    if os.name == "posix" and not KEEP_MEMORY.keys() & os.environ.keys():
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **KEEP_MEMORY})


if __name__ == "__main__":
    keep_memory()
    main()
