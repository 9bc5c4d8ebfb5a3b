"""The printed forms of complaints: the complaint-handling form, the tracking register, the record with its opinion."""

from __future__ import annotations

from app.complaints.cases import handling_form, papers, specimens
from app.complaints.cases.feature import REGISTER
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.web.guard import SIGNED_IN


def documents() -> list[Document]:
    """F-63 in five copies (K-19), F-64 (K-05), F-78 (K-55).

    Each is for the office only and shows the state of the day: a complaint may be reopened. Whoever may see the
    complaint may print it; what he prints never goes to the customer (K-21).
    """
    return [
        Document(
            key="complaint_form",
            chinese="客户抱怨处理表",
            english=Text("Complaint-handling form"),
            papers=("a4",),
            template="print/complaint_form.html",
            permission=SIGNED_IN,
            load=handling_form.complaint_form,
            form_no="表14.6.3",
            official=False,
            copies=("一、质量管理部存", "二、制造部存", "三、业务部执行", "四、会计科存", "五、总经理室存"),
            example=lambda: specimens.FORM,
            blank=specimens.blank_form,
            signatures=(N_("Made by"), N_("Checked by"), N_("Approved by")),
            paged=True,
            used=Text("On the page of a complaint"),
        ),
        Document(
            key="complaint_register",
            chinese="客户抱怨案件登记追踪表",
            english=Text("Complaint registration and tracking list"),
            papers=("a4-landscape",),
            template="print/complaint_register.html",
            permission=REGISTER.name,
            load=papers.register,
            form_no="F-64",
            official=False,
            example=lambda: specimens.REGISTER,
            blank_rows=18,
            signatures=(N_("Kept by"), N_("Checked by")),
            paged=True,
            used=Text("On the list of complaints"),
        ),
        Document(
            key="complaint_record",
            chinese="客户投诉记录及处理意见",
            english=Text("Complaint record and handling opinion"),
            papers=("a4",),
            template="print/complaint_record.html",
            permission=SIGNED_IN,
            load=papers.record,
            form_no="F-78",
            official=False,
            example=lambda: specimens.RECORD,
            signatures=(N_("Handler"), N_("Responsible leader")),
            paged=True,
            used=Text("On the page of a complaint"),
        ),
    ]
