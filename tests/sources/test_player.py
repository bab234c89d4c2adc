"""The player keeps time: with a clock of its own, so that nothing here waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from app.core.frame import Frame
from app.core.missing import Missing
from app.sources import Player
from app.sources.faults import Cut, Drop, FaultSource, Gone, Show
from app.sources.video import VideoSource

MS = 1_000_000


@dataclass
class Time:
    """A clock that moves when someone sleeps; `on_sleep` may do something in the middle of a wait."""

    now_ns: int = 10**12
    slept: list[float] = field(default_factory=list)
    on_sleep: Callable[[], None] = lambda: None

    def clock(self) -> int:
        return self.now_ns

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now_ns += round(seconds * 1e9)
        self.on_sleep()

    def player(self, source, **options) -> Player:
        return Player(source, self.clock, sleep=self.sleep, **options)


def shown(player: Player, time: Time, count: int) -> list[tuple[int, int]]:
    """(media ms, clock ms since the first) of the next frames."""
    found: list[tuple[int, int]] = []
    start_ns = None
    for _ in range(2000):
        got = player.next()
        if isinstance(got, Frame):
            start_ns = time.now_ns if start_ns is None else start_ns
            found.append((got.t_ns // MS, round((time.now_ns - start_ns) / MS)))
        if len(found) == count or player.ended:
            break
    return found


def test_in_real_time_each_frame_comes_when_it_is_due(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=[0, 40, 80, 300, 320])))
    assert shown(player, time, 9) == [(0, 0), (40, 40), (80, 80), (300, 300), (320, 320)]
    assert player.ended and player.dropped == 0


def test_as_fast_as_possible_nothing_waits_and_nothing_is_dropped(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip()), realtime=False)
    assert len(shown(player, time, 99)) == 25
    assert time.slept == [] and player.dropped == 0


@pytest.mark.parametrize(("speed", "due"), [(2.0, [0, 20, 40]), (0.5, [0, 80, 160])])
def test_speed_stretches_time(make_clip, speed: float, due: list[int]) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip()))
    player.speed = speed
    assert [at for _, at in shown(player, time, 3)] == due


def test_a_change_of_speed_leaves_no_jump(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip()))
    shown(player, time, 6)
    player.speed = 4.0
    assert shown(player, time, 3) == [(240, 0), (280, 10), (320, 20)]
    assert player.dropped == 0


def test_a_speed_out_of_range_is_an_error(make_clip) -> None:
    player = Player(VideoSource(make_clip()))
    with pytest.raises(ValueError, match="speed"):
        player.speed = 0.0


def test_late_frames_are_dropped_and_counted(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip()))
    shown(player, time, 1)
    time.now_ns += 200 * MS
    frame = player.next()
    assert isinstance(frame, Frame)
    assert 160 <= frame.t_ns // MS <= 200
    assert player.dropped == frame.index - 1 > 0


def test_a_source_that_is_far_too_slow_is_still_seen(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=[40 * i for i in range(100)])))
    shown(player, time, 1)
    time.now_ns += 3600 * 1000 * MS
    frame = player.next()
    assert isinstance(frame, Frame) and 0 < frame.index < 20
    assert shown(player, time, 3)[2][1] == 80  # and from there it plays at its pace


def test_a_pause_holds_and_its_length_does_not_count(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip()))
    shown(player, time, 3)
    player.pause()
    assert [player.next() for _ in range(50)] == [None] * 50
    assert player.position_ns == 80 * MS
    player.play()
    assert shown(player, time, 2) == [(120, 0), (160, 40)]
    assert player.dropped == 0


def test_a_pause_in_the_middle_of_a_wait_loses_no_frame(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=[0, 2000, 2040])))
    shown(player, time, 1)
    time.on_sleep = player.pause
    assert player.next() is None
    time.on_sleep = lambda: None
    player.play()
    assert [t for t, _ in shown(player, time, 2)] == [2000, 2040]


def test_a_seek_interrupts_a_wait_and_works_while_paused(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=[0, 5000, 5040])))
    shown(player, time, 1)
    time.on_sleep = lambda: player.seek(5041 * MS)
    assert player.next() is None
    time.on_sleep = lambda: None
    frame = player.next()
    assert isinstance(frame, Frame) and frame.t_ns == 5040 * MS
    player.pause()
    player.seek(0)
    frame = player.next()
    assert isinstance(frame, Frame) and frame.t_ns == 0
    assert player.next() is None and not player.playing


def test_steps_go_both_ways_frame_by_frame(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=[0, 40, 100, 110, 500, 520])))
    shown(player, time, 4)
    positions = []
    for count in (1, -1, -1, -1, 1, 1):
        player.step(count)
        frame = player.next()
        assert isinstance(frame, Frame)
        positions.append(frame.t_ns // MS)
    assert positions == [500, 110, 100, 40, 100, 110]
    player.step(2)
    frames = [player.next() for _ in range(3)]
    assert [f.t_ns // MS for f in frames if isinstance(f, Frame)] == [500, 520]
    assert frames[2] is None


def test_a_step_asked_for_with_a_seek_goes_on_from_there(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=range(0, 400, 40))))
    shown(player, time, 2)
    player.pause()
    player.seek(200 * MS)
    player.step(1)  # both before the player has looked
    frames = [player.next() for _ in range(3)]
    assert [f.t_ns // MS for f in frames if isinstance(f, Frame)] == [200, 240]


def test_a_loop_goes_on_after_one_frames_time_in_a_new_epoch(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=[0, 40, 80])), loop=True)
    assert shown(player, time, 7) == [(0, 0), (40, 40), (80, 80), (0, 120), (40, 160), (80, 200), (0, 240)]


def test_play_after_the_end_starts_again(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=[0, 40])))
    assert len(shown(player, time, 9)) == 2
    assert player.next() is None
    player.play()
    assert [t for t, _ in shown(player, time, 9)] == [0, 40]


def test_gaps_cuts_and_absences_pass_through() -> None:
    time = Time()
    player = time.player(
        FaultSource([Show(2), Drop(3), Show(1), Gone(2, "unplugged"), Show(1), Cut(), Show(1)])
    )
    answers = []
    while not player.ended:
        got = player.next()
        answers.append(got.reason if isinstance(got, Missing) else got and got.index)
    assert answers == [0, 1, 5, "unplugged", "unplugged", 8, 9, None]


def test_a_live_source_is_not_paced() -> None:
    time = Time()
    player = time.player(FaultSource([Show(5)], live=True))
    assert len(shown(player, time, 9)) == 5
    assert player.dropped == 0


def test_a_source_that_cannot_seek_ignores_what_it_cannot_do() -> None:
    time = Time()
    player = time.player(FaultSource([Show(5)]), loop=True)
    shown(player, time, 2)
    player.seek(0)
    player.step(-1)
    assert player.next() is None
    player.step(1)
    frame = player.next()
    assert isinstance(frame, Frame) and frame.index == 2


def test_a_caller_can_cut_a_wait_short_and_loses_no_frame(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=[0, 500, 1000])))
    assert shown(player, time, 1) == [(0, 0)]
    asked = time.now_ns
    assert player.next(lambda: time.now_ns > asked + 100 * MS) is None
    assert time.now_ns < asked + 150 * MS
    assert player.position_ns == 0  # the picture in view, not the one that is waited for
    got = player.next()
    assert isinstance(got, Frame) and got.t_ns == 500 * MS
    assert time.now_ns - asked == pytest.approx(500 * MS, abs=MS)


def test_pictures_of_a_camera_that_nobody_fetched_are_dropped_ones() -> None:
    time = Time()
    player = time.player(FaultSource([Show(2), Drop(3), Show(2), Cut(), Show(1)], live=True))
    frames = [player.next() for _ in range(4)]
    assert all(isinstance(frame, Frame) for frame in frames) and player.dropped == 3
    # What came while it was paused was not wanted.
    paused = time.player(FaultSource([Show(2), Drop(3), Show(2)], live=True))
    for _ in range(2):
        paused.next()
    paused.pause()
    paused.play()
    paused.next()
    assert paused.dropped == 0


def test_only_a_part_is_played_first_and_last_frame_included(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=range(0, 400, 40))), loop=True)
    player.span_ns = (80 * MS, 160 * MS)
    player.seek(80 * MS)
    played = shown(player, time, 7)
    assert [media for media, _ in played] == [80, 120, 160, 80, 120, 160, 80]
    # The beginning comes when the end has had its turn.
    assert [due for _, due in played] == [0, 40, 80, 120, 160, 200, 240]


def test_a_part_ends_where_nothing_loops_and_a_step_goes_on_behind_it(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=range(0, 400, 40))))
    player.span_ns = (80 * MS, 160 * MS)
    assert [media for media, _ in shown(player, time, 99)] == [0, 40, 80, 120, 160]
    assert player.ended
    player.step(1)
    beyond = player.next()
    assert isinstance(beyond, Frame) and beyond.t_ns == 200 * MS
    player.play()
    assert [media for media, _ in shown(player, time, 2)] == [80, 120]


def test_the_part_is_marked_where_the_clip_stands(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=range(0, 400, 40))))

    def mark(at_ms: int, how: Callable[[], None]) -> tuple[int, int]:
        player.seek(at_ms * MS)
        player.next()
        how()
        assert player.span_ns is not None
        return player.span_ns[0] // MS, player.span_ns[1] // MS

    assert mark(120, player.play_up_to_here) == (0, 120)
    assert mark(80, player.play_from_here) == (80, 120)
    assert mark(200, player.play_from_here) == (200, 400)  # its end would lie before it
    assert mark(160, player.play_up_to_here) == (0, 160)


def test_moves_that_come_faster_than_pictures_add_up(make_clip) -> None:
    player = Time().player(VideoSource(make_clip(times_ms=range(0, 400, 40))))
    player.next()
    for _ in range(3):
        player.move(80 * MS)
    frame = player.next()
    assert isinstance(frame, Frame) and frame.t_ns == 240 * MS


def test_play_at_the_last_frame_begins_again(make_clip) -> None:
    time = Time()
    player = time.player(VideoSource(make_clip(times_ms=range(0, 400, 40))))
    player.pause()
    player.seek(360 * MS)
    player.next()
    player.play()
    assert [media for media, _ in shown(player, time, 2)] == [0, 40]


def test_a_device_is_held_only_while_it_plays_and_is_looked_at() -> None:
    class Held(FaultSource):
        held = True

        def let_go(self) -> None:
            self.held = False

        def take(self) -> None:
            self.held = True

    source = Held([Show(50)], live=True)
    player = Time().player(source)

    def held() -> bool:
        got = player.next()
        assert (got is not None) == source.held == (not player.resting)
        return source.held

    assert held()
    player.pause()
    assert not held()
    player.step(1)
    assert not held()
    player.looked_at = False
    player.play()
    assert not held()
    player.looked_at = True
    assert held()
