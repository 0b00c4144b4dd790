"""Why a letter may not go, and what documents are called when they are attached; in zh and en (zh-Hant from zh)."""

# ruff: noqa: E501 - one sentence, one line: a broken sentence is hard to translate
from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Words = Mapping[str, str]


def _words(zh: str, en: str) -> Words:
    return {"zh": zh, "en": en}


# What is seen while letters are written; a new run looks at these again.
COMPOSING: Final[Mapping[str, Words]] = {
    "recipient-unknown": _words("收件人工号 {person} 不在花名册中；请改正 config.toml 或花名册", "the recipient {person} is not on the roster; correct config.toml or the roster"),
    "recipient-left": _words("工号 {person} 已于 {left} 离职；请另行送达", "{person} left on {left}; deliver it in another way"),
    "address-missing": _words("花名册中工号 {person} 没有邮箱；请补上", "the roster has no address for {person}; add it"),
    "address-several": _words("花名册中工号 {person} 的邮箱一格写了多个地址；请只留一个", "the roster has more than one address in the cell of {person}; leave one"),
    "address-invalid": _words("花名册中工号 {person} 的邮箱写得不对；请改正", "the address of {person} on the roster is not valid; correct it"),
    "address-differs": _words("花名册中工号 {person} 的几行邮箱不一致；请改成一致", "the rows of {person} on the roster have different addresses; make them agree"),
    "address-shared": _words("工号 {person} 与 {others} 的邮箱相同，不知是谁的；请核对花名册", "{person} and {others} have the same address on the roster; find out whose it is"),
    "card-withheld": _words("考核单暂缓：{schemes}；改正后重新运行", "the card is withheld: {schemes}; mend what is wrong and run again"),
    "papers-differ": _words("文件读回来与结果记录不一致，没有发布；请看问题清单", "a document does not say what the record says and was not published; see the findings"),
    "mail-differs": _words("邮件读回来与结果记录不一致：{found}；请检查 templates/mail 后重新运行", "read back, the mail does not say what the record says: {found}; look at templates/mail and run again"),
    "too-large": _words("邮件有 {size} MB，超过 {most} MB；请另行送达，或改 [mail] largest_mb", "the mail has {size} MB, more than {most} MB; deliver it in another way or change largest_mb in [mail]"),
    "changed-after-sent": _words("第 {revision} 版已经发出，现在内容不同；请决定是否另发", "revision {revision} was sent, and now the content is another; decide whether to send it again"),
    "changed-after-doubt": _words("第 {revision} 版是否送达不明，现在内容又不同；请查明后决定", "nobody knows whether revision {revision} arrived, and now the content is another; find out and decide"),
    "changed-after-failure": _words("第 {revision} 版没有发成，现在内容不同；请决定是否另发", "revision {revision} could not be sent, and now the content is another; decide whether to send it"),
    "changed-after-approval": _words("第 {revision} 版批准之后内容变了；请决定发哪一版", "the content has changed since revision {revision} was approved; decide which one is to go"),
}  # fmt: skip

# What a run notices about letters of an earlier one.
FILLING: Final[Mapping[str, Words]] = {
    "superseded": _words("批准之后内容又变了；请重新批准", "the content has changed since it was approved; approve again"),
    "gone": _words("本次运行已不再生成这封邮件；请决定是否仍要发送", "this run no longer writes this letter; decide whether it is to go"),
    "file-missing": _words("发件箱中没有 {file}，或内容已被改动；请重新运行", "{file} is not in the outbox folder or was altered; run again"),
}  # fmt: skip

# What the gate finds in the exact bytes.
GATE: Final[Mapping[str, Words]] = {
    "bytes-differ": _words("文件内容与台账记录的不同；请重新运行", "the file is not what the ledger recorded; run again"),
    "unreadable": _words("邮件格式不完整；请重新运行", "the mail is not well-formed; run again"),
    "not-one-recipient": _words("收件人不是恰好一个", "the mail has not exactly one recipient"),
    "sender-differs": _words("发件人与 config.toml 的不同；请重新运行", "the sender is not the one of config.toml; run again"),
    "message-id-differs": _words("邮件编号与台账的不同；请重新运行", "the Message-ID is not the one of the ledger; run again"),
    "address-differs-from-roster": _words("收件地址不是花名册中工号 {person} 的邮箱；请重新运行", "the address is not the one of {person} on the roster; run again"),
    "recipient-differs": _words("收件人工号 {person} 与 config.toml 的安排不符；请重新运行", "{person} is not whom config.toml names as the recipient; run again"),
    "documents-differ": _words("附件与台账记录的不同；请重新运行", "the attachments are not those of the ledger; run again"),
    "no-document": _words("邮件没有附件", "nothing is attached"),
    "document-unreadable": _words("打不开附件 {name}，无法核对", "{name} cannot be opened and so not be checked"),
    "page-without-id": _words("附件 {name} 第 {page} 页看不出是谁的考核单", "page {page} of {name} does not say whose card it is"),
    "other-person": _words("附件 {name} 里的工号是 {found}，不是 {person}", "{name} is about {found}, not about {person}"),
    "month-not-found": _words("附件 {name} 里看不出月份", "{name} does not say which month it is about"),
    "other-month": _words("附件 {name} 是 {found} 的，不是 {expected} 的", "{name} is about {found}, not about {expected}"),
    "department-not-found": _words("附件 {name} 里看不出是哪个部门的", "{name} does not say which department it is about"),
    "other-department": _words("附件 {name} 是 {found} 的，不是 {expected} 的", "{name} is about {found}, not about {expected}"),
    "name-in-subject": _words("邮件主题里有人名；请改 templates/mail", "the subject holds a person's name; change templates/mail"),
    "figure-in-subject": _words("邮件主题里有数字；请改 templates/mail", "the subject holds a figure; change templates/mail"),
    "subject-empty": _words("邮件没有主题；请改 templates/mail", "the subject is empty; change templates/mail"),
    "figure-in-body": _words("邮件正文里有分数或金额；请改 templates/mail", "the text of the mail holds points or money; change templates/mail"),
    "name-in-attachment": _words("附件名里有人名", "the name of an attachment holds a person's name"),
}  # fmt: skip

STANDING: Final[Mapping[str, Words]] = {
    "not-approved": _words("尚未批准", "not approved yet"),
    "in-doubt": _words("不知对方是否已收到，请查明后决定", "nobody knows whether it arrived; find out and decide"),
    "under-way": _words("正在发送", "under way"),
    "mail-not-set": _words("config.toml 没有 [mail]，没有生成邮件", "config.toml has no [mail], so no mails were written"),
    "no-head": _words("config.toml 没有写部门“{department}”的负责人（head），不生成部门邮件", "config.toml names no head of {department}, so there is no mail with its report"),
    "no-contact": _words("config.toml 没有写部门“{department}”的联系人（contact），不生成退回邮件", "config.toml names no contact of {department}, so nothing is returned by mail"),
}  # fmt: skip

WORDS: Final[Mapping[str, Words]] = {**COMPOSING, **FILLING, **GATE, **STANDING}

ATTACHED: Final[Mapping[str, Words]] = {
    "card": _words("考核单", "scorecard"),
    "department": _words("部门报告", "department"),
    "company": _words("公司报告", "company"),
    "pay": _words("工资发放表", "pay"),
    "reconciliation": _words("往来对账", "reconciliation"),
    "returned": _words("退回", "returned"),
    "findings": _words("问题清单", "findings"),
}
PERIOD: Final[Words] = _words("{year}年{month}月", "{year}-{month:0>2}")
