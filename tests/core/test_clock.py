"""Times as a person reads them."""

from __future__ import annotations

import pytest

from app.core.clock import clock

SECOND = 1_000_000_000


@pytest.mark.parametrize(
    "t_ns, places, text",
    [
        (0, 0, "0:00"),
        (0, 2, "0:00.00"),
        (4_260_000_000, 1, "0:04.2"),
        (4_200_000_000, 2, "0:04.20"),
        (59_999_999_999, 0, "0:59"),
        (59_999_999_999, 1, "0:59.9"),
        (60 * SECOND, 2, "1:00.00"),
        (3599 * SECOND, 0, "59:59"),
        (3600 * SECOND, 0, "1:00:00"),
        (36_061_500_000_000, 1, "10:01:01.5"),
    ],
)
def test_a_clock_rounds_down_and_has_hours_where_there_are_any(t_ns: int, places: int, text: str) -> None:
    assert clock(t_ns, places) == text
