"""Who receives a visitor (接待分派): the rules in the order in which they are asked; the first that answers decides.

Where two could answer, the principles of R-52 have put one above the other: the first visit comes first (the earlier
registration before the turn), the customer's wish before the office's order, and nobody is left unattended (the rota
is always last).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.text import Text
from app.reception.claims.policy import ClaimPolicy
from app.reception.claims.rules.looks import Answer, Look, by_turn, courtesy, next_free, received_by
from app.reception.claims.rules.types import NO, Arrival, Decision, Event, Floor, Known


def who_receives(
    arrival: Arrival, known: Known, floor: Floor | None, rules: ClaimPolicy, event: Event | None = None
) -> Decision:
    """Decide who receives a visitor, with every sentence of the reasoning and the rows it rests on.

    `floor` is None where no rota is open: then nobody is decided on, and the visitor waits to be called by a desk.
    A returning customer costs nobody a turn unless the office says so (R-19), and nobody is named who is not here.
    """
    if floor is None:
        return Decision("desk", needs=Text("No rota is open. The visitor waits until a desk calls him."))
    look, said = Look(arrival, known, floor, rules, event), list[Text]()
    for rule in RULES:
        answer = rule(look)
        if isinstance(answer, Decision):
            return replace(answer, steps=(*said, *answer.steps))
        said += [answer] if answer else []
    raise AssertionError("the last rule always answers")


def not_confirmed(look: Look) -> Answer:
    """Only a visitor confirmed as needing reception uses a turn (R-12)."""
    if look.arrival.confirmed:
        return None
    return Decision("unconfirmed", rows=("R-12",), needs=Text("First find out whether the visitor needs reception."))


def open_days(look: Look) -> Answer:
    """During a fair or launch the manager's own rule holds (R-51, A-13)."""
    if look.event is None:
        return None
    rule, inviter = look.event.rule, look.arrival.announced_for or next(iter(look.asked), None)
    sentence = Text("Open days “%(name)s”: a rule of their own holds.", name=look.event.name)
    if rule == "inviter" and inviter is not None and look.here(inviter):
        return received_by(look, inviter, "event", ("R-51",), sentence, case=None)
    if rule == "free":
        needs = Text("On these days the desk names who receives: name somebody.")
        return Decision("event", steps=(sentence,), rows=("R-51",), needs=needs)
    return by_turn("event", ("R-51", "R-01"), sentence, Text("By the rota, whoever registered him before."))


def company_customer(look: Look) -> Answer:
    """A customer of the company goes by the rota, or as a courtesy to whom a leader insists on (R-66, R-67)."""
    if not look.arrival.company:
        return None
    if look.known.first_on is not None:
        return Text(
            "Registered on site on %(day)s: no company customer any more (R-66).", day=look.known.first_on.isoformat()
        )
    named = look.arrival.asked_for[0] if look.arrival.leader_named and look.arrival.asked_for else None
    if named is not None and look.here(named):
        why = Text("A leader named %(rep)s: courtesy reception, outside the rota.", rep=look.name(named))
        return received_by(look, named, "company_named", ("R-67",), why, case="CM-8a")
    return by_turn("company", ("R-66", "R-67"), Text("A customer of the company goes by the rota."), case="CM-8b")


def complains(look: Look) -> Answer:
    """Whoever is complained about does not receive; another does, and reports to the sales supervisor (R-44)."""
    blamed = look.known.owner_id or next(iter(look.asked), None)
    if not look.arrival.complains or blamed is None:
        return None
    why = Text("The customer complains about %(rep)s, who does not receive now.", rep=look.name(blamed))
    wished = next((one for one in look.asked if one != blamed and look.ready(one)), None)
    other = wished or next_free(look, {blamed})
    if other is None:
        needs = Text(
            "The customer complains about %(rep)s and nobody else is free: name somebody.", rep=look.name(blamed)
        )
        return Decision("complaint", steps=(why,), rows=("R-44",), needs=needs, tell=blamed)
    report = Text("%(rep)s receives and reports the complaint to the sales supervisor.", rep=look.name(other))
    return replace(received_by(look, other, "complaint", ("R-44", "A-10"), why, report, case=None), tell=blamed)


def referral(look: Look) -> Answer:
    """A customer referred by a colleague, once confirmed, goes by the rota, unless he was registered (R-76, R-78)."""
    if not look.arrival.referral_valid:
        return None
    if look.returning:
        return Text("Registered on site before: the referral does not count (R-76).")
    return by_turn("referral", ("R-78",), Text("A confirmed referral goes by the rota."), case="CM-9")


