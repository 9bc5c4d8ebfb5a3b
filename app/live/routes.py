"""The stream of a signed-in browser, and what it asks where streams are blocked."""

from __future__ import annotations

from flask import Blueprint, abort, g, request
from werkzeug.wrappers import Response

from app.live import hub, seat
from app.live.kinds import live_pass
from app.live.polling import changes_for
from app.live.stream import stream_of
from app.live.viewer import Viewer, viewer_of
from app.web.guard import SIGNED_IN, actor, requires
from app.web.language import LANGUAGES, current

bp = Blueprint("live", __name__, url_prefix="/live")
bp.record_once(lambda state: hub.set_up(state.app))
seat.set_up(bp)


@bp.get("/stream")
@requires(SIGNED_IN)
def stream() -> Response:
    return stream_of(_viewer())


@bp.get("/poll")
@requires(SIGNED_IN)
def poll() -> Response:
    asked = request.args.items()
    return changes_for(_viewer(), {topic: int(seen) for topic, seen in asked if _is_revision(seen)})


def _viewer() -> Viewer:
    leave = live_pass()
    if leave is None:
        abort(401)
    wished = request.args.get("language", "")
    g.language = wished if wished in LANGUAGES else current()
    return viewer_of(actor(), g.language, leave)


def _is_revision(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 19
