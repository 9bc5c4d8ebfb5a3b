"""The values of the office rules, with the day from which each holds."""
