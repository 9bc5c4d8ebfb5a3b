"""Late stages of the demo office: enquiry slips on complaints that were closed, one answered, one waiting."""

from __future__ import annotations

from collections.abc import Mapping

from app.complaints.lateness import queries, rules, service
from app.complaints.lateness.people import addressee
from app.domain.actor import Actor
from app.unit_of_work import unit_of_work


def build(cast: Mapping[str, Actor]) -> None:
    """Ask about every late stage but one; the first department answers."""
    late = queries.every_left(queries.Filters(which=rules.UNASKED), cast["kong"])
    for n, row in enumerate(late[1:]):
        made = service.ask(row.ComplaintStage.id, "请说明延误原因及改进措施。", by=cast["kong"])
        head = addressee(made.department_id, made.staff_id)
        people = [actor for actor in cast.values() if actor.staff_id is not None and actor.staff_id == head]
        if n == 0 and people:
            with unit_of_work(by=people[0]):
                reason, measure = "检测设备检修，等候外协报告。", "与外协单位签订加急协议，两日内出具报告。"
                service.answer(made.id, made.version, reason, measure, by=people[0])
