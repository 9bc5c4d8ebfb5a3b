"""The first page after sign-in (工作台)."""
