"""Where bound files and monthly registers lie."""
