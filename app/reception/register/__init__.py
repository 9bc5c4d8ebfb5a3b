"""The registers of visits and calls: corrections, review, closing, minutes."""
