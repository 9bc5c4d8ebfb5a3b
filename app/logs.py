"""Logs as JSON lines: what happened, in which request, by whose id. No personal data and no secrets."""

from __future__ import annotations

import secrets
import sys
import time
from typing import Any

import structlog
from flask import Flask, g, request

log = structlog.get_logger()


def set_up(app: Flask) -> None:
    """Write one line for each request and each fault to standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )

    @app.before_request
    def begin() -> None:
        g.started = time.monotonic()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=secrets.token_hex(4))

    @app.after_request
    def end(response: Any) -> Any:
        milliseconds = round((time.monotonic() - g.get("started", time.monotonic())) * 1000)
        response.headers["Server-Timing"] = f"app;dur={milliseconds}"
        if app.config.get("LOG_REQUESTS", True) and request.endpoint != "static":
            log.info(
                "request",
                method=request.method,
                endpoint=request.endpoint,
                status=response.status_code,
                milliseconds=milliseconds,
                staff=getattr(g.get("actor"), "staff_id", None),
            )
        return response
