"""What the handbook lets somebody decide, with the chains that it names, as editable templates (A-01 … A-45, M-12)."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.text import N_, Text
from app.office.approvals.kinds import Matter, ShippedChain, ShippedStep
from app.office.approvals.rules import HEAD, LINE, POSITION, SUPERIOR, TOP, TURNS

NOBODY_NAMED = Text("It is not laid down who decides. Enter it here; until then the top of the office decides.")


def matters() -> list[Matter]:
    """The matters of all blueprints, in the order of the handbook; whoever builds a subject connects it."""
    return [*_reception(), *_customers(), *_complaints(), *_office()]


def _held(label: str, key: str) -> ShippedStep:
    """A step that asks whoever holds a shipped position."""
    return ShippedStep(label, POSITION, key)


GENERAL_MANAGER = _held(N_("General manager"), "general_manager")
SALES_MANAGER = _held(N_("Sales manager"), "sales_manager")
PROJECT_MANAGER = _held(N_("Project manager"), "project_manager")
COMMITTEE = ShippedStep(N_("Price and customer committee"), POSITION, "price_committee", mode="all")
OWN_HEAD = ShippedStep(N_("Department manager"), HEAD)
LEVELS = ShippedStep(N_("Leaders at each level"), LINE, mode=TURNS)
LEADER = ShippedStep(N_("Company leader"), TOP)

BY_GENERAL_MANAGER = ShippedChain(N_("By the general manager"), (GENERAL_MANAGER,))
BY_SALES_MANAGER = ShippedChain(N_("By the sales manager"), (SALES_MANAGER,))
BY_HEAD = ShippedChain(N_("By the department manager"), (OWN_HEAD,))
BY_COMMITTEE = ShippedChain(N_("By the price and customer committee"), (COMMITTEE,))
LEVEL_BY_LEVEL = ShippedChain(N_("Level by level"), (LEVELS,))
AT_HAND: Mapping[str, ShippedChain] = {  # the other reading of the handbook, not in use until the office says so
    "head": ShippedChain(BY_HEAD.name, BY_HEAD.steps, active=False),
    "sales": ShippedChain(BY_SALES_MANAGER.name, BY_SALES_MANAGER.steps, active=False),
    "general": ShippedChain(BY_GENERAL_MANAGER.name, BY_GENERAL_MANAGER.steps, active=False),
    "levels": ShippedChain(LEVEL_BY_LEVEL.name, LEVEL_BY_LEVEL.steps, active=False),
}


def _by(name: str, *steps: ShippedStep) -> tuple[ShippedChain, ...]:
    return (ShippedChain(name, steps),)


def _reception() -> list[Matter]:
    supervisor = _held(N_("Site supervisor"), "site_supervisor")
    on_site = _held(N_("Person in charge of sales on site"), "site_manager")
    director = _held(N_("Sales director"), "sales_director")
    verifies = _held(N_("Sales supervisor"), "sales_supervisor")
    assistant = _held(N_("Coordinating assistant"), "coordinating_assistant")
    opinion = ShippedStep(N_("Written opinion of the project manager"), POSITION, "project_manager")
    by_project_manager = _by(N_("By the project manager"), PROJECT_MANAGER)
    by_opinion = _by(N_("By opinion of the project manager and the sales director"), opinion, director)
    return [
        Matter("rota.swap", Text("Swap in the rota"), "A-01", _by(N_("By the site supervisor"), supervisor)),
        Matter("rota.keep_place", Text("Keep the place after extra work"), "A-02", by_project_manager),
        Matter("rota.cancel_turn", Text("Cancel a turn"), "A-03", _by(N_("By the person in charge on site"), on_site)),
        Matter("rota.change_rep", Text("Change of representative"), "A-04", (BY_SALES_MANAGER,)),
        Matter("rota.designated", Text("Designated representative"), "A-05", (BY_SALES_MANAGER,)),
        Matter(
            "referral.confirm",
            Text("Confirmation of a referral"),
            "A-06",
            by_project_manager,
            note=Text("Make the sales team leader the usual deputy of the project manager, who signs for him."),
        ),
        Matter("referral.daily", Text("Referral forms of the day"), "A-07", (BY_HEAD,)),
        Matter("visits.day_register", Text("Visitor register of the day"), "A-08", by_project_manager),
        Matter(
            "claims.ownership",
            Text("Ownership that no rule settles"),
            "A-09",
            (*by_opinion, AT_HAND["head"]),
            note=Text("Where the departments negotiate and mediate first, put the other row into use."),
        ),
        Matter(
            "claims.complaint_on_rep",
            Text("Complaint of a customer against a representative"),
            "A-10",
            _by(N_("By the sales supervisor"), verifies),
        ),
        Matter(
            "deals.discount",
            Text("Discount"),
            "A-11",
            (LEVEL_BY_LEVEL,),
            note=Text("Level by level, without jumping: until the levels are entered, this row climbs to the top."),
        ),
        Matter("owners.redistribute", Text("Redistribution after leave"), "A-12", (BY_HEAD, AT_HAND["sales"])),
        Matter("events.rule", Text("Rule for an event"), "A-13", (BY_HEAD, AT_HAND["sales"])),
        Matter(
            "invitations.duplicate",
            Text("Duplicate invitation"),
            "A-14",
            (*_by(N_("By the coordinating assistant"), assistant), AT_HAND["general"]),
            note=Text("What the coordinating assistant cannot settle goes to the general manager."),
        ),
    ]


def _customers() -> list[Matter]:
    head = ShippedStep(N_("Director of the department"), HEAD)
    meeting = ShippedStep(N_("Managers' meeting"), POSITION, "general_manager")
    finance = _held(N_("Finance"), "finance_manager")
    sales = ShippedStep(N_("Sales"), HEAD)
    store = _held(N_("Store manager"), "store_manager")
    chair = Text("The general manager enters what the meeting has decided.")
    return [
        Matter("files.read_own", Text("Reading a file of the own department"), "A-15", (BY_HEAD,)),
        Matter("files.read_other", Text("Reading a file of another department"), "A-16", (BY_GENERAL_MANAGER,)),
        Matter("rulebook.change", Text("Change of the office's rules"), "A-17", (BY_GENERAL_MANAGER,)),
        Matter(
            "development.plan",
            Text("Development plan"),
            "A-19",
            _by(N_("By the director and the managers' meeting"), head, meeting),
            note=chair,
        ),
        Matter(
            "admission.open",
            Text("Opening an account"),
            "A-20",
            _by(N_("By sales, finance and the general manager"), sales, finance, GENERAL_MANAGER),
        ),
        Matter(
            "contracts.sign",
            Text("Contract"),
            "A-33",
            _by(N_("By the store manager"), store),
            note=Text("Whoever is authorised in writing stands in as deputy, or gets a row of his own."),
        ),
        Matter("visits.outside_plan", Text("Visit outside the plan"), "A-42", _by(N_("By a company leader"), LEADER)),
        Matter(
            "customers.level",
            Text("Level, suspension or disqualification of a customer"),
            "A-44",
            (AT_HAND["general"],),
            note=NOBODY_NAMED,
        ),
        Matter("reports.read", Text("Report to be read"), "A-45", (BY_GENERAL_MANAGER, AT_HAND["levels"])),
    ]


def _complaints() -> list[Matter]:
    deputy = _held(N_("Deputy general manager"), "deputy_general_manager")
    either = ShippedStep(N_("(Deputy) general manager"), POSITION, "deputy_general_manager")
    manager = ShippedStep(N_("(Deputy) manager"), HEAD)
    leader = ShippedStep(N_("Responsible leader"), HEAD)
    special = ShippedStep(N_("General manager's special meeting"), POSITION, "general_manager")
    meeting = ShippedStep(N_("Managers' meeting"), POSITION, "general_manager")
    by_meeting = ShippedChain(N_("By the managers' meeting"), (meeting,), active=False)
    return [
        Matter("complaints.ordinary", Text("Ordinary complaint"), "A-21", _by(N_("By the responsible leader"), leader)),
        Matter(
            "complaints.serious",
            Text("Serious complaint"),
            "A-22",
            (*_by(N_("By the general manager's special meeting"), special), by_meeting),
        ),
        Matter("complaints.extension", Text("Extension of a complaint"), "A-23", (LEVEL_BY_LEVEL,)),
        Matter(
            "complaints.decision",
            Text("Decision on a complaint"),
            "A-24",
            _by(
                N_("By the sales manager, the deputy general manager and the general manager"),
                SALES_MANAGER,
                deputy,
                GENERAL_MANAGER,
            ),
            note=Text(
                "Who decides alone up to which amount is not laid down: all three decide on every amount until the "
                "bands are entered here."
            ),
        ),
        Matter("complaints.inspection", Text("Joint inspection party"), "A-25", (BY_GENERAL_MANAGER,)),
        Matter(
            "remedies.allowance",
            Text("Allowance certificate"),
            "A-26",
            _by(N_("By the (deputy) manager and the (deputy) general manager"), manager, either),
            note=Text("The customer's stamp comes on the paper. Without a deputy, the general manager decides."),
        ),
        Matter("remedies.return", Text("Return slip"), "A-27", _by(N_("By the (deputy) manager"), manager)),
        Matter("remedies.difference", Text("Difference on receipt of returned goods"), "A-28", note=NOBODY_NAMED),
        Matter("conduct.notice", Text("Reward-punishment notice"), "A-29", (BY_GENERAL_MANAGER,)),
        Matter("conduct.sanction", Text("Administrative sanction"), "A-30", (BY_GENERAL_MANAGER,)),
        Matter("complaints.objection", Text("Objection to a decision on a complaint"), "A-31", (LEVEL_BY_LEVEL,)),
        Matter("complaints.rules", Text("Rules on complaints"), "A-32", (BY_GENERAL_MANAGER,)),
    ]


def _office() -> list[Matter]:
    office = _held(N_("General office"), "office_head")
    owners = Text("The owners of the building decide; enter here who records their consent.")
    stages = Text("Review of the drawings, coordination, acceptance: enter here who decides at each of the three.")
    group = Text("What goes beyond the office's authority is decided by the group company and only entered here.")
    return [
        Matter("staff.probation", Text("End of probation"), "A-34", (BY_SALES_MANAGER,)),
        Matter(
            "office.arbitration",
            Text("Disagreement between departments"),
            "A-35",
            _by(N_("By the general office"), office),
        ),
        Matter("prices.adjust", Text("Adjustment of prices"), "A-36", (BY_COMMITTEE,), note=group),
        Matter("prices.purchase", Text("Purchase prices of subsidiaries"), "A-37", (BY_COMMITTEE,)),
        Matter("prices.rules", Text("Rules on prices and customers"), "A-38", (BY_COMMITTEE,)),
        Matter("prices.breach", Text("Breach of the rules on prices and customers"), "A-39", (BY_COMMITTEE,)),
        Matter("building.common_area", Text("Use of a common area"), "A-40", note=owners),
        Matter("building.fit_out", Text("Fit-out of a tenant"), "A-41", note=stages),
        Matter("gas.cut_off", Text("Cutting off gas"), "A-43", note=NOBODY_NAMED),
        Matter("petition", Text("Petition"), "F-67", confidential=True),
        Matter(
            "deadlines.extension",
            Text("Extension of a deadline"),
            "O-02",
            _by(N_("By the next superior"), ShippedStep(N_("Next superior"), SUPERIOR)),
        ),
        Matter("conduct.appeal", Text("Appeal against a sanction"), "S-31", confidential=True),
    ]
