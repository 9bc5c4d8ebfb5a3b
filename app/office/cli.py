"""The group of office commands; each feature adds its own."""

from flask.cli import AppGroup

office = AppGroup("office", help="The office itself: first start, staff, calendar.")
