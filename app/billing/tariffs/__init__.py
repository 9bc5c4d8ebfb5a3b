"""Price lists: what a cubic metre costs, for whom, from which day on, and how files carry them between offices."""
