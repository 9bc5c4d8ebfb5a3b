"""First-asked responsibility (首问制): who was asked first owns the matter until somebody takes it over."""

from app.domain.text import Text
from app.reception.enquiries.policy import EnquiryPolicy
from app.web.feature import Action, Feature, NavItem, Permission, Tab

TAKE = Permission("reception.enquiries.take", Text("Register enquiries and answer for them"))
SEE_DEPARTMENT = Permission("reception.enquiries.see_department", Text("See the enquiries of the department"))
SEE_ALL = Permission("reception.enquiries.see_all", Text("See every enquiry"))

REGISTERED = Action("enquiries.registered", Text("Enquiry %(number)s registered: %(matter)s"))
JOINED = Action("enquiries.joined", Text("Asked again about enquiry %(number)s, as %(again)s"))
HANDED_ON = Action("enquiries.handed_on", Text("Enquiry %(number)s to be handed over from %(from)s to %(to)s"))
ACCEPTED = Action("enquiries.accepted", Text("Enquiry %(number)s taken over by %(to)s from %(from)s"))
GIVEN_BACK = Action("enquiries.given_back", Text("Enquiry %(number)s given back to %(to)s"))
FINISHED = Action("enquiries.finished", Text("Enquiry %(number)s finished: %(result)s"))
REFERRED = Action("enquiries.referred", Text("Enquiry %(number)s referred elsewhere: %(result)s"))
TOLD = Action("enquiries.told", Text("Enquiry %(number)s reported to the general manager"))
NOTED = Action("enquiries.noted", Text("Report on enquiry %(number)s noted"))
SLIP_WRITTEN = Action("enquiries.slip_written", Text("Work-contact slip %(slip)s written for enquiry %(number)s"))
INHERITED = Action("enquiries.inherited", Text("Enquiry %(number)s passed on from %(from)s, who left, to %(to)s"))
EXPORTED = Action("enquiries.exported", Text("Repeat enquiries from %(since)s to %(until)s taken out"))

FEATURE = Feature(
    package="app.reception.enquiries",
    permissions=(TAKE, SEE_DEPARTMENT, SEE_ALL),
    actions=(
        REGISTERED,
        JOINED,
        HANDED_ON,
        ACCEPTED,
        GIVEN_BACK,
        FINISHED,
        REFERRED,
        TOLD,
        NOTED,
        SLIP_WRITTEN,
        INHERITED,
        EXPORTED,
    ),
    nav=(NavItem("reception", Text("Enquiries"), "enquiries.listing", TAKE, "message-2-question", 60),),
    tabs=(Tab("customer", Text("Enquiries"), "enquiries.of_customer", TAKE, 45),),
    policies=(EnquiryPolicy,),
    hooks={
        "day_left_over": "hooks:left_over",
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "may_see_subject": "hooks:may_see_subject",
        "search": "hooks:hits",
        "staff_left": "service:staff_left",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
)
