"""What a page needs to become live: where its stream is, and how far it was when it was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, g, request, url_for

from app.live.kinds import live_pass, topic_names
from app.live.queries import revisions
from app.web import hx
from app.web.language import current


@dataclass(frozen=True, slots=True)
class Seat:
    """The page of one viewer. Pages with the same `name` share one stream; `revisions` are those of its content.

    A public screen gives its own to `layouts/_live.html`.
    """

    name: str
    stream: str
    poll: str
    revisions: Mapping[str, int]


def note() -> None:
    """Remember the revisions before the page reads what it shows: it may be newer than it says, never older."""
    g.live_seat = None
    wanted = request.accept_mimetypes
    if g.get("actor") is None or hx.is_fragment() or (wanted and not wanted.accept_html):
        return
    leave = live_pass()
    if leave is None:
        return
    spoken = current()
    stream, poll = url_for("live.stream", language=spoken), url_for("live.poll", language=spoken)
    g.live_seat = Seat(f"{leave.name}:{spoken}", stream, poll, revisions(topic_names(g.actor)))


def seat() -> Seat | None:
    """The seat of the page that is being drawn; None for strangers and fragments."""
    found: Seat | None = g.get("live_seat")
    return found


def set_up(bp: Blueprint) -> None:
    """Give every page its seat."""
    bp.before_app_request(note)
    bp.app_context_processor(lambda: {"live_seat": seat})
