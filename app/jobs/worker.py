"""The worker: huey as ticker over the table of jobs."""

from __future__ import annotations

from typing import Any

import structlog
from flask import Flask
from huey import RedisHuey, SqliteHuey
from huey.api import Huey

from app.jobs import service
from app.web import registry

log = structlog.get_logger()
KEY = "qiantai_huey"


def set_up(app: Flask) -> None:
    """Choose what starts jobs: the ticker, or in tests and at the command line the caller itself."""
    if app.config.get("JOBS_INLINE"):
        service.start_with(service.run)
        return
    huey = _huey(app)
    app.extensions[KEY] = huey

    def do(job_id: int) -> None:
        with app.app_context():
            service.run(job_id)

    task = huey.task(name="do")(do)

    def sweep() -> None:
        # Huey forgets the task of a killed worker; the table does not.
        with app.app_context():
            for job_id in service.waiting():
                task(job_id)
            for tick in registry.hooked("every_minute"):
                tick()

    huey.periodic_task(lambda _moment: True, name="sweep")(sweep)
    service.start_with(task)


def work(app: Flask) -> None:
    """Do background work until told to stop. Takes up at once what a killed worker left."""
    huey: Huey = app.extensions[KEY]
    with app.app_context():
        for job_id in service.waiting():
            service.wake(job_id)
    huey.create_consumer(workers=2, worker_type="thread", periodic=True, initial_delay=0.1, max_delay=0.5).run()


def _huey(app: Flask) -> Any:
    if app.config.get("JOBS_URL"):
        return RedisHuey("qiantai", url=app.config["JOBS_URL"])
    return SqliteHuey("qiantai", filename=str(app.config["DATA_FOLDER"] / "queue.db"))
