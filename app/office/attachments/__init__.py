"""Files that hang on something: scans, photos, stamped papers."""
