"""The program with the probe in it, for a real web server."""

from __future__ import annotations

from app import create_app
from app.features import FEATURES
from app.web import registry
from tests.live.probe.feature import FEATURE

app = create_app()
registry.mount(app, FEATURE)
registry.set_up(app, (*FEATURES, FEATURE))
