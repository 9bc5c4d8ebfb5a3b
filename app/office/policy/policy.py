"""What the office says of itself."""

from __future__ import annotations

from app.domain.text import N_, Text
from app.office.policy.declare import policy, value


@policy("office", Text("The office"))
class OfficePolicy:
    """Name, language and profile of the office; printed on its papers."""

    name: str = value("前台", Text("Name of the office"), row="O-05")
    phone: str = value("", Text("Telephone"), row="O-05", empty=True)
    address: str = value("", Text("Address"), row="O-05", empty=True)
    language: str = value(
        "zh_Hans_CN",
        Text("Language of the office and of its papers"),
        row="O-20",
        choices=(("zh_Hans_CN", N_("Simplified Chinese")), ("en", N_("English"))),
    )
    profile: str = value("gas", Text("Profile"), row="O-14")


@policy("office.rules", Text("About these rules"))
class RulesPolicy:
    """Who answers for the rules (制度的解释与审批), printed below their sheet."""

    interpreted_by: str = value("", Text("Department that interprets the rules"), row="O-21", empty=True)
    approved_by: str = value("", Text("Approved by"), row="O-21", empty=True)
    fallback: str = value("国家法律法规及上级公司规定", Text("What holds where the rules are silent"), row="O-21")
