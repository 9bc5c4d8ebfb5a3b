"""The causes of complaints of the demo office: besides the usual ones those that a gas company meets."""

from __future__ import annotations

from collections.abc import Mapping

from app.complaints.causes import queries, service
from app.domain.actor import Actor

OWN = ("气压不足", "抄表差错", "结算单金额有误", "上门服务不及时")
OUT_OF_USE = "上门收费态度"


def build(cast: Mapping[str, Actor]) -> None:
    """Take over the usual causes, add the office's own, and take one out of use."""
    kong = cast["kong"]
    service.seed(by=kong)
    for place, name in enumerate(OWN, 1):
        service.add(name, scheme="service", position=place * 10, by=kong)
    gone = service.add(OUT_OF_USE, scheme="service", negligence=True, position=90, by=kong)
    service.use(gone.id, queries.cause_of(gone.id).version, retired=True, by=kong)
