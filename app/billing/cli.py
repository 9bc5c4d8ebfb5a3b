"""The group of billing commands; each feature adds its own."""

from flask.cli import AppGroup

from app.office.access.commands import OneLine

billing = AppGroup("billing", help="The gas month, from accounts to payments.")
billing.command_class = OneLine
