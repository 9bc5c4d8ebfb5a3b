"""Further ways to class customers, as the office defines them."""
