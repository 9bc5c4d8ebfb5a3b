"""What every page needs: the guard, htmx, forms and fields, navigation, errors, headers. Knows no feature."""
