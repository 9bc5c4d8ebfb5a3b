"""Background work: the table of jobs is the truth, huey only ticks."""
