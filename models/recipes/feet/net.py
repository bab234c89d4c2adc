"""The network that finds feet: one small encoder-decoder, fully convolutional.

Dense 3x3 convolutions on few channels: on a CPU they are faster per FLOP than depthwise ones. What belongs
to a foot as a whole (centre, vectors, side, seen) comes out at stride 8, what belongs to places in the
picture (points, mask) at stride 4.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

POINTS = 8
WHOLE_STRIDE, FINE_STRIDE = 8, 4
# Vectors leave the last layer in units of this many px: of the order of 1 for feet as large as a crop's.
VECTOR_PX = 48.0
KINDS = 8  # what is worn: the numbers of a shard's `footwear`
# Outputs of the two heads, in order.
WHOLE = {"centre": 1, "vectors": 2 * POINTS, "side": 1, "seen": POINTS, "kind": KINDS}
FINE = {"points": POINTS, "mask": 3}
# Before anything is learnt, one cell in a hundred is taken for a centre, and so on: focal losses need it.
_RARE_LOGIT = -4.0


class ConvBn(nn.Sequential):
    """3x3 (or 1x1) convolution, batch norm, and ReLU unless `last`."""

    def __init__(self, ins: int, outs: int, kernel: int = 3, stride: int = 1, last: bool = False) -> None:
        conv = nn.Conv2d(ins, outs, kernel, stride, kernel // 2, bias=False)
        layers: list[nn.Module] = [conv, nn.BatchNorm2d(outs)]
        super().__init__(*layers, *([] if last else [nn.ReLU(inplace=True)]))


class Block(nn.Module):
    """Two convolutions around a shortcut."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = ConvBn(channels, channels)
        self.second = ConvBn(channels, channels, last=True)
        nn.init.zeros_(self.second[1].weight)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.second(self.first(x)))


class Context(nn.Module):
    """Adds to every place what the whole view says: which side a foot is depends on its neighbour."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(channels, channels // 2, 1)
        self.expand = nn.Conv2d(channels // 2, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        mean = x.mean((2, 3), keepdim=True)
        return torch.relu(x + self.expand(torch.relu(self.squeeze(mean))))


class FeetNet(nn.Module):
    """RGB (n, 3, h, w) in 0..1, h and w multiples of 32, to a dict of raw maps.

    All are logits but the vectors: in units of VECTOR_PX from the cell's middle, in pairs x, y, point after
    point by hand.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stem = ConvBn(3, 16, stride=2)
        self.s4 = ConvBn(16, 32, stride=2)
        self.s8 = nn.Sequential(ConvBn(32, 48, stride=2), Block(48))
        self.s16 = nn.Sequential(ConvBn(48, 80, stride=2), Block(80), Block(80))
        self.s32 = nn.Sequential(ConvBn(80, 128, stride=2), Block(128), Context(128))
        self.down16, self.lateral16 = ConvBn(128, 80, 1, last=True), ConvBn(80, 80, 1, last=True)
        self.down8, self.lateral8 = ConvBn(80, 48, 1, last=True), ConvBn(48, 48, 1, last=True)
        self.whole = ConvBn(48, 48)
        self.down4, self.lateral4 = ConvBn(48, 32, 1, last=True), ConvBn(32, 32, 1, last=True)
        self.fine = ConvBn(32, 32)
        self.whole_head = nn.Conv2d(48, sum(WHOLE.values()), 1)
        self.fine_head = nn.Conv2d(32, sum(FINE.values()), 1)
        self._start()

    def _start(self) -> None:
        for head in (self.whole_head, self.fine_head):
            nn.init.normal_(head.weight, std=0.01)
            nn.init.zeros_(head.bias)
        with torch.no_grad():
            self.whole_head.bias[0] = _RARE_LOGIT
            self.fine_head.bias[:POINTS] = _RARE_LOGIT

    def forward(self, rgb: Tensor) -> dict[str, Tensor]:
        at4 = self.s4(self.stem((rgb - 0.5) * 4.0))
        at8 = self.s8(at4)
        at16 = self.s16(at8)
        at32 = self.s32(at16)
        at16 = torch.relu(self.lateral16(at16) + _twice(self.down16(at32)))
        at8 = torch.relu(self.lateral8(at8) + _twice(self.down8(at16)))
        at8 = self.whole(at8)
        at4 = self.fine(torch.relu(self.lateral4(at4) + _twice(self.down4(at8))))
        whole = self.whole_head(at8).split(list(WHOLE.values()), 1)
        fine = self.fine_head(at4).split(list(FINE.values()), 1)
        return dict(zip(WHOLE, whole)) | dict(zip(FINE, fine))


class Deployed(nn.Module):
    """What is exported: NHWC in, probabilities for centre and points, vectors in px of the input."""

    def __init__(self, net: FeetNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        maps = self.net(image.permute(0, 3, 1, 2))
        maps["centre"] = torch.sigmoid(maps["centre"])
        maps["points"] = torch.sigmoid(maps["points"])
        maps["vectors"] = maps["vectors"] * VECTOR_PX
        return tuple(maps[name] for name in (*WHOLE, *FINE))


def _twice(x: Tensor) -> Tensor:
    return interpolate(x, scale_factor=2, mode="nearest")