def forgot(look: Look) -> Answer:
    """Who cannot say who received him counts as new for whose turn it is, unless the register knows (R-35, R-40)."""
    if not look.arrival.forgot:
        return None
    if look.returning and look.rules.forgot_register:
        return Text("The customer does not remember who received him, but the register does (R-13).")
    why = Text("The customer has been here but does not remember with whom: he counts as new.")
    by_month = look.rules.forgot == "month"
    return by_turn("forgot", ("R-35" if by_month else "R-40",), why, case="CM-3d" if by_month else "CM-3f")


def family_of_two(look: Look) -> Answer:
    """Husband and wife registered by two: the first receiver alone, or both together (R-47, R-48, D-06)."""
    first, owner = look.arrival.family_first_id, look.known.owner_id
    if first is None or not look.returning or first == owner:
        return None
    names = {"first": look.name(first), "second": look.name(owner)}
    if look.rules.family == "shared":
        return Text("%(first)s received the family, %(second)s this customer: both receive together (R-47).", **names)
    why = Text("%(first)s received the family first and has it all (R-48).", **names)
    if look.ready(first):
        return received_by(look, first, "family", ("R-48",), why, case="CM-6b")
    return courtesy(look, first, ("R-48",), why, case="CM-6b")


def several_named(look: Look) -> Answer:
    """Who names several gets the first of them who is here; nobody of them is here: whose turn it is (R-41)."""
    asked = look.asked
    if len(asked) < 2 or not look.been_here or (look.returning and look.rules.another == "keep"):
        return None
    present = next((one for one in asked if look.ready(one)), None)
    if present is not None:
        why = Text("Of those whom the customer named, %(rep)s is the first who is here.", rep=look.name(present))
        return received_by(look, present, "several", ("R-41",), why, case=None)
    nobody = Text("The customer named several representatives, of whom nobody is here (R-41).")
    if look.ready(look.known.owner_id):
        return nobody
    if not look.returning:
        return by_turn("several", ("R-41",), nobody)
    return courtesy(look, look.known.owner_id or 0, ("R-41", "R-19"), nobody, case=None)


def wants_another(look: Look) -> Answer:
    """An old customer who asks for somebody else: his wish, or his first representative (R-42, R-43, R-57, D-05)."""
    wished, owner = next(iter(look.asked), None), look.known.owner_id
    if wished is None or not look.returning or owner in look.asked:
        return None
    names = {"rep": look.name(wished), "owner": look.name(owner)}
    if look.rules.another == "keep":
        return Text(
            "He asks for %(rep)s: in principle %(owner)s goes on (R-57). The sales manager may allow it.", **names
        )
    if not look.ready(wished):
        return Text("He asks for %(rep)s, who cannot receive him now.", **names)
    case = "CM-4h" if look.known.others else "CM-4e" if look.known.valid else "CM-4f"
    why = Text("He asks for %(rep)s, not for %(owner)s: the customer's wish comes first (R-52).", **names)
    return received_by(look, wished, "another", ("R-42" if look.known.others else "R-43",), why, case=case)


def owner_receives(look: Look) -> Answer:
    """A customer who has been here is received by whoever is on the register, usually without a turn (R-31, R-19)."""
    owner = look.known.owner_id
    if owner is None or not look.returning or not look.ready(owner):
        return None
    decision = received_by(look, owner, "owner", ("R-31", "R-19"), _belongs(look), case="CM-1")
    return replace(decision, cost=look.floor.returning_cost)


def owner_absent(look: Look) -> Answer:
    """Where he is not here, a colleague receives as a courtesy (R-25, R-32 to R-34, D-02, D-03)."""
    owner = look.known.owner_id
    if owner is None or not look.returning:
        return None
    away = Text("%(rep)s is not here.", rep=look.name(owner))
    if look.here(owner):
        away = Text("%(rep)s is busy, and by the rules of the office a colleague helps.", rep=look.name(owner))
    row, case = {"courtesy": ("R-32", "CM-2a"), "assisted": ("R-33", "CM-2b"), "same_day": ("R-34", "CM-2c")}[
        look.rules.owner_absent
    ]
    if case == "CM-2b" and owner not in look.asked:  # the helper has a share only where the customer named the owner
        case = "CM-2a"
    return courtesy(look, owner, (row, "R-19"), _belongs(look), away, case=case)


