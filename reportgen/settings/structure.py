"""A parsed TOML document to frozen dataclasses, with every mistake in it: the door to cattrs.

Nothing is converted: text is only text, a whole number is no true/false, and a key that no dataclass knows is a
mistake. Numbers with a point arrive as Decimal (tomllib's `parse_float`), so no figure was ever a float.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError, IterableValidationError
from cattrs.errors import IterableValidationNote
from cattrs.gen import make_dict_structure_fn

from reportgen.scheme import Check, Column, Measure, Rule, Showing
from reportgen.score import measures, rules
from reportgen.score.observations import OBSERVATIONS, Observation
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, shown, slip
from reportgen.settle import outputs
from reportgen.validate import kinds

SILENT = ""  # the code of a mistake that is already reported at its own place


class Unfit(ValueError):
    """A value that does not fit; `below` is the key under it that is at fault."""

    def __init__(self, code: str, values: Mapping[str, str] | None = None, below: Path = ()) -> None:
        super().__init__(code)
        self.code, self.values, self.below = code, values or {}, below


@dataclass(frozen=True, slots=True)
class Parts:
    """The readable fields of one document. Lists of tables are read one by one: a bad one costs only itself.

    `places` are the positions in the file of the elements that were read; `broken` holds (field, id) of those that
    were not, and (field, "") of fields without elements.
    """

    values: Mapping[str, Any]
    places: Mapping[str, tuple[int, ...]]
    broken: frozenset[tuple[str, str]]
    slips: tuple[Slip, ...]


def parts_of(
    cls: type, document: Mapping[str, Any], *, without: tuple[str, ...] = (), beside: tuple[str, ...] = ()
) -> Parts:
    """The fields of dataclass `cls` out of a document's top level, but for the fields `without`, which no file sets;
    the keys `beside` are read elsewhere."""
    values: dict[str, Any] = {}
    places: dict[str, tuple[int, ...]] = {}
    broken: set[tuple[str, str]] = set()
    hints, slips = get_type_hints(cls), []
    names = [one.name for one in fields(cls) if one.name not in without]
    for one in fields(cls):
        if one.name in without:
            continue
        raw = document.get(one.name)
        if raw is None:
            if one.default is MISSING and one.default_factory is MISSING:
                slips.append(slip((), "MISSING_KEY", key=one.name))
                broken.add((one.name, ""))
        elif isinstance(raw, list) and (element := _element(hints[one.name])):
            read = [(at, *read_as(element, entry, (one.name, at))) for at, entry in enumerate(raw)]
            values[one.name] = tuple(value for _, value, wrong in read if not wrong)
            places[one.name] = tuple(at for at, _, wrong in read if not wrong)
            broken |= {(one.name, _id(raw[at])) for at, _, wrong in read if wrong}
            slips += [found for _, _, wrong in read for found in wrong]
        else:
            value, wrong = read_as(hints[one.name], raw, (one.name,))
            slips += wrong
            if wrong:
                broken.add((one.name, ""))
            else:
                values[one.name] = value
    unknown = sorted(set(document) - set(names) - set(beside))
    slips += [slip((key,), "UNKNOWN_KEY", **known(key, (*names, *beside))) for key in unknown]
    return Parts(values, places, frozenset(broken), tuple(one for one in slips if one.code))


def read_as(cls: Any, raw: object, path: Path) -> tuple[Any, tuple[Slip, ...]]:
    """`raw` as `cls`, or None and every reason why not, each with its path."""
    try:
        return converter().structure(raw, cls), ()
    except (ClassValidationError, IterableValidationError, Unfit) as error:
        return None, tuple(_slips(error, path))


def _element(hint: Any) -> Any:
    """The dataclass of a tuple of dataclasses, or what stands for those of a few kinds."""
    first = get_args(hint)[:1]
    fits = get_origin(hint) is tuple and first and (is_dataclass(first[0]) or first[0] is Check)
    return first[0] if fits else None


def _id(raw: object) -> str:
    found = raw.get("id") if isinstance(raw, Mapping) else None
    return found if isinstance(found, str) else ""


def _slips(error: Exception, path: Path) -> Iterator[Slip]:
    if isinstance(error, ClassValidationError):
        with_attribute, without = error.group_exceptions()
        for one, attribute in with_attribute:
            yield from _slips(one, (*path, attribute.name))
        for one in without:
            yield from _slips(one, path)
    elif isinstance(error, IterableValidationError):
        for one, element in error.group_exceptions()[0]:
            yield from _slips(one, (*path, element.index))
    elif isinstance(error, ForbiddenExtraKeysError):
        names = [one.name for one in fields(error.cl)]
        yield from (slip((*path, key), "UNKNOWN_KEY", **known(key, names)) for key in sorted(error.extra_fields))
    elif isinstance(error, Unfit):
        yield slip((*path, *error.below), error.code, **error.values)
    elif isinstance(error, KeyError):
        yield slip(path[:-1], "MISSING_KEY", key=path[-1])
    else:
        raise error


@cache
def converter() -> Converter:
    """The one converter; built when first needed."""
    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    made.register_structure_hook(str, lambda raw, _: _only(str, raw, "WANTS_TEXT"))
    made.register_structure_hook(bool, lambda raw, _: _only(bool, raw, "WANTS_TRUE_OR_FALSE"))
    made.register_structure_hook(int, lambda raw, _: _only(int, raw, "WANTS_WHOLE_NUMBER"))
    made.register_structure_hook(date, lambda raw, _: _only(date, raw, "WANTS_DATE"))
    made.register_structure_hook(Decimal, lambda raw, _: _number(raw))
    made.register_structure_hook_factory(is_dataclass, lambda cls: _table_hook(cls, made))
    made.register_structure_hook_func(_has_origin(tuple), lambda raw, cls: _list(raw, cls, made))
    made.register_structure_hook_func(_is_mapping, lambda raw, cls: _mapping(raw, cls, made))
    made.register_structure_hook_func(_has_origin(Literal), _literal)
    made.register_structure_hook_func(_has_literal, lambda raw, cls: _or_word(raw, cls, made))
    for union, key, offered in (
        (Rule, "kind", rules.KINDS),
        (Measure, "kind", measures.KINDS),
        (Observation, "see", OBSERVATIONS),
        (Showing, "kind", outputs.KINDS),
        (Check, "kind", kinds.KINDS),
    ):
        table = {getattr(kind, key): kind for kind in offered}
        made.register_structure_hook_func(_is(union), _tagged(key, table, made))
    return made


def _only(cls: type, raw: object, code: str) -> object:
    if type(raw) is not cls:
        raise Unfit(code, {"found": shown(raw)})
    return raw


def _number(raw: object) -> Decimal:
    if type(raw) is not int and not isinstance(raw, Decimal):
        raise Unfit("WANTS_NUMBER", {"found": shown(raw)})
    number = Decimal(raw)
    if not number.is_finite():
        raise Unfit("WANTS_NUMBER", {"found": shown(raw)})
    return number


def _table_hook(cls: Any, made: Converter) -> Any:
    read = make_dict_structure_fn(cls, made)

    def structure(raw: object, _: object) -> Any:
        if cls is Column and isinstance(raw, Column):
            return raw  # one of [shared], read already
        if isinstance(raw, Unfit):
            raise Unfit(raw.code, raw.values, raw.below)
        if not isinstance(raw, Mapping):
            raise Unfit("WANTS_TABLE", {"found": shown(raw)})
        return read(dict(raw), cls)

    return structure


def _list(raw: object, cls: Any, made: Converter) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise Unfit("WANTS_LIST", {"found": shown(raw)})
    return tuple(_each(enumerate(raw), get_args(cls)[0], cls, made).values())


def _has_origin(wanted: Any) -> Callable[[Any], bool]:
    return lambda cls: bool(get_origin(cls) is wanted)


def _is_mapping(cls: Any) -> bool:
    origin = get_origin(cls)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _mapping(raw: object, cls: Any, made: Converter) -> dict[Any, Any]:
    if not isinstance(raw, Mapping):
        raise Unfit("WANTS_TABLE", {"found": shown(raw)})
    return _each(raw.items(), get_args(cls)[1], cls, made)


def _each(entries: Any, element: Any, cls: Any, made: Converter) -> dict[Any, Any]:
    read, errors = {}, []
    for at, entry in entries:
        try:
            read[at] = made.structure(entry, element)
        except (ClassValidationError, IterableValidationError, Unfit) as error:
            error.add_note(IterableValidationNote(f"at {at}", at, element))
            errors.append(error)
    if errors:
        raise IterableValidationError("in a list", errors, cls)
    return read


def _literal(raw: object, cls: Any) -> object:
    choices = get_args(cls)
    if type(raw) is not str or raw not in choices:
        raise Unfit("NOT_A_CHOICE", known(shown(raw).strip('"'), choices) | {"found": shown(raw)})
    return raw


def _has_literal(cls: Any) -> bool:
    return get_origin(cls) in (types.UnionType, Union) and any(get_origin(one) is Literal for one in get_args(cls))


def _or_word(raw: object, cls: Any, made: Converter) -> object:
    """A number or one of a few words."""
    words = [word for one in get_args(cls) if get_origin(one) is Literal for word in get_args(one)]
    if isinstance(raw, str):
        if raw not in words:
            raise Unfit("WANTS_NUMBER_OR", {"found": shown(raw), "word": "、".join(f'"{word}"' for word in words)})
        return raw
    return made.structure(raw, next(one for one in get_args(cls) if get_origin(one) is not Literal))


def _is(wanted: Any) -> Callable[[Any], bool]:
    return lambda cls: bool(cls is wanted or cls == wanted)


def _tagged(key: str, table: Mapping[str, type], made: Converter) -> Any:
    """A table whose `key` says which dataclass it is."""

    def structure(raw: object, _: object) -> Any:
        if not isinstance(raw, Mapping):
            raise Unfit("WANTS_TABLE", {"found": shown(raw)})
        tag = raw.get(key)
        if tag is None:
            raise Unfit("MISSING_KIND", {"key": key, "known": "、".join(sorted(table))})
        if not isinstance(tag, str) or tag not in table:
            raise Unfit("UNKNOWN_KIND", known(str(tag), sorted(table)) | {"found": shown(tag)}, (key,))
        return made.structure({name: value for name, value in raw.items() if name != key}, table[tag])

    return structure
