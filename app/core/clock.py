"""Times as a person reads them."""

from __future__ import annotations


def clock(t_ns: int, places: int = 0) -> str:
    """Minutes and seconds, with so many places of a second ("0:04.2"); hours where there are any.

    Rounded down, as clocks are: the last frame of a second does not show the next.
    """
    parts = t_ns // 10 ** (9 - places)
    seconds, rest = divmod(parts, 10**places)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
    return f"{text}.{rest:0{places}d}" if places else text
