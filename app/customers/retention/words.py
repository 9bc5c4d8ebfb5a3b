"""How the tables are called that an erasure touches or leaves."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.text import N_, Text

TABLES: Mapping[str, str] = {
    "attachments": N_("Attached files"),
    "batch_rows": N_("Rows of imported sheets"),
    "contacts": N_("Contacts"),
    "correspondence": N_("Letters, faxes, calls"),
    "consultations": N_("Consultations"),
    "contact_reports": N_("Contact reports"),
    "papers": N_("Papers of the customer"),
    "invoicing_data": N_("Invoicing data"),
    "major_changes": N_("Major changes"),
    "filings": N_("Filings"),
    "merges": N_("Merged files"),
    "duplicate_keys": N_("What duplicates are found by"),
    "duplicate_pairs": N_("Possible duplicates"),
    "contracts": N_("Contracts"),
    "expense_claims": N_("Expense claims"),
    "statements": N_("Posted slips"),
    "payments": N_("Payments"),
    "history": N_("History"),
    "owner_spells": N_("Who looked after the customer"),
    "admission_steps": N_("Steps of admission"),
    "claim_evidence": N_("Evidence of receptions"),
    "printed_documents": N_("Printed papers"),
    "visits": N_("Visits of the customer"),
    "calls": N_("Calls"),
    "enquiries": N_("Enquiries"),
    "appointments": N_("Appointments"),
    "registrations": N_("Registrations of customers"),
    "referrals": N_("Referrals"),
    "gas_accounts": N_("Closed gas accounts"),
    "tasks": N_("Tasks"),
    "deadlines": N_("Deadlines"),
    "approvals": N_("Requests for approval"),
}


def table_word(name: str) -> Text | str:
    """What a table holds, in words; its own name where nobody gave it one."""
    return Text(TABLES[name]) if name in TABLES else name
