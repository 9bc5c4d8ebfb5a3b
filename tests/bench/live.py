"""How fast a change stands on every screen, what quiet screens cost, and how long a restart is felt."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.bench.office import fresh_office, say, share
from tests.live.house import House, opened
from tests.live.screens import Screens

SCREENS, CHANGES, QUIET_SECONDS = 200, 60, 20
WITHIN, OF_A_CORE = 100, 1.0  # milliseconds for 95 of 100 screens; per cent


def bench_live(screens: int | None = None) -> None:
    """Hold so many streams open against a real server; the bars are 100 ms at p95 and 1 % of a core."""
    count = screens or SCREENS
    with fresh_office() as (app, folder), opened(folder, app, QIANTAI_LIVE_STREAMS=str(count)) as house:
        began = time.monotonic()
        with house.screens(count) as all_of_them:
            assert all_of_them.wait(lambda: len(all_of_them.open()) == count, 60)
            say("live: all screens open", screens=count, seconds=round(time.monotonic() - began, 2))
            _changes(house, all_of_them, "by the server itself", house.change_there)
            _changes(house, all_of_them, "by another process", house.change_here)
            _quiet(house, count)
            _restart(house, all_of_them)


def _changes(house: House, screens: Screens, who: str, change: Callable[[], tuple[int, float]]) -> None:
    late: list[float] = []
    for _ in range(CHANGES):
        revision, at = change()
        assert screens.wait_for("probe", revision)
        late += [1000 * (one.heard["probe", revision] - at) for one in screens.all]
        time.sleep(0.1)
    figures = {"p50": share(late, 50), "p95": share(late, 95), "max": max(late)}
    rounded = {name: round(value, 1) for name, value in figures.items()}
    say(f"live: change {who}", screens=len(screens.all), changes=CHANGES, **rounded, bar=WITHIN, unit="ms")


def _quiet(house: House, count: int) -> None:
    before = house.server.seconds_of_work()
    time.sleep(QUIET_SECONDS)
    share_of_core = 100 * (house.server.seconds_of_work() - before) / QUIET_SECONDS
    say("live: nothing happens", screens=count, percent_of_a_core=round(share_of_core, 2), bar=OF_A_CORE)


def _restart(house: House, screens: Screens) -> None:
    stopped = house.server.stop()
    revision, _ = house.change_here()
    started = house.server.start()
    ready = time.monotonic()
    assert screens.wait(lambda: all(one.seen["probe"] >= revision for one in screens.all), 60)
    back = max(one.opened[-1] for one in screens.all) - ready
    say("live: restart", stop=round(stopped, 2), start=round(started, 2), all_back=round(back, 2), bar=3, unit="s")
