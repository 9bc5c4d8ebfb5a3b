"""The people of the office and its departments."""
