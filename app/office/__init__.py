"""What every other part of the office leans on: people, rights, history, policy, calendar, papers."""
