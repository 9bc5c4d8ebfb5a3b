"""Major changes at customers."""

from app.web.feature import Feature

FEATURE = Feature(package="app.customers.major_changes")
