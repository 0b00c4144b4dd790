"""What the columns and figures behind a report's formulas are called."""

from __future__ import annotations

WORDS = {
    "live-group": {"zh": "{where}：{what}", "en": "{where}: {what}"},
    "live-weight": {"zh": "权重", "en": "weight"},
    "live-weighted": {"zh": "{name} 折合", "en": "{name}, weighted"},
    "live-score": {"zh": "得分", "en": "score"},
    "live-counts": {"zh": "计入", "en": "counts"},
    "live-grade": {"zh": "等级", "en": "grade"},
    "live-rank-here": {"zh": "名次", "en": "rank"},
    "live-change-here": {"zh": "较上月", "en": "change"},
    "live-shown": {"zh": "所示数值", "en": "as shown"},
    "live-lost-points": {"zh": "失分", "en": "lost"},
    "live-lost-counted": {"zh": "折合总分", "en": "in the score"},
    "live-share-exact": {"zh": "占比（未舍入）%", "en": "share, unrounded %"},
    "live-share-down": {"zh": "占比舍去 %", "en": "share cut off %"},
    "live-share-rest": {"zh": "余数", "en": "remainder"},
    "live-share-order": {"zh": "补足次序", "en": "order of remainders"},
    "live-share": {"zh": "占比 %", "en": "share %"},
    "live-people": {"zh": "人数", "en": "people"},
    "live-people-before": {"zh": "上月人数", "en": "people last month"},
    "live-lost-sum": {"zh": "失分合计", "en": "lost in all"},
    "live-lost-exact": {"zh": "折合（未舍入）", "en": "in the score, unrounded"},
    "live-lost-rounded": {"zh": "折合总分", "en": "in the score"},
    "live-lost-people": {"zh": "失分人数", "en": "people who lost"},
    "live-lost-of": {"zh": "有该项目人数", "en": "people with the item"},
    "live-lost-average": {"zh": "人均失分", "en": "per person"},
    "live-lost-rank": {"zh": "名次", "en": "place"},
}
