"""The group of customer commands; each feature adds its own."""

from flask.cli import AppGroup

customers = AppGroup("customers", help="Customer files.")
