"""The reading month: who is to be read, what was read, and what is held before it is billed."""

from app.billing.readings.policy import ReadingPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("billing.readings.see", Text("See reading plans and readings"))
PLAN = Permission("billing.readings.plan", Text("Make the reading plan of a month"))
ENTER = Permission("billing.readings.enter", Text("Enter, import and correct readings"))
ACCEPT = Permission("billing.readings.accept", Text("Accept held readings"))

PLANNED = Action("readings.planned", Text("Reading plan of %(period)s made; accounts: %(planned)s"))
ENTERED = Action("readings.entered", Text("Account %(account)s read for %(period)s: %(reading)s"))
NOT_READ = Action("readings.not_read", Text("Account %(account)s not read for %(period)s"))
CORRECTED = Action("readings.corrected", Text("Reading of account %(account)s for %(period)s corrected to %(reading)s"))
ACCEPTED = Action("readings.accepted", Text("Held reading of account %(account)s for %(period)s accepted"))
IMPORTED = Action("readings.imported", Text("Reading of account %(account)s for %(period)s imported: %(reading)s"))
IMPORTED_UNREAD = Action("readings.imported_unread", Text("Account %(account)s imported as not read for %(period)s"))
APPOINTED = Action("readings.appointed", Text("Reading of account %(account)s agreed for %(at)s"))
APPOINTMENT_KEPT = Action("readings.appointment_kept", Text("Appointment at account %(account)s kept"))
APPOINTMENT_MISSED = Action("readings.appointment_missed", Text("Appointment at account %(account)s missed"))

FEATURE = Feature(
    package="app.billing.readings",
    permissions=(SEE, PLAN, ENTER, ACCEPT),
    actions=(
        PLANNED,
        ENTERED,
        NOT_READ,
        CORRECTED,
        ACCEPTED,
        IMPORTED,
        IMPORTED_UNREAD,
        APPOINTED,
        APPOINTMENT_KEPT,
        APPOINTMENT_MISSED,
    ),
    nav=(NavItem("billing", Text("Meter readings"), "readings.index", SEE, "gauge", order=20),),
    policies=(ReadingPolicy,),
    hooks={"documents": "documents:documents", "import_kinds": "imports:kinds", "exports": "exports:exports"},
    jobs={
        "readings.plan": "service.plan:plan_job",
        "readings.settle": "service.settle:settle_job",
        "readings.recheck": "service.settle:recheck_job",
    },
)
