"""`lookglass bench`: what finding and keeping still cost."""

from __future__ import annotations

from collections.abc import Callable

from .conftest import Ran

Lookglass = Callable[..., Ran]


def test_the_cost_of_steadying_is_told_beside_the_whole(lookglass: Lookglass) -> None:
    ran = lookglass("bench", "demo:face", "--frames", "6", "--json")
    assert ran.code == 0, ran.err
    told = ran.document
    assert told["frames"] == 3 and told["size"] == [1280, 720]
    assert 0.0 < told["steadying_p50_ms"] < told["p50_ms"]["onnx"]
    assert told["ratio_p50"] is None and told["stability"] is None


def test_a_provider_is_raced_against_itself_without_steadying(lookglass: Lookglass) -> None:
    ran = lookglass("bench", "--frames", "6", "--against", "onnx", "--set", "steady.method=none", "--json")
    assert ran.code == 0, ran.err
    assert ran.document["ratio_p50"] > 0.0 and ran.document["ratio_to_own_step_p50"] > 0.0
