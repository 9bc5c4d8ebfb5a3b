"""The people to talk to at a customer."""

from app.web.feature import Feature

FEATURE = Feature(package="app.customers.contacts")
