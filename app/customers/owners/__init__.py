"""Who looks after whom, from when until when."""
