"""The columns of a sheet of customers and their contacts, the same for what comes in and what is taken along (O-15)."""

from __future__ import annotations

from collections.abc import Mapping

from app.customers.contacts.rules import PARTS
from app.customers.files import catalogue
from app.customers.files.rules import CATEGORIES, COMPANY, KINDS, PERSON
from app.domain.errors import Refused
from app.domain.text import Text
from app.exchange.columns import Column
from app.web.language import say

# `also`: what our own pages call them in either language, and what lists of offices usually say.
NUMBER = Column("number", "客户编号", "number", also=("编号", "Customer no."))
OF_FILE = (
    Column(
        "name",
        "客户名称",
        "name",
        required=True,
        also=("名称", "单位名称", "企业名称", "公司名称", "客户姓名", "姓名"),
    ),
    Column("kind", "客户类型", "kind", also=("类型",)),
    Column("category", "客户类别", "category", also=("类别", "客户分类")),
    Column("important", "重要客户", "important", also=("是否重要", "Important customer")),
    Column("nature", "企业性质", "nature", also=("单位性质", "Nature of the enterprise")),
    Column("supervising_unit", "主管单位", "supervising_unit", also=("上级单位",)),
    Column("address", "地址", "address", also=("客户地址", "单位地址", "联系地址", "住址")),
    Column(
        "phone", "联系电话", "phone", also=("电话", "客户电话", "电话号码", "联系方式", "Telephone", "手机", "手机号")
    ),
    Column("uscc", "统一社会信用代码", "uscc", also=("信用代码", "Unified social credit code")),
    Column("source", "来源", "source", also=("客户来源",)),
    Column("owner", "负责人", "owner", also=("客户负责人", "责任人")),
    Column("first_contact_on", "首次接触", "first_contact", also=("首次接触日期",)),
    Column("opened_on", "建档日期", "opened_on", also=("Opened",)),
    Column("note", "备注", "note"),
)
CONTACT = Column("contact", "联系人", "contact", also=("联系人姓名", "Contact person", "Name of the contact", "姓名"))
OF_CONTACT = (
    Column("contact_post", "联系人职务", "post", also=("职务",)),
    Column("contact_part", "联系人角色", "part", also=("角色", "Part of the contact")),
    Column("contact_mobile", "联系人手机", "mobile", also=("手机", "手机号")),
    Column("contact_phone", "联系人电话", "contact_phone"),
    Column("contact_email", "电子邮箱", "email", also=("邮箱", "E-mail address")),
)
COLUMNS = (NUMBER, *OF_FILE, CONTACT, *OF_CONTACT)
DETAILS = tuple(column.key.removeprefix("contact_") for column in OF_CONTACT)

CATEGORY_WORDS: Mapping[str, str] = {
    **{key: key for key in CATEGORIES},
    **{"目标": "target", "一般": "ordinary", "重点": "key", "潜在": "potential"},
    **{"目标客户": "target", "一般客户": "ordinary", "重点客户": "key", "潜在客户": "potential"},
}
KIND_WORDS: Mapping[str, str] = {
    **{"个人": PERSON, "自然人": PERSON, "企业": COMPANY, "单位": COMPANY, "公司": COMPANY, "机构": COMPANY}
}
PART_WORDS: Mapping[str, str] = {
    **{"决策": "decides", "决策人": "decides", "经办": "handles", "经办人": "handles", "付款": "pays"},
    **{"付款人": "pays", "使用": "uses", "使用人": "uses", "其他": "other"},
}
YES = {"是", "yes", "y", "1", "true", "√", "重要"}
NO = {"否", "no", "n", "0", "false", "×"}

Words = Mapping[str, Mapping[str, str]]


def words() -> Words:
    """What a sheet may write for kinds, categories and parts: keys, the usual Chinese words, and what an export in
    English or in the reader's language writes; the office's own categories too."""
    own = {row.key: word for row in catalogue.all_categories() for word in [row.name] if word}
    return {
        "kind": {**_named(KINDS), **KIND_WORDS},
        "category": {**_named(CATEGORIES), **CATEGORY_WORDS, **{word.casefold(): key for key, word in own.items()}},
        "contact_part": {**_named(PARTS), **PART_WORDS},
    }


def key_of_word(column: str, text: str, known: Words) -> str | None:
    """The key that a word of this column means; None for nothing. Raises Refused with the words that are known."""
    if not text:
        return None
    found = known[column].get(text.casefold())
    if found is None:
        raise _not_one_of(column, text)
    return found


def yes_or_no(text: str) -> bool | None:
    """是 or 否; None for nothing. Raises Refused for all else."""
    plain = text.casefold()
    if plain in YES | NO:
        return plain in YES
    if plain:
        raise Refused(Text("“%(text)s” is neither yes nor no. Write 是 or 否.", text=text[:60]), field="important")
    return None


def _named(labels: Mapping[str, str]) -> dict[str, str]:
    named = {word.casefold(): key for key, label in labels.items() for word in (label, say(Text(label)))}
    return {**named, **{key: key for key in labels}}


def _not_one_of(column: str, text: str) -> Refused:
    if column == "category":
        names = say(Text(", ")).join(catalogue.categories().values())
        return Refused(Text("“%(text)s” is no category. Write one of: %(names)s.", text=text[:60], names=names))
    names = say(Text(", ")).join(say(Text(label)) for label in (KINDS if column == "kind" else PARTS).values())
    return Refused(Text("“%(text)s” is not known here. Write one of: %(names)s.", text=text[:60], names=names))
