"""Asking by hand what has changed, for screens that have no stream."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, jsonify

from app.live.hub import hub_of
from app.live.queries import revisions
from app.live.viewer import Viewer


def changes_for(viewer: Viewer, seen: Mapping[str, int]) -> Response:
    """Answer 204 where none of the topics in `seen` (topic -> revision) has changed, else the whole parts of those.

    The answer is {"revisions": {topic: revision}, "parts": {topic: html}}, as the events of the stream would say it.
    """
    now = revisions([topic for topic in seen if topic in viewer.topics])
    changed = {topic: revision for topic, revision in now.items() if revision != seen[topic]}
    if not changed:
        return Response(status=204)
    found = {topic: hub_of().parts(topic, viewer, revision) for topic, revision in changed.items()}
    return jsonify(
        revisions={topic: one.revision for topic, one in found.items()},
        parts={topic: "\n".join(one.pieces) for topic, one in found.items()},
    )
