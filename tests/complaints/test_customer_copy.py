"""What leaves the office shows nothing internal (K-21): no field, opinion, share or sanction of a complaint.

A paper of complaints that is new must be named here: as one that leaves the office, or as one that stays.
"""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
from flask import Flask
from flask.testing import FlaskClient

from app.office.documents.document import documents_by_feature
from app.web import registry
from app.web.guard import PUBLIC, marks_of
from tests import factories
from tests.complaints.factories_marked import ID, PLAIN, marked_case

SignIn = Callable[[str], FlaskClient]
# Papers that the customer, the buyer or the public gets or stamps.
LEAVING = {
    "reply_letter", "allowance", "sales_return", "return_slip", "service_order", "failure_report",
}  # fmt: skip
# Papers that never leave: forms and slips between departments, money, blame, statistics.
STAYING = {
    "complaint_form", "complaint_record", "complaint_register", "complaint_visit", "inspection", "complaint_decision",
    "complaint_meeting", "complaint_objection", "lateness_enquiry", "abnormality_slip", "voucher", "loss_sheet",
    "loss_sharing", "loss_month", "improvement_sheet", "arbitration_record", "complaint_month", "problems",
    "supervision",
}  # fmt: skip
WITH_MARKERS = {"complaint_decision", "lateness_enquiry", "abnormality_slip"}  # inside the office they are read
PUBLIC_PAGES: set[str] = set()  # pages of complaints that somebody opens who is not signed in


def ours() -> set[str]:
    """The papers that features of complaints declare."""
    return {
        form.key
        for feature, forms in documents_by_feature()
        for form in forms
        if feature.name.startswith("complaints.")
    }


def words_of(page: str) -> str:
    """What can be read on a page, in any attribute or element."""
    tree = lxml.html.document_fromstring(page)
    return " ".join([*tree.itertext(), *(value for one in tree.iter() for value in one.attrib.values())])


def test_every_paper_of_complaints_is_known_to_leave_the_office_or_to_stay(app: Flask) -> None:
    with app.app_context():
        assert ours() - LEAVING - STAYING == set(), "Say in this file whether the paper leaves the office"
        assert ours() >= LEAVING


def test_no_page_of_complaints_is_open_to_whoever_is_not_signed_in(app: Flask) -> None:
    with app.app_context():
        known = app.extensions[registry.BLUEPRINTS]
        found = {
            endpoint
            for endpoint, view in app.view_functions.items()
            if PUBLIC in marks_of(view) and known.get(endpoint.partition(".")[0], "").startswith("complaints.")
        }
    assert found == PUBLIC_PAGES


def test_no_paper_that_leaves_the_office_shows_an_internal_word(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        markers = marked_case().markers
        factories.let_do_everything("gao")
    assert len(markers) > 60
    browser, leaks = sign_in("gao"), dict[str, list[str]]()
    for key in sorted(LEAVING | WITH_MARKERS):
        answer = browser.get(f"/documents/{key}/{ID}")
        assert answer.status_code == 200, (key, answer.text)
        said = words_of(answer.text)
        assert PLAIN in said or key in WITH_MARKERS, key
        found = [place for place, marker in markers.items() if marker in said]
        leaks |= {key: found} if found else {}
    assert leaks.keys() == WITH_MARKERS, leaks
