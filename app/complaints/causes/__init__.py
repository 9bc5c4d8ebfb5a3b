"""Why customers complain and who is at fault: the causes by which complaints are sorted."""
