"""Background work and its progress."""

from app.web.feature import Feature

FEATURE = Feature(package="app.jobs", hooks={"live_topics": "live:topics"})
