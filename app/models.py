"""Every table of the program, for migrations and for tests that look at all of them."""

import app.billing.accounts.models
import app.billing.meters.models
import app.billing.payments.models
import app.billing.readings.models
import app.billing.receivables.models
import app.billing.statements.models
import app.billing.tariffs.models
import app.customers.access_requests.models
import app.customers.admission.models
import app.customers.archive.models
import app.customers.classes.models
import app.customers.consultations.models
import app.customers.contacts.models
import app.customers.contracts.models
import app.customers.correspondence.models
import app.customers.duplicates.models
import app.customers.expenses.models
import app.customers.files.models
import app.customers.filing.models
import app.customers.handovers.models
import app.customers.major_changes.models
import app.customers.merging.models
import app.customers.owners.models
import app.customers.papers.models
import app.customers.retention.models
import app.customers.stationery.models
import app.jobs.models
import app.office.absence.models
import app.office.access.models
import app.office.approvals.models
import app.office.attachments.models
import app.office.batches.models
import app.office.calendar.models
import app.office.conduct.models
import app.office.deadlines.models
import app.office.documents.models
import app.office.history.models
import app.office.numbering.models
import app.office.petitions.models
import app.office.policy.models
import app.office.positions.models
import app.office.registers.models
import app.office.rulebook.models
import app.office.staff.models
import app.office.tasks.models
import app.reception.appointments.models
import app.reception.board.models
import app.reception.bulletin.models
import app.reception.calls.models
import app.reception.claims.models
import app.reception.counters.models
import app.reception.enquiries.models
import app.reception.incidents.models
import app.reception.queue.models
import app.reception.referrals.models
import app.reception.register.models
import app.reception.rota.models
import app.reception.statistics.models
import app.reception.tickets.models
import app.unit_of_work  # noqa: F401
from app.columns import Base

__all__ = ["Base"]
