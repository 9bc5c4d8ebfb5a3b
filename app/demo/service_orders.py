"""Repair requests of the demo office: to be decided, ordered, done, passed on, the owner's own matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.complaints.service_orders import rules, service
from app.complaints.service_orders.models import ServiceOrder
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db

MANY = (
    ("幸福花园 3 栋 1202", "燃气热水器前阀门渗漏，已自行关闭总阀。", rules.PRIVATE, False, "王小明", "13800001234"),
    ("幸福花园 5 栋 301", "表前阀关不严，每月多走字。", rules.PRIVATE, None, "李芳", "13800005678"),
    ("翠湖苑 1 栋大堂", "楼道立管支架脱落，管道晃动。", rules.PUBLIC, False, "翠湖苑物业", "0571-88880001"),
    ("翠湖苑 8 栋 202", "入户管墙洞未封，冬季漏风。", rules.PRIVATE, True, "周强", "13900002222"),
    ("城西路 17 号 2 单元 401", "户内软管老化，要求免费更换。", rules.PRIVATE, False, "孙丽", "13700003333"),
    ("幸福花园 2 栋 904", "换表后热水器打不着火。", rules.PRIVATE, False, "赵敏", "13600004444"),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Take them, and let each go a way of its own."""
    now, today, ma = clock.now(), clock.today(), cast["ma"].staff_id
    ids = db.session.scalars(select(Customer.id).where(Customer.kind == "person").order_by(Customer.id).limit(2)).all()
    made = []
    for n, (place, what, part, warranty, name, phone) in enumerate(MANY):
        new = rules.NewRequest(place, what, part, now - timedelta(hours=3 + n), warranty, None, name, phone)
        made.append(service.take(new, by=cast["fang"]))
    for customer_id in ids[:1]:
        own = rules.NewRequest(
            "厨房", "灶具点火后自动熄灭。", rules.PRIVATE, now - timedelta(hours=1), customer_id=customer_id
        )
        service.take(own, by=cast["fang"])
    leak, _, stair, builder, hose, heater = made
    order = rules.Order("更换阀门并检漏，恢复供气。", ma, due_on=today + timedelta(days=1), fee_fen=Fen(8000))
    service.accept(leak.id, leak.version, order, by=cast["kong"])
    service.accept(stair.id, stair.version, rules.Order("加固支架，检查全楼立管。", ma, due_on=today), by=cast["kong"])
    said = "已电话并书面转告施工单位，附照片两张。"
    service.refer(builder.id, builder.version, "翠湖苑开发公司工程部", said, today, by=cast["fang"])
    words = "保修期已满，户内软管由业主自行更换；可到营业厅选购合格软管并预约安装。"
    service.refuse(hose.id, hose.version, words, today, by=cast["fang"])
    service.accept(
        heater.id, heater.version, rules.Order("排空气、检查气压并试火。", ma, due_on=today), by=cast["fang"]
    )
    done = "排出管内空气，气压正常，试火三次正常。"
    service.finish(heater.id, _version(heater), now, done, satisfied=rules.SATISFIED, by=cast["ma"])


def _version(one: ServiceOrder) -> int:
    db.session.refresh(one)
    return one.version
