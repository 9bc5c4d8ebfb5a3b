"""Paper: HTML becomes PDF here and nowhere else. Only this package knows WeasyPrint."""
