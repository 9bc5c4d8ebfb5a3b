"""The group of billing commands; each feature adds its own."""

from flask.cli import AppGroup

billing = AppGroup("billing", help="The gas month, from accounts to payments.")
