"""Why money that came settles nothing, or cannot be told apart, in zh and en."""

from __future__ import annotations

WORDS = {
    "same-amount": {
        "zh": "同客户同金额的不止一笔，分不清是哪一笔",
        "en": "more than one of this customer has this amount; which one it is cannot be told",
    },
    "several-readings": {
        "zh": "有几种凑法都对得上，分不清是哪一种",
        "en": "the amounts add up in more than one way; which one it is cannot be told",
    },
    "no-equal": {
        "zh": "没有凭证号，金额与该客户未收的各笔都不等（共 {asked}）",
        "en": "no voucher number, and no open claim of this customer has this amount ({asked} in all)",
    },
    "no-equal-many": {
        "zh": "没有凭证号，金额与该客户未收的各笔都不等（共 {asked}），且有 {count} 笔，未逐一拼凑",
        "en": "no voucher number, and no open claim of this customer has this amount ({asked} in all); "
        "there are {count} of them, so sums of several were not tried",
    },
    "unknown-number": {
        "zh": "销售记录中没有这个凭证号",
        "en": "the records of sales do not have this voucher number",
    },
    "all-settled": {
        "zh": "没有凭证号，该客户的应收都已有着落，或不在 {days} 天之内",
        "en": "no voucher number, and all claims of this customer are settled or not within {days} days",
    },
    "nothing-open": {
        "zh": "销售记录中没有该客户这一币种的未收款",
        "en": "the records of sales have no open claim of this customer in this currency",
    },
    "other-currency": {
        "zh": "凭证号相同而币种不同（应收为{currencies}）",
        "en": "the voucher number is the same and the currency is not (billed in {currencies})",
    },
    "too-little": {
        "zh": "收款 {amount} 少于所列凭证未收之和 {asked}，无法分摊",
        "en": "{amount} came, less than the {asked} that is open on the vouchers it names; it cannot be divided",
    },
    "too-much": {
        "zh": "超出所列凭证的未收金额",
        "en": "more than is open on the vouchers that it names",
    },
}  # fmt: skip
