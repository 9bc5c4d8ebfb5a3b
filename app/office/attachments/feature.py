"""Files that hang on something: scans of licences, photos, stamped papers."""

from app.domain.text import Text
from app.office.attachments.policy import AttachmentPolicy
from app.web.feature import Action, Feature

ATTACHED = Action("attachments.attached", Text("File %(filename)s attached"))
OPENED = Action("attachments.opened", Text("File %(filename)s opened"))
REMOVED = Action("attachments.removed", Text("File %(filename)s removed"))

FEATURE = Feature(
    package="app.office.attachments",
    actions=(ATTACHED, OPENED, REMOVED),
    policies=(AttachmentPolicy,),
)
