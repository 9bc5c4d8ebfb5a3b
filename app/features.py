"""The features of this program, in the order of their imports: whoever stands later may know who stands earlier."""

from app.billing.accounts.feature import FEATURE as ACCOUNTS
from app.billing.ledger.feature import FEATURE as LEDGER
from app.billing.meters.feature import FEATURE as METERS
from app.billing.month.feature import FEATURE as MONTH
from app.billing.payments.feature import FEATURE as PAYMENTS
from app.billing.readings.feature import FEATURE as READINGS
from app.billing.statements.feature import FEATURE as STATEMENTS
from app.billing.tariffs.feature import FEATURE as TARIFFS
from app.complaints.abnormalities.feature import FEATURE as ABNORMALITIES
from app.complaints.allowances.feature import FEATURE as ALLOWANCES
from app.complaints.answers.feature import FEATURE as ANSWERS
from app.complaints.cases.feature import FEATURE as CASES
from app.complaints.causes.feature import FEATURE as CAUSES
from app.complaints.circulation.feature import FEATURE as CIRCULATION
from app.complaints.decisions.feature import FEATURE as DECISIONS
from app.complaints.deliveries.feature import FEATURE as DELIVERIES
from app.complaints.disputes.feature import FEATURE as DISPUTES
from app.complaints.failures.feature import FEATURE as FAILURES
from app.complaints.improvements.feature import FEATURE as IMPROVEMENTS
from app.complaints.inspections.feature import FEATURE as INSPECTIONS
from app.complaints.lateness.feature import FEATURE as LATENESS
from app.complaints.liability.feature import FEATURE as LIABILITY
from app.complaints.losses.feature import FEATURE as LOSSES
from app.complaints.problems.feature import FEATURE as PROBLEMS
from app.complaints.returns.feature import FEATURE as RETURNS
from app.complaints.service_orders.feature import FEATURE as SERVICE_ORDERS
from app.complaints.statistics.feature import FEATURE as COMPLAINT_STATISTICS
from app.complaints.supervision.feature import FEATURE as SUPERVISION
from app.complaints.vouchers.feature import FEATURE as VOUCHERS
from app.customers.access_requests.feature import FEATURE as ACCESS_REQUESTS
from app.customers.admission.feature import FEATURE as ADMISSION
from app.customers.archive.feature import FEATURE as ARCHIVE
from app.customers.care.feature import FEATURE as CARE
from app.customers.classes.feature import FEATURE as CLASSES
from app.customers.consultations.feature import FEATURE as CONSULTATIONS
from app.customers.contacts.feature import FEATURE as CONTACTS
from app.customers.contracts.feature import FEATURE as CONTRACTS
from app.customers.correspondence.feature import FEATURE as CORRESPONDENCE
from app.customers.duplicates.feature import FEATURE as DUPLICATES
from app.customers.expenses.feature import FEATURE as EXPENSES
from app.customers.files.feature import FEATURE as CUSTOMERS
from app.customers.filing.feature import FEATURE as FILING
from app.customers.handovers.feature import FEATURE as HANDOVERS
from app.customers.major_changes.feature import FEATURE as MAJOR_CHANGES
from app.customers.merging.feature import FEATURE as MERGING
from app.customers.owners.feature import FEATURE as OWNERS
from app.customers.papers.feature import FEATURE as PAPERS
from app.customers.retention.feature import FEATURE as RETENTION
from app.customers.sheets.feature import FEATURE as SHEETS
from app.customers.stationery.feature import FEATURE as STATIONERY
from app.jobs.feature import FEATURE as JOBS
from app.live.feature import FEATURE as LIVE
from app.office.absence.feature import FEATURE as ABSENCE
from app.office.access.feature import FEATURE as ACCESS
from app.office.approvals.feature import FEATURE as APPROVALS
from app.office.attachments.feature import FEATURE as ATTACHMENTS
from app.office.batches.feature import FEATURE as BATCHES
from app.office.calendar.feature import FEATURE as CALENDAR
from app.office.conduct.feature import FEATURE as CONDUCT
from app.office.deadlines.feature import FEATURE as DEADLINES
from app.office.documents.feature import FEATURE as DOCUMENTS
from app.office.extensions.feature import FEATURE as EXTENSIONS
from app.office.journal.feature import FEATURE as JOURNAL
from app.office.petitions.feature import FEATURE as PETITIONS
from app.office.policy.feature import FEATURE as POLICY
from app.office.positions.feature import FEATURE as POSITIONS
from app.office.registers.feature import FEATURE as REGISTERS
from app.office.rulebook.feature import FEATURE as RULEBOOK
from app.office.staff.feature import FEATURE as STAFF
from app.office.tasks.feature import FEATURE as TASKS
from app.office.today.feature import FEATURE as TODAY
from app.reception.appointments.feature import FEATURE as APPOINTMENTS
from app.reception.board.feature import FEATURE as BOARD
from app.reception.bulletin.feature import FEATURE as BULLETIN
from app.reception.calls.feature import FEATURE as CALLS
from app.reception.claims.feature import FEATURE as CLAIMS
from app.reception.counters.feature import FEATURE as COUNTERS
from app.reception.enquiries.feature import FEATURE as ENQUIRIES
from app.reception.incidents.feature import FEATURE as INCIDENTS
from app.reception.queue.feature import FEATURE as QUEUE
from app.reception.referrals.feature import FEATURE as REFERRALS
from app.reception.register.feature import FEATURE as REGISTER
from app.reception.rota.feature import FEATURE as ROTA
from app.reception.statistics.feature import FEATURE as STATISTICS
from app.reception.tickets.feature import FEATURE as TICKETS
from app.web.feature import Feature

FEATURES: tuple[Feature, ...] = (
    LIVE,
    JOBS,
    POLICY,
    CALENDAR,
    STAFF,
    ACCESS,
    POSITIONS,
    ABSENCE,
    ATTACHMENTS,
    DOCUMENTS,
    TASKS,
    DEADLINES,
    APPROVALS,
    PETITIONS,
    EXTENSIONS,
    REGISTERS,
    RULEBOOK,
    BATCHES,
    CONDUCT,
    JOURNAL,
    TODAY,
    OWNERS,
    CUSTOMERS,
    CARE,
    CONTACTS,
    CLASSES,
    PAPERS,
    ADMISSION,
    CONTRACTS,
    CONSULTATIONS,
    CORRESPONDENCE,
    MAJOR_CHANGES,
    ACCESS_REQUESTS,
    FILING,
    ARCHIVE,
    DUPLICATES,
    MERGING,
    HANDOVERS,
    STATIONERY,
    EXPENSES,
    RETENTION,
    SHEETS,
    METERS,
    TARIFFS,
    ACCOUNTS,
    READINGS,
    STATEMENTS,
    PAYMENTS,
    LEDGER,
    MONTH,
    COUNTERS,
    ROTA,
    CLAIMS,
    QUEUE,
    CALLS,
    APPOINTMENTS,
    REFERRALS,
    REGISTER,
    STATISTICS,
    ENQUIRIES,
    INCIDENTS,
    BULLETIN,
    BOARD,
    TICKETS,
    CAUSES,
    CIRCULATION,
    CASES,
    INSPECTIONS,
    DECISIONS,
    ANSWERS,
    LATENESS,
    ABNORMALITIES,
    DELIVERIES,
    ALLOWANCES,
    RETURNS,
    VOUCHERS,
    LOSSES,
    LIABILITY,
    IMPROVEMENTS,
    FAILURES,
    DISPUTES,
    SERVICE_ORDERS,
    PROBLEMS,
    COMPLAINT_STATISTICS,
    SUPERVISION,
)
