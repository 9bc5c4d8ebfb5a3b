"""By when something has to be done: terms, pauses, extensions, reminders and escalation."""
