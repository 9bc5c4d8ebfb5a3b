"""Which rows refer to a customer: read off the tables themselves, so that whatever is built later moves too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Table

from app.columns import Base
from app.domain.text import N_

CUSTOMERS = "customers"
SUBJECT = "subject"
# Jobs are about what was asked for then; petitions are frozen with their words once they are sent.
_SUBJECTS_OF_THEIR_OWN = frozenset({"jobs", "petitions"})

STAY: Mapping[str, str] = {
    "owner_spells": N_("Who looked after the other file stays in its ledger and ends today."),
    "file_grants": N_("Leave to read the other file is no leave to read this one."),
    "access_requests": N_("Requests to read the other file were not asked for this one."),
    "handover_items": N_("Hand-overs of the other file stay as they were done."),
    "statements": N_("Slips stay with the name for which they were billed; they are found from here."),
    "payments": N_("Payments stay with the name for which they were taken; they are found from here."),
    "history": N_("History is never changed; it is read here together."),
    "admission_steps": N_("Steps of admission are never changed; they are read here together."),
    "claim_evidence": N_("Evidence is never changed."),
}
"""What does not move, and why: what can never change, and what would give somebody a right he did not have."""

OWN_RULES = frozenset({CUSTOMERS, "duplicate_keys", "duplicate_pairs", "merges", "merge_moves"})
"""Tables that merging and the look for duplicates keep themselves."""

WORDS: Mapping[str, str] = {
    "abnormality_slips": N_("Abnormality slips"),
    "admission_steps": N_("Steps of admission"),
    "admissions": N_("Admission"),
    "allowances": N_("Allowances"),
    "appointments": N_("Appointments"),
    "approvals": N_("Approvals"),
    "archived_files": N_("Bound files"),
    "attachments": N_("Attachments"),
    "blanks": N_("Blank contracts"),
    "calls": N_("Calls"),
    "claim_cases": N_("Cases of ownership"),
    "claim_evidence": N_("Evidence"),
    "classifications": N_("Classes"),
    "company_customers": N_("Customers of the company"),
    "complaints": N_("Complaints"),
    "consultations": N_("Consultations"),
    "contact_reports": N_("Contact reports"),
    "contacts": N_("Contacts"),
    "contracts": N_("Contracts"),
    "correspondence": N_("Correspondence"),
    "customers": N_("Files merged earlier"),
    "deadlines": N_("Deadlines"),
    "delivery_notes": N_("Orders and deliveries"),
    "enquiries": N_("Enquiries"),
    "erasures": N_("Requests to erase"),
    "expense_claims": N_("Expense claims"),
    "failures": N_("Major failures"),
    "file_grants": N_("Leave to read"),
    "filings": N_("Filings"),
    "gas_accounts": N_("Gas accounts"),
    "handover_items": N_("Hand-overs of customers"),
    "history": N_("History"),
    "inspections": N_("Inspections"),
    "invoicing_data": N_("Invoicing data"),
    "major_changes": N_("Major changes"),
    "owner_spells": N_("Who looks after a customer"),
    "papers": N_("Papers of the customer"),
    "payments": N_("Payments"),
    "planned_calls": N_("Planned calls"),
    "printed_documents": N_("Printed documents"),
    "problems": N_("Problems of the day"),
    "questions": N_("Questions at handling"),
    "referrals": N_("Referrals"),
    "registrations": N_("Registrations"),
    "return_slips": N_("Returned goods"),
    "service_orders": N_("Service orders"),
    "statements": N_("Slips"),
    "tasks": N_("Tasks"),
    "visits": N_("Visits of the customer"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that refers to a customer, by his id or as "customer:7"."""

    table: Table
    column: Column[object]

    def value_for(self, customer_id: int) -> int | str:
        """What the column says of this customer."""
        return f"customer:{customer_id}" if self.column.name == SUBJECT else customer_id


def word_for(table_name: str) -> str:
    """What the rows of a table are called, as a msgid."""
    return WORDS.get(table_name, N_("Other records"))


def references() -> list[Reference]:
    """Every column that moves with a merge, table by table."""
    return [
        Reference(table, column)
        for table in Base.metadata.sorted_tables
        if _moves(table)
        for column in table.columns
        if refers(table, column)
    ]


def refers(table: Table, column: Column[object]) -> bool:
    """Tell whether a column refers to customers: by its foreign key, by its name, or as a subject."""
    if any(key.column.table.name == CUSTOMERS for key in column.foreign_keys):
        return True
    return column.name == "customer_id" or (column.name == SUBJECT and table.name not in _SUBJECTS_OF_THEIR_OWN)


def unchangeable(table: Table) -> bool:
    """Tell whether the database refuses to change rows of this table."""
    return bool(table.info.get("append_only"))


def _moves(table: Table) -> bool:
    return not unchangeable(table) and table.name not in STAY and table.name not in OWN_RULES


def staying() -> Iterator[tuple[Reference, str]]:
    """What refers to a customer and stays, with the reason as a msgid."""
    for name, why in STAY.items():
        table = Base.metadata.tables[name]
        for column in table.columns:
            if refers(table, column):
                yield Reference(table, column), why
