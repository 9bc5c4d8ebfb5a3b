"""Topics, listeners and changes: who is told what, and when, without a real server."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import create_engine, select, text, update
from werkzeug.test import TestResponse

from app import clock
from app.domain.actor import OPERATOR
from app.extensions import db
from app.live import rendering
from app.live.hub import END, LOOK, MOST_WAITING, Hub, Subscriber, hub_of
from app.live.kinds import LiveTopic
from app.live.rendering import Rendered
from app.live.viewer import Viewer
from app.office.access.models import Session
from app.office.access.service import sessions
from app.unit_of_work import CHANNEL, unit_of_work
from app.web import hooks, registry
from app.web.language import current
from tests import factories

Browser = Callable[[str], FlaskClient]
DRAWN: list[tuple[str, str, str]] = []
PIECES: dict[int, tuple[str, ...]] = {}
NOW: list[int] = []


@pytest.fixture
def hub(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A hub without a thread, whose parts are drawn from PIECES at the revision NOW."""

    def render(_app: Flask, *key: str) -> Rendered:
        DRAWN.append(key)  # type: ignore[arg-type]
        return Rendered(NOW[0], PIECES[NOW[0]])

    monkeypatch.setattr(rendering, "render", render)
    monkeypatch.setattr(Hub, "_watch", lambda _hub: None)
    DRAWN.clear()
    PIECES.clear()
    PIECES.update({1: ("<a>1</a>", "<b>1</b>"), 2: ("<a>2</a>", "<b>1</b>"), 3: ("<a>2</a>", "<b>1</b>", "<c>3</c>")})
    return Hub(app, 5)


def viewer(audience: str = "all", language: str = "en") -> Viewer:
    return Viewer({"queue": audience}, language, lambda: None, ("access",))


def joined(hub: Hub, one: Viewer, revision: int = 0) -> Subscriber:
    found = hub.join(one)
    assert found is not None
    hub.begin({"queue": revision, "access": 0})
    return found


def change(hub: Hub, revision: int) -> None:
    NOW[:] = [revision]
    hub.publish({"queue": revision})


def said(subscriber: Subscriber) -> dict[str, Any] | None:
    item = subscriber.next(0.001)
    return json.loads(item.partition(b"data: ")[2]) if item and item not in (END, LOOK) else None


def test_a_change_is_drawn_once_for_each_audience_and_language_whoever_listens(hub: Hub) -> None:
    listeners = [joined(hub, viewer(*key)) for key in (("all", "en"), ("all", "en"), ("all", "zh"), ("few", "en"))]
    change(hub, 1)
    assert sorted(DRAWN) == [("queue", "all", "en"), ("queue", "all", "zh"), ("queue", "few", "en")]
    assert [said(one) for one in listeners] == [{"from": 0, "html": "<a>1</a>\n<b>1</b>"}] * 4


def test_after_the_first_time_only_what_is_new_goes_out(hub: Hub) -> None:
    one = joined(hub, viewer())
    for revision in (1, 2, 3, 3):
        change(hub, revision)
    heard = [said(one) for _ in range(3)]
    assert heard[1:] == [{"from": 1, "html": "<a>2</a>"}, {"from": 2, "html": "<c>3</c>"}]
    assert said(one) is None  # the same revision twice is no change


def test_who_comes_after_everybody_had_left_gets_the_whole(hub: Hub) -> None:
    first = joined(hub, viewer())
    change(hub, 1)
    hub.leave(first)
    change(hub, 2)  # nobody listens: nothing is drawn
    second = joined(hub, viewer(), revision=2)
    change(hub, 3)
    assert len(DRAWN) == 2
    assert said(second) == {"from": 0, "html": "<a>2</a>\n<b>1</b>\n<c>3</c>"}


def test_parts_that_cannot_be_drawn_make_the_pages_ask(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    one = joined(hub, viewer())
    change(hub, 1)
    PIECES.clear()
    change(hub, 2)
    PIECES[3] = ("<a>3</a>",)
    change(hub, 3)
    said(one)
    assert said(one) == {"from": 0, "html": "", "resync": True}
    assert said(one) == {"from": 0, "html": "<a>3</a>"}


def test_a_screen_that_does_not_keep_up_starts_anew(hub: Hub) -> None:
    one = joined(hub, viewer())
    for _ in range(MOST_WAITING * 3):
        one.put(b"event")
    items = [one.next(0.001) for _ in range(MOST_WAITING + 1)]
    assert (items[-1], one.next(0.001)) == (END, None)


def test_there_are_so_many_places_and_none_once_the_process_is_to_end(hub: Hub) -> None:
    found = [joined(hub, viewer()) for _ in range(5)]
    assert hub.join(viewer()) is None
    hub.leave(found[0])
    joined(hub, viewer())
    hub.close()
    assert {one.next(0.001) for one in found[1:]} == {END}
    hub.leave(found[1])
    assert hub.join(viewer()) is None


def test_a_right_that_may_have_changed_is_looked_at_by_the_listener(hub: Hub) -> None:
    one = joined(hub, viewer())
    hub.publish({"access": 1})
    assert one.next(0.001) == LOOK


@pytest.fixture
def quiet(app: Flask) -> Iterator[None]:
    """Afterwards no thread is left that would look into the next test's data."""
    yield
    end = time.monotonic() + 5
    while hub_of(app).watcher is not None:
        assert time.monotonic() < end
        time.sleep(0.01)


def touch(topic: str) -> None:
    with unit_of_work(by=OPERATOR) as work:
        work.touch(topic)


def touch_from_elsewhere(app: Flask, topic: str) -> None:
    """As another process does: on a connection of its own, without a word to this one."""
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    with engine.begin() as connection:
        raised = "INSERT INTO live_topics (topic, revision) VALUES (:topic, 1) ON CONFLICT (topic) DO UPDATE SET "
        connection.execute(text(raised + "revision = live_topics.revision + 1"), {"topic": topic})
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"NOTIFY {CHANNEL}"))
    engine.dispose()


