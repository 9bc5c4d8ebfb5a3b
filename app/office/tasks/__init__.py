"""What has to be done, by whom, by when; commands given by hand."""
