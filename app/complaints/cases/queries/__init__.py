"""The looks at complaints."""

from app.complaints.cases.queries.one import complaint_of, held, hold, id_in, page_of, subject_of, visible

__all__ = ["complaint_of", "held", "hold", "id_in", "page_of", "subject_of", "visible"]
