"""A publication's inputs, roster, rules and earlier figures into the store: enough to score it again one day."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from reportgen.ledger.annals import Edition, KeptFile, Part
from reportgen.ledger.earlier import as_text
from reportgen.ledger.store import Store
from reportgen.pipeline.reckoning import Reckoned
from reportgen.publish.record import tree_hash
from reportgen.settings import Settings

EARLIER = "earlier.json"
_PROGRAM = Path(__file__).resolve().parents[2]


class RulesChanged(Exception):
    """A file of the rules was changed while the program worked by them; the text names it."""


def program() -> str:
    """The hash of the program that scores."""
    return tree_hash([_PROGRAM], (".py",))


def keep(settings: Settings, reckoned: Reckoned, results: bytes, store: Store) -> Edition:
    """Everything of this publication in the store, and the edition that names it (with revision 1). Raises
    RulesChanged when a file of the rules is no longer what was read."""
    files = (*_handed_in(settings, reckoned, store), *_rules(settings, store), _earlier(reckoned, store))
    return Edition(str(reckoned.gathered.period), 1, store.put(results), program(), tuple(sorted(files)))


def files_now(settings: Settings, reckoned: Reckoned) -> tuple[KeptFile, ...]:
    """What a publication of this would be made from; nothing is kept."""
    handed_in = (
        KeptFile(_part(settings, one.file), one.file, one.sha256, one.size) for one in reckoned.gathered.sources
    )
    rules = (KeptFile(_rule(settings, name), name, digest, 0) for name, digest in settings.rules)
    text = as_text(reckoned.history)
    earlier = KeptFile("earlier", EARLIER, sha256(text).hexdigest(), len(text))
    return tuple(sorted((*handed_in, *rules, earlier)))


def _part(settings: Settings, file: str) -> Part:
    return "roster" if file == settings.paths.roster else "data"


def _rule(settings: Settings, name: str) -> Part:
    return "scheme" if any(scheme.file == name for scheme in settings.schemes) else "config"


def _handed_in(settings: Settings, reckoned: Reckoned, store: Store) -> Iterator[KeptFile]:
    snapshots = settings.paths.outputs / ".snapshots"
    for one in reckoned.gathered.sources:
        digest = store.put((snapshots / one.sha256).read_bytes())
        yield KeptFile(_part(settings, one.file), one.file, digest, one.size)


def _rules(settings: Settings, store: Store) -> Iterator[KeptFile]:
    for name, digest in settings.rules:
        content = (settings.root / name).read_bytes()
        if sha256(content).hexdigest() != digest:
            raise RulesChanged(name)
        yield KeptFile(_rule(settings, name), name, store.put(content), len(content))


def _earlier(reckoned: Reckoned, store: Store) -> KeptFile:
    text = as_text(reckoned.history)
    return KeptFile("earlier", EARLIER, store.put(text), len(text))
