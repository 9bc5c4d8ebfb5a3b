"""Every form that the archive prints: what is stuck on bags and files, and the forms of the files themselves."""

from __future__ import annotations

from app.customers.archive import documents_changes, documents_files, labels
from app.office.documents.document import Document


def documents() -> list[Document]:
    """Labels, covers of bags, customer files and their sheets, change forms (hook `documents`)."""
    return [*documents_files.documents(), *documents_changes.documents(), *labels.documents()]
