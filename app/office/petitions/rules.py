"""What holds for petitions: who is asked, in which order, and who may not be passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import Refused
from app.domain.money import Fen
from app.domain.text import N_, Text

REPORT, APPEAL, CHOSEN = "report", "appeal", "chosen"
ROUTES = {
    REPORT: N_("Report, level by level"),
    APPEAL: N_("Appeal over the head of the direct superior"),
    CHOSEN: N_("People of one's own choice, one after the other"),
}
LABELS = {  # what the steps of the chain are called: the first, and each after it
    REPORT: (N_("Direct superior"), N_("Next superior")),
    APPEAL: (N_("Superior of the direct superior"), N_("Next superior")),
    CHOSEN: (N_("Named by the author"), N_("Named by the author")),
}
MOST_PEOPLE = 10
RUNNING = frozenset({"waiting", "asked"})
ENDED = frozenset({"approved", "refused", "withdrawn", "void"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where the author stands: his superiors nearest first, everybody's names, and who still works here."""

    author_id: int
    line: Sequence[int]
    names: Mapping[int, str]
    working: frozenset[int]


@dataclass(frozen=True, slots=True)
class Words:
    """What a petition says, and to whom it goes: people by id, in the order in which they are asked."""

    subject: str
    body: str
    amount: Fen | None = None
    route: str = REPORT
    people: tuple[int, ...] = ()


def chain_of(route: str, people: Sequence[int], place: Place) -> tuple[int, ...]:
    """Who is asked, in order, by id (F-67, S-14). Raises Refused.

    A report climbs the line of superiors and an appeal begins one above the direct superior; both end with the last
    one named, or at the top where nobody is named, and pass over nobody. Who chooses begins with his direct superior.
    """
    check_people(people, place)
    if route == CHOSEN:
        return _chosen(people, place)
    levels = tuple(place.line if route == REPORT else place.line[1:])
    if not levels:
        raise Refused(_nobody_above(route), field="route")
    _check_no_jump(route, people, levels, place)
    return levels[: len(people)] if people else levels


def check_people(people: Sequence[int], place: Place) -> None:
    """Refuse the author himself, who has left, who is named twice, and more than ten (F-67)."""
    if len(people) > MOST_PEOPLE:
        raise Refused(Text("Name at most %(most)s people.", most=MOST_PEOPLE), field="people")
    for place_no, one in enumerate(people):
        name = place.names.get(one, "?")
        if one == place.author_id:
            raise Refused(Text("Nobody decides on his own petition. Take yourself out."), field="people")
        if one not in place.working:
            raise Refused(Text("%(name)s has left. Name somebody else.", name=name), field="people")
        if one in people[:place_no]:
            raise Refused(Text("%(name)s stands there twice. Each is asked once.", name=name), field="people")


def check_amount(amount: Fen | None) -> None:
    """Refuse an amount that is nothing or less; a petition without money names none (F-67)."""
    if amount is not None and amount <= 0:
        raise Refused(Text("The amount must be more than zero. Leave it empty where no money is asked for."), "amount")


def check_follow_up(state: str | None) -> None:
    """Refuse a petition that follows one still running: two requests for one thing would cross (F-67).

    `state` is that of the earlier petition; None for a draft.
    """
    if state is None:
        raise Refused(Text("This petition has not been sent. Change it instead."))
    if state in RUNNING:
        raise Refused(Text("This petition is still being decided on. Wait for the decision, or withdraw it first."))


def print_why_not(state: str) -> Text | None:
    """Why a petition in this state cannot be printed; None once it has ended: every decision is on the paper (F-67)."""
    if state in ENDED:
        return None
    return Text("A petition is printed once it has been decided on, so that every decision stands on the paper.")


def number_of(month: str, serial: int) -> str:
    """The number of a petition from the month (YYMM) and its place in it: QC2611-001 (O-04)."""
    return f"QC{month}-{serial:03}"


def label_of(route: str, step: int) -> str:
    """What a step of the chain is called, as msgid; steps count from 0."""
    return LABELS[route][min(step, 1)]


def _chosen(people: Sequence[int], place: Place) -> tuple[int, ...]:
    if not people:
        raise Refused(Text("Name at least one person who is to decide."), field="people")
    if place.line and people[0] != place.line[0]:
        raise Refused(
            Text(
                "The first to be asked is your direct superior, %(name)s: a superior is not passed over, except by an "
                "appeal.",
                name=place.names.get(place.line[0], "?"),
            ),
            field="people",
        )
    return tuple(people)


def _check_no_jump(route: str, people: Sequence[int], levels: Sequence[int], place: Place) -> None:
    for step, named in enumerate(people):
        if step < len(levels) and named == levels[step]:
            continue
        name = place.names.get(named, "?")
        if named not in levels:
            raise Refused(_no_superior(route, name), field="people")
        raise Refused(_jump(route, place.names.get(levels[step], "?"), name), field="people")


def _jump(route: str, passed: str, name: str) -> Text:
    if route == APPEAL:
        return Text(
            "%(passed)s must be asked before %(name)s: above the direct superior an appeal climbs level by level too.",
            passed=passed,
            name=name,
        )
    return Text(
        "%(passed)s must be asked before %(name)s: a report climbs level by level and passes over nobody. "
        "Only an appeal may go over the head of the direct superior.",
        passed=passed,
        name=name,
    )


def _no_superior(route: str, name: str) -> Text:
    if route == APPEAL:
        return Text(
            "%(name)s does not stand above your direct superior. An appeal goes to those who do; to ask others, choose "
            "the people yourself.",
            name=name,
        )
    return Text(
        "%(name)s does not stand above you. A report goes to superiors only; to ask others, choose the people "
        "yourself.",
        name=name,
    )


def _nobody_above(route: str) -> Text:
    if route == APPEAL:
        return Text("Nobody stands above your direct superior. Choose another route.")
    return Text("Nobody stands above you, by the positions of the office. Choose the people yourself.")
