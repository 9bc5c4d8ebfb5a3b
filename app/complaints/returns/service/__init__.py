"""Verbs of return slips."""

from app.complaints.returns.service.asking import ask_money, settle_difference
from app.complaints.returns.service.moving import move_to
from app.complaints.returns.service.receiving import NewReceipt, receive
from app.complaints.returns.service.writing import MATTER, change, end, prefill, prove, settle, submit, void, write

__all__ = [
    "MATTER",
    "NewReceipt",
    "ask_money",
    "change",
    "end",
    "move_to",
    "prefill",
    "prove",
    "receive",
    "settle",
    "settle_difference",
    "submit",
    "void",
    "write",
]
