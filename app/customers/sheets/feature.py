"""Customers in sheets: imported as a batch, exported as filtered (O-15)."""

from app.web.feature import Feature

FEATURE = Feature(
    package="app.customers.sheets",
    hooks={"import_kinds": "imports:kinds"},
)
