"""Ids for columns and tables: the usual English word for a usual header, else the header's own characters."""

from __future__ import annotations

import re
from collections.abc import Collection

from reportgen.normal import key
from reportgen.suggest.labels import NAMES, WHOSE

USUAL = {
    "日期": "date", "客户": "customer", "客户名称": "customer", "金额": "amount", "数量": "quantity", "备注": "remark",
    "部门": "department", "岗位": "post", "职务": "post", "产品": "product", "品名": "product", "销售额": "sales",
    "得分": "points", "说明": "note", "项目": "item", "单价": "price", "计划数": "planned", "完成数": "done",
    "审核人": "reviewer", "考核人": "rater", "地址": "address", "状态": "state", "类别": "category",
}  # fmt: skip
_ODD = re.compile(r"[^\w-]+")


def id_for(name: str, taken: Collection[str], *, person: bool = False, called: bool = False) -> str:
    """`person` is the column of the 工号, `called` that of the name that goes with it."""
    plain = key(name)
    if person:
        base = "person"
    elif called:
        base = "name"
    else:
        base = USUAL.get(plain) or _ODD.sub("", plain).strip("-_") or "column"
        base = {"person": "person-2", "name": "name-2"}.get(base, base)
    number, id = 1, base
    while id in taken:
        number += 1
        id = f"{base}-{number}"
    return id


def is_whose(name: str) -> bool:
    return key(name) in {key(word) for word in WHOSE} or "工号" in key(name)


def is_name(name: str) -> bool:
    return key(name) in {key(word) for word in NAMES}
