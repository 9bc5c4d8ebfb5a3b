"""The first page after sign-in (工作台) and the search box."""

from app.web.feature import Feature

FEATURE = Feature(package="app.office.today")