def events(answer: TestResponse) -> Iterator[tuple[str, Any]]:
    """What a stream says, one after the other."""
    for chunk in answer.response:
        lines = (chunk if isinstance(chunk, bytes) else chunk.encode()).decode().splitlines()
        found = dict(line.split(": ", 1) for line in lines if line)
        yield found["event"], json.loads(found["data"])


@pytest.mark.usefixtures("quiet")
def test_a_stream_tells_of_changes_of_this_process_and_of_others_and_ends_with_the_session(
    app: Flask, sign_in: Browser
) -> None:
    with app.app_context():
        staff_id = factories.staff_id("su")
    topic = f"tasks:{staff_id}"
    answer = sign_in("su").get("/live/stream?language=en")
    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert answer.headers["X-Accel-Buffering"] == "no"
    heard = events(answer)
    name, revisions = next(heard)
    assert name == "revisions"
    assert revisions[topic] == 0
    with app.app_context():
        begun = time.monotonic()
        touch(topic)
    name, data = next(heard)
    assert (name, data["from"], 'id="badges"' in data["html"]) == (topic, 0, True)
    touch_from_elsewhere(app, topic)
    assert next(heard)[0] == topic
    assert time.monotonic() - begun < 2
    with app.app_context(), unit_of_work(by=OPERATOR):
        sessions.end_sessions(staff_id, "test")
    assert list(heard) == [("ended", {})]
    answer.close()
    assert hub_of(app).subscribers == set()


def test_a_stream_that_finds_no_place_says_when_to_ask(
    app: Flask, sign_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_of(app), "most", 0)
    answer = sign_in("su").get("/live/stream")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_asking_answers_with_nothing_while_nothing_has_changed_and_never_with_what_is_others(
    app: Flask, sign_in: Browser
) -> None:
    with app.app_context():
        own, others = f"tasks:{factories.staff_id('su')}", f"tasks:{factories.staff_id('kong')}"
        touch(others)
    client = sign_in("su")
    for asked in (f"{own}=0", f"{own}=0&{others}=0", f"{others}=0", "nothing=3", "", f"{own}=x", f"{own}={'9' * 40}"):
        assert client.get(f"/live/poll?{asked}").status_code == 204
    with app.app_context():
        touch(own)
    answer = client.get(f"/live/poll?{own}=0&{others}=0")
    assert answer.json is not None
    assert answer.json["revisions"] == {own: 1}
    assert 'id="badges"' in answer.json["parts"][own]
    assert client.get(f"/live/poll?{own}=1").status_code == 204
    assert app.test_client().get("/live/poll", headers={"HX-Request": "true"}).status_code == 401


def test_a_screen_that_asks_by_itself_does_not_keep_a_session_in_use(app: Flask, sign_in: Browser) -> None:
    client = sign_in("su")
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        long_ago = clock.now() - timedelta(hours=1)
        work.session.execute(update(Session).values(seen_at=long_ago))
    client.get("/live/poll")
    with app.app_context():
        assert db.session.scalars(select(Session.seen_at)).one() == long_ago
        client.get("/")
        db.session.rollback()
        assert db.session.scalars(select(Session.seen_at)).one() > long_ago


def test_what_many_share_is_drawn_without_the_user_who_asks_for_it(
    app: Flask, sign_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        topic = f"jobs:{factories.staff_id('su')}"
        touch(topic)
    drawn: list[object] = []

    def parts(_topic: str, _audience: str) -> str:
        drawn.append((g.get("actor"), current()))
        return ""

    kind = LiveTopic("jobs", lambda actor: [f"jobs:{actor.staff_id}"], lambda *_: "all", parts)
    monkeypatch.setattr(registry, "asked", lambda _name: [lambda: [kind]])
    assert sign_in("su").get(f"/live/poll?{topic}=0&language=zh_Hans_CN").status_code == 200
    assert drawn == [(None, "zh_Hans_CN")]


def test_a_page_says_up_to_which_change_it_is_drawn_and_a_fragment_does_not(app: Flask, sign_in: Browser) -> None:
    client = sign_in("su")
    with app.app_context():
        own = f"tasks:{factories.staff_id('su')}"
        touch(own)
    seat = re.search(r"data-revisions='(.*?)'", client.get("/").text)
    assert seat is not None
    assert json.loads(seat[1])[own] == 1
    assert 'id="live"' not in client.get("/tasks/", headers={"HX-Request": "true"}).text
    assert 'id="live"' not in client.get("/sign-in").text


def test_features_that_the_office_does_not_use_are_not_asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setitem(app.extensions, registry.SWITCH, lambda name: seen.append(name) is not None)
    with app.test_request_context():
        actor = factories.actor("gao")
        assert (hooks.badges(actor), hooks.notices(actor, "office"), hooks.hits(actor, "a")) == ([], [], [])
        assert hooks.customer_flags([1], actor) == {1: []}
        assert registry.asked("live_topics") == []
    assert "office.tasks" in seen
