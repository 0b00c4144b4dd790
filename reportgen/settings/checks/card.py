"""The card's tree: a group has children whose points add up to its own, a leaf has a rule, weights add up to 100."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportgen.exact import HUNDRED, plain, total
from reportgen.scheme import Item, Scheme
from reportgen.score.rules.special import Special
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, slip


def check(draft: Draft) -> Iterator[Slip]:
    for path, item in draft.items:
        if item.under:
            yield from draft.unknown((*path, "under"), "items", "UNKNOWN_ITEM", item.under)
        if item.special and item.full:
            yield slip((*path, "full"), "SPECIAL_FULL", found=item.full)
        if isinstance(item.rule, Special) and not item.special:
            yield slip((*path, "rule", "kind"), "RULE_ONLY_SPECIAL", item=item.id)
        if item.weight is not None and item.under:
            yield slip((*path, "weight"), "WEIGHT_BELOW", under=item.under)
    if not draft.whole("items"):
        return
    yield from _parents(draft)
    loops = list(_loops(draft))
    yield from loops
    if not loops:
        yield from _rules(draft)
        yield from _sums(draft)
        yield from _weights(draft)


def roles_of(scheme: Scheme) -> tuple[str, ...]:
    """The roles that have a card; one without a name when no item names any."""
    return scheme.roles or ("",)


def _parents(draft: Draft) -> Iterator[Slip]:
    by_id = {item.id: item for _, item in draft.items}
    for path, item in draft.items:
        parent = by_id.get(item.under)
        if parent and parent.roles:
            beyond = [role for role in item.roles or roles_of(draft.scheme) if role not in parent.roles]
            if beyond:
                yield slip((*path, "roles"), "ROLES_BEYOND_PARENT", under=parent.id, roles="、".join(beyond))


def _loops(draft: Draft) -> Iterator[Slip]:
    above = {item.id: item.under for _, item in draft.items}
    reported: set[str] = set()
    for path, item in draft.items:
        chain = [item.id]
        while (under := above.get(chain[-1], "")) and under not in chain:
            chain.append(under)
        if under == item.id and item.id not in reported:
            reported.update(chain)
            yield slip((*path, "under"), "LOOP", chain=" → ".join([*chain, item.id]))


def _children(scheme: Scheme, role: str) -> dict[str, list[Item]]:
    children: defaultdict[str, list[Item]] = defaultdict(list)
    for item in scheme.items_of(role):
        children[item.under].append(item)
    return children


def _rules(draft: Draft) -> Iterator[Slip]:
    found: dict[Slip, None] = {}
    for role in roles_of(draft.scheme):
        children = _children(draft.scheme, role)
        for path, item in draft.items:
            if item.roles and role not in item.roles:
                continue
            if children.get(item.id) and item.rule:
                found[slip((*path, "rule"), "GROUP_HAS_RULE", child=children[item.id][0].id)] = None
            elif not children.get(item.id) and not item.rule:
                found[slip(path, "LEAF_WITHOUT_RULE")] = None
    yield from found


def _sums(draft: Draft) -> Iterator[Slip]:
    found: defaultdict[tuple[Path, str, str], list[str]] = defaultdict(list)
    for role in roles_of(draft.scheme):
        children = _children(draft.scheme, role)
        for path, item in draft.items:
            below = [child.full for child in children.get(item.id, ()) if not child.special]
            here = not item.roles or role in item.roles
            if here and children.get(item.id) and total(below) != item.full:
                found[(*path, "full"), plain(total(below)), plain(item.full)].append(role)
    for (path, added, full), roles in found.items():
        yield slip(path, "SUM_DIFFERS", sum=added, full=full, roles=_listed(roles))


def _weights(draft: Draft) -> Iterator[Slip]:
    lacking: dict[Slip, None] = {}
    differing: defaultdict[tuple[Path, str], list[str]] = defaultdict(list)
    for role in roles_of(draft.scheme):
        top = [
            (path, item)
            for path, item in draft.items
            if not item.under and not item.special and (not item.roles or role in item.roles)
        ]
        weighted = [(path, item.weight) for path, item in top if item.weight is not None]
        added = total(weight for _, weight in weighted)
        if 0 < len(weighted) < len(top):
            lacking |= {
                slip(path, "WEIGHT_MISSING", sum=plain(added)): None for path, item in top if item.weight is None
            }
        elif weighted and added != HUNDRED:
            differing[(*weighted[0][0], "weight"), plain(added)].append(role)
    yield from lacking
    for (path, sum_of_weights), roles in differing.items():
        yield slip(path, "WEIGHTS_DIFFER", sum=sum_of_weights, roles=_listed(roles))


def _listed(roles: list[str]) -> str:
    return "、".join(filter(None, roles)) or "—"
