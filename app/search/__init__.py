"""The search index as pure functions: which tokens a record is found by, and in which order matches stand."""
