"""A feature for tests alone: a topic that everybody hears and one for each person, and pages that touch them."""

from app.web.feature import Feature

FEATURE = Feature(package="tests.live.probe", hooks={"live_topics": "topics:topics"})