def no_longer_counts(look: Look) -> Answer:
    """A registration that has expired, or of somebody who works here no more, makes nobody the owner (R-84, R-50)."""
    known = look.known
    if known.owner_id is None:
        return None
    if known.gone:
        return Text(
            "%(rep)s, who received him, works here no more: he goes by the rota.", rep=look.name(known.owner_id)
        )
    rep, until = look.name(known.owner_id), known.valid_until.isoformat() if known.valid_until else "–"
    if known.unreviewed:
        return Text(
            "The registration by %(rep)s was not reviewed and does not count: he counts as new (R-85).", rep=rep
        )
    return Text("The registration by %(rep)s was valid until %(day)s: he counts as new (R-84).", rep=rep, day=until)


def family(look: Look) -> Answer:
    """Family of somebody who was received goes to whoever received him first (R-47, R-48)."""
    first = look.arrival.family_first_id
    if first is None:
        return None
    why = Text("%(rep)s received the family first.", rep=look.name(first))
    case = "CM-6b" if look.rules.family == "first" else "CM-1"
    if look.ready(first):
        return received_by(look, first, "family", ("R-47", "R-48"), why, case=case)
    return courtesy(look, first, ("R-47", "R-48"), why, case=case)


def announced(look: Look) -> Answer:
    """A friend of an old customer whom a representative announced beforehand is his (R-62, CM-7a)."""
    host = look.arrival.announced_for
    if host is None:
        return None
    why = Text("%(rep)s announced this visitor beforehand.", rep=look.name(host))
    if look.ready(host):
        return received_by(look, host, "announced", ("R-62",), why, case="CM-7a")
    return courtesy(look, host, ("R-62",), why, case="CM-7a")


def brought(look: Look) -> Answer:
    """An old customer brings a new one and asks for somebody: that one, or a courtesy for him (R-63, R-20, D-34)."""
    wished = next(iter(look.asked), None)
    if look.arrival.brought_by_id is None or wished is None:
        return None
    why = Text("An old customer brings him and they ask for %(rep)s.", rep=look.name(wished))
    if look.ready(wished):
        decision = received_by(look, wished, "brought", ("R-63", "R-20"), why, case="CM-7a")
        return replace(decision, cost=look.floor.brought_cost)
    return courtesy(look, wished, ("R-63",), why, case="CM-7a")


def friend(look: Look) -> Answer:
    """The friend of an old customer is new, or belongs to that one's representative (R-61, R-64, R-65, D-07)."""
    owner = look.arrival.brought_owner
    if look.arrival.brought_by_id is None:
        return None
    if look.rules.friend == "new" or owner is None:
        return Text("The friend of an old customer counts as new (R-61, R-64).")
    why = Text("The friend of an old customer belongs to %(rep)s, who received that one.", rep=look.name(owner))
    if look.ready(owner):
        decision = received_by(look, owner, "friend", ("R-65", "R-20"), why, case="CM-7c")
        return replace(decision, cost=look.floor.brought_cost)
    return courtesy(look, owner, ("R-65",), why, case="CM-7c")


def asks_for_somebody(look: Look) -> Answer:
    """Who asks for somebody before reception gets him, outside the rota; being known is no asking (R-53, R-54)."""
    asked = look.asked
    if not asked:
        return None
    wished = next((one for one in asked if look.ready(one)), None)
    if wished is None:
        return Text("%(reps)s cannot receive him now.", reps="、".join(look.name(one) for one in asked))
    if look.arrival.first_time == NO:
        why = Text("He says that %(rep)s has received him before.", rep=look.name(wished))
        return received_by(look, wished, "named", ("R-13", "R-31", "R-19"), why, case="CM-1")
    why = Text("A new customer who asks for %(rep)s before reception: outside the rota.", rep=look.name(wished))
    expired = look.known.owner_id not in (None, wished)
    return received_by(look, wished, "designated", ("R-53", "R-54"), why, case="CM-4f" if expired else "CM-4a")


def by_the_rota(look: Look) -> Answer:
    """Everybody else goes to whoever has the turn (R-01)."""
    case = "CM-7b" if look.arrival.brought_by_id is not None else None
    return by_turn("rota", ("R-01",), Text("Nobody has a claim on this visitor: the rota decides."), case=case)


def _belongs(look: Look) -> Text:
    known, rep = look.known, look.name(look.known.owner_id)
    if known.registered_on is None:
        return Text("%(rep)s is the representative on the customer's file.", rep=rep)
    return Text("%(rep)s registered him on %(day)s.", rep=rep, day=known.registered_on.isoformat())


RULES: tuple[Callable[[Look], Answer], ...] = (
    not_confirmed,
    open_days,
    company_customer,
    complains,
    referral,
    forgot,
    family_of_two,
    several_named,
    wants_another,
    owner_receives,
    owner_absent,
    no_longer_counts,
    family,
    announced,
    brought,
    friend,
    asks_for_somebody,
    by_the_rota,
)
