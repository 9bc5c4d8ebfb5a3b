"""What admission gives people to do."""

from __future__ import annotations

from sqlalchemy import select

from app.customers.admission.policy import DISPATCH, AdmissionPolicy
from app.customers.files.models import Customer
from app.domain.text import Text
from app.extensions import db
from app.office.access.queries_people import role_called
from app.office.policy import queries as policy
from app.office.staff.models import Department
from app.office.tasks.kinds import NewTask, Party, TaskKind

MANAGER, FINANCE = "department_manager", "finance"  # keys of shipped roles

START = TaskKind(
    "admission.start",
    Text("Start of business"),
    Text("%(customer)s is admitted: complete the file and start business"),
    may_hand_on=True,
)
REPORT = TaskKind(
    "admission.report",
    Text("Data of an admitted customer"),
    Text("%(customer)s is admitted: report the data to finance and the plant office"),
    may_hand_on=True,
)
TAKE = TaskKind(
    "admission.take",
    Text("Data of an admitted customer to be taken over"),
    Text("The data of %(customer)s is reported: take it over for settlement and invoices"),
)
BRING = TaskKind(
    "admission.bring",
    Text("Suspended customer"),
    Text("Business with %(customer)s is suspended: ask for valid papers"),
    may_hand_on=True,
)
LIFT = TaskKind(
    "admission.lift",
    Text("Suspension to be lifted"),
    Text("The papers of %(customer)s are valid again: lift the suspension"),
)


def kinds() -> list[TaskKind]:
    """The kinds of tasks of this feature (hook `task_kinds`)."""
    return [START, REPORT, TAKE, BRING, LIFT]


def subject_of(admission_id: int) -> str:
    """What tasks, history, approvals and attachments call an admission."""
    return f"admission:{admission_id}"


def new_task(kind: TaskKind, admission_id: int, customer: Customer, to: Party) -> NewTask:
    """A task about a customer, done on the page of his admission."""
    return NewTask(
        kind,
        subject_of(admission_id),
        f"/customers/{customer.id}/admission",
        to,
        {"customer": customer.name},
        customer_id=customer.id,
        department_id=customer.department_id,
    )


def owner_of(customer: Customer) -> Party | None:
    """Whoever looks after a customer; where nobody does, the manager of his department."""
    return Party(staff_id=customer.owner_id) if customer.owner_id else manager_of(customer.department_id)


def manager_of(department_id: int | None) -> Party | None:
    """Whoever holds the role of a manager in the department; None where the office no longer has that role."""
    role = role_called(MANAGER)
    return Party(role_id=role.id, department_id=department_id) if role else None


def finance() -> Party | None:
    """Whoever holds the role of finance; None where the office no longer has it."""
    role = role_called(FINANCE)
    return Party(role_id=role.id) if role else None


def supplier_of(customer: Customer) -> Party | None:
    """Who supplies the data of a customer to finance (D-25): sales, or the dispatch department where it is named."""
    values = policy.of(AdmissionPolicy)
    if values.data_by == DISPATCH and values.dispatch:
        found = db.session.scalar(select(Department.id).where(Department.name == values.dispatch))
        if found is not None:
            return manager_of(found)
    return owner_of(customer)
