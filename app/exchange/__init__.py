"""Spreadsheets in and out: read, map, check the cells, write. Knows no table and no page of the office."""
