"""Routes of complaints: the law of stages and limits, drafting a revision, its approval, and who holds a stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.complaints.circulation import queries, rules, service
from app.complaints.circulation import queries_drafts as drafts
from app.complaints.circulation.rules import Limit, StagePlan
from app.complaints.circulation.shipped import ROUTES
from app.complaints.fields import FIELDS, INTAKE, INTERNAL
from app.complaints.words import ORIGINS, SEVERITIES
from app.demo import causes as demo_causes
from app.demo import circulation as demo_circulation
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.office.approvals.service import approve, refuse
from tests import factories

SignIn = Callable[[str], FlaskClient]
FACTORY = next(usual for usual in ROUTES if usual.key == "factory")


@dataclass(frozen=True)
class Case:
    handler_id: int | None = None
    department_id: int | None = None
    responsible_department_id: int | None = None


LIMITS = st.builds(
    Limit,
    st.sampled_from(["any", *SEVERITIES]),
    st.sampled_from(["any", *ORIGINS]),
    st.integers(1, 30),
)
DEEDS = st.sampled_from(["add", "change", "move", "remove"])
EDITS = st.lists(st.tuples(DEEDS, st.integers(1, 14), st.integers(-3, 3)))


def edited(stages: list[StagePlan], deed: str, place: int, steps: int, new: StagePlan) -> list[StagePlan]:
    if deed == "add":
        return rules.added(stages, new, place)
    if deed == "change":
        return rules.changed(stages, place, new)
    return rules.moved(stages, place, steps) if deed == "move" else rules.removed(stages, place)


@given(EDITS)
def test_any_list_of_edits_keeps_every_stage_once_and_in_its_place(edits: list[tuple[str, int, int]]) -> None:
    stages = list(FACTORY.stages)
    for number, (deed, place, steps) in enumerate(edits):
        before = {one.key for one in stages}
        new = StagePlan(f"own_{number}", f"阶段 {number}", "work", "handler")
        try:
            stages = edited(stages, deed, place, steps, new)
        except Refused:
            continue
        after = {one.key for one in stages}
        assert 1 <= len(after) == len(stages) <= rules.MOST_STAGES
        assert after - before == ({new.key} if deed == "add" else set())
        assert len(before - after) == (deed == "remove")


@given(st.lists(LIMITS, max_size=8), st.sampled_from(list(SEVERITIES)), st.sampled_from(list(ORIGINS)))
def test_the_row_that_names_a_complaint_most_exactly_is_its_term(
    limits: list[Limit], severity: str, origin: str
) -> None:
    fitting = [one for one in limits if one.severity in ("any", severity) and one.origin in ("any", origin)]
    if not fitting:
        assert (severity, origin) in rules.missing_limits(limits)
        with pytest.raises(Refused, match="no limit for"):
            rules.term_of(limits, severity, origin)
        return
    found = rules.term_of(limits, severity, origin)
    assert found in fitting
    assert all(
        (one.severity == severity, one.origin == origin) <= (found.severity == severity, found.origin == origin)
        for one in fitting
    )


@pytest.mark.parametrize("usual", ROUTES, ids=lambda usual: usual.key)
def test_the_shipped_routes_keep_the_law_and_ask_only_for_fields_of_a_case(usual: object) -> None:
    assert rules.faults(usual.form, usual.stages, usual.limits) == []  # type: ignore[attr-defined]
    for stage in usual.stages:  # type: ignore[attr-defined]
        rules.check_stage(rules.tidied(stage))
    assert set(INTAKE) | INTERNAL <= set(FIELDS)


def test_domestic_complaints_have_13_days_overseas_17_and_the_stages_fill_them() -> None:
    assert rules.term_of(FACTORY.limits, "serious", "domestic").days == 13
    assert rules.term_of(FACTORY.limits, "ordinary", "overseas").days == 17
    assert rules.days_left(FACTORY.stages, 13) == 0  # M-11: with research and development, which may be passed over
    assert rules.days_left(FACTORY.stages, 17, optional=False) == 5
    oil = next(usual for usual in ROUTES if usual.key == "oil")
    terms = [rules.term_of(oil.limits, severity, "domestic") for severity in SEVERITIES]
    assert [(one.days, one.most) for one in terms] == [(1, 7), (3, 7), (3, 7)]


BROKEN = {
    "number": ("gives the number", lambda stages: [one for one in stages if one.kind != "number"]),
    "decision": ("must decide", lambda stages: [one for one in stages if one.kind != "decision"]),
    "promise": ("before the decision", lambda stages: rules.moved(stages, 11, -2)),
    "close": ("closes the complaint", lambda stages: stages[:-1]),
    "first": ("cannot be passed over", lambda stages: [replace(stages[0], optional=True), *stages[1:]]),
    "sum": ("take 22 days, the whole only 13", lambda stages: [*stages[:-1], replace(stages[-1], days=10)]),
}


@pytest.mark.parametrize(("sentence", "broken"), BROKEN.values(), ids=BROKEN)
def test_a_route_that_breaks_the_law_says_what_is_wrong(
    sentence: str, broken: Callable[[list[StagePlan]], list[StagePlan]]
) -> None:
    found = [str(one) for one in rules.faults("factory", broken(list(FACTORY.stages)), FACTORY.limits)]
    assert len(found) == 1
    assert sentence in found[0]
    service_form = rules.faults("record", broken(list(FACTORY.stages)), FACTORY.limits)
    assert bool(service_form) == (sentence not in ("gives the number", "must decide"))


@pytest.mark.usefixtures("context")
def test_a_revision_in_force_never_changes_and_an_approved_draft_takes_its_place() -> None:
    factories.make_posts()
    service.seed(by=OPERATOR)
    service.seed(by=OPERATOR)
    assert [one.key for one in queries.routes_in_force()] == ["service", "oil", "factory"]
    old = queries.route_in_force("factory")
    assert old is not None
    old_stages = [one.name for one in queries.stages_of(old.id)]
    with pytest.raises(Refused, match="Draft a new revision"):
        service.move_stage(old.id, old.version, 2, 1, by=OPERATOR)
    kong = factories.actor("kong")
    made = service.draft(old.id, by=kong).id
    with pytest.raises(Conflict, match="drafted already"):
        service.draft(old.id, by=kong)
    with pytest.raises(Refused, match="changes nothing"):
        service.submit_draft(made, 1, "试", by=kong)
    quality = queries.plans_of(made)[2]
    home = factories.department_id("办公室")
    service.change_stage(made, 1, 3, replace(quality, who="department", department_id=home, days=2), by=kong)
    service.remove_stage(made, 2, 6, by=kong)
    service.set_limit(made, 3, Limit("serious", "domestic", 12, 20), by=kong)
    with pytest.raises(Conflict):
        service.remove_stage(made, 3, 6, by=kong)
    said = {str(line.what): (list(map(str, line.before)), list(map(str, line.after))) for line in _changes(made)}
    assert said["Stage 质量管理部调查"] == (["Limit: 3 days"], ["办公室", "Limit: 2 days"])
    assert said["Stage 研发部意见"][1] == []
    assert len(said) == 3  # what only moved on says nothing
    asked = service.submit_draft(made, 4, "研发部已撤销", by=kong)
    refuse(asked.id, 1, "先征求质量部意见", by=factories.actor("gao"))
    assert queries.route(made).state == "draft"
    again = service.submit_draft(made, queries.route(made).version, "已征求意见", by=kong)
    approve(again.id, 1, None, by=factories.actor("gao"))
    now = queries.route_in_force("factory")
    assert now is not None
    assert (now.id, now.revision, queries.route(old.id).state) == (made, 2, "retired")
    assert [one.position for one in queries.stages_of(made)] == list(range(1, 12))
    assert [one.name for one in queries.stages_of(old.id)] == old_stages  # open complaints go on by it


def _changes(route_id: int) -> list[object]:
    return drafts.changes_of(queries.route(route_id))


@pytest.mark.usefixtures("context")
def test_a_stage_is_held_by_whoever_its_route_names_else_by_the_department_that_took_the_complaint() -> None:
    factories.make_posts()
    sales, office = factories.department_id("销售部"), factories.department_id("办公室")
    su, bai = factories.staff_id("su"), factories.staff_id("bai")
    case = Case(su, office, sales)

    def held(who: str, **more: object) -> tuple[int | None, int | None]:
        return queries.holder_of(StagePlan("one", "一", "work", who, **more), case)  # type: ignore[arg-type]

    assert held("handler") == (su, sales)
    assert held("responsible") == (None, sales)
    assert held("origin") == (None, office)
    assert held("department", department_id=sales) == (None, sales)
    assert held("department") == (None, office)
    assert held("position", position_key="department_manager") == (bai, sales)
    assert held("position", position_key="store_manager") == (None, office)
    assert queries.holder_of(StagePlan("one", "一", "work", "handler"), Case(department_id=office)) == (None, office)


def test_a_clerk_drafts_a_change_on_pages_and_submits_it(sign_in: SignIn) -> None:
    client = sign_in("kong")
    assert "No route yet" in client.get("/complaints/circulation/").text
    assert client.post("/complaints/circulation/seed").status_code == 303
    listing = client.get("/complaints/circulation/").text
    assert "工厂客户抱怨处理流程" in listing
    old = listing.split("工厂客户抱怨处理流程")[0].rsplit("/complaints/circulation/", 1)[1].split('"')[0]
    page = client.get(f"/complaints/circulation/{old}").text
    assert "The stages take 13 days together, 0 are left." in page
    assert "No department is named" in page
    drafted = client.post(f"/complaints/circulation/{old}/draft").headers["Location"]
    assert client.post(f"/complaints/circulation/{old}/draft").status_code == 409
    form = client.get(f"{drafted}/stages/6").text
    assert "Opinion of research and development" in form
    changed = {"name": "研发部意见", "kind": "work", "who": "department", "days": "9", "needs": "research_opinion"}
    assert client.post(f"{drafted}/stages/6", data={**changed, "version": "1"}).status_code == 303
    assert client.post(f"{drafted}/stages/6", data={**changed, "version": "1"}).status_code == 409
    refused = client.post(
        f"{drafted}/submit", data={"version": "2", "reason": "研发部需要更多时间", **_key(client, drafted)}
    )
    assert refused.status_code == 422
    assert "Together the stages take 21 days, the whole only 13" in refused.text
    assert "研发部需要更多时间" in refused.text
    assert client.post(f"{drafted}/stages/6/remove", data={"version": "2"}).status_code == 303
    new = {"name": "研发部意见", "kind": "work", "who": "origin", "place": "6", "version": "3"}
    assert client.post(f"{drafted}/stages/add", data=new).status_code == 303
    assert client.post(f"{drafted}/stages/6/down", data={"version": "4"}).status_code == 303
    limit = {"version": "5", "severity": "serious", "origin": "domestic", "days": "10", "most": "9"}
    assert "at least the 10 days" in client.post(f"{drafted}/limits", data=limit).text
    assert client.post(f"{drafted}/limits", data={**limit, "days": "12", "most": ""}).status_code == 303
    assert client.post(f"{drafted}/limits/serious/domestic/remove", data={"version": "6"}).status_code == 303
    head = {"name": "客户抱怨处理", "form": "factory", "cause_scheme": "factory", "unit": "calendar", "version": "7"}
    assert client.post(f"{drafted}/head", data={**head, "day_zero": "y", "resale_months": "2"}).status_code == 303
    sent = client.post(f"{drafted}/submit", data={"version": "8", "reason": "转售两个月", **_key(client, drafted)})
    assert sent.status_code == 303
    page = client.get(drafted).text
    assert "Waits for approval" in page
    assert "Months to resell the goods" in page
    assert client.get(f"{drafted}/head").status_code == 404
    assert client.post(f"{drafted}/discard", data={"version": "9"}).status_code == 422
    assert sign_in("su").post(f"/complaints/circulation/{old}/draft").status_code == 403
    assert sign_in("ma").get("/complaints/circulation/").status_code == 403


def _key(client: FlaskClient, page: str) -> dict[str, str]:
    return {"form_key": client.get(page).text.split('name="form_key" value="')[1].split('"')[0]}


@pytest.mark.usefixtures("context")
def test_the_demo_office_names_the_departments_of_its_factory_route() -> None:
    factories.make_posts()
    cast = {name: factories.actor(name) for name in ("kong", "gao")}
    demo_causes.build(cast)
    demo_circulation.build(cast)
    one = queries.route_in_force("factory")
    assert one is not None
    assert one.revision == 2
    register = queries.stages_of(one.id)[1]
    assert queries.holder_of(register, Case()) == (None, factories.department_id("客户服务部"))
