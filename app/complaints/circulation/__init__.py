"""By which stages complaints go through the office."""
