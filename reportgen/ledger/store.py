"""The files that publications were made from, beside the ledger: one file per content, named by its SHA-256.

Nothing is ever taken out of it by the program; what is there is checked against its name whenever it is read.
"""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from reportgen.ledger.damage import LedgerDamaged

FOLDER = "store"


class Store:
    """The store beside a ledger."""

    def __init__(self, ledger: Path) -> None:
        self._folder = ledger.parent / FOLDER

    def path(self, digest: str) -> Path:
        return self._folder / digest

    def put(self, content: bytes) -> str:
        """Keeps the content, on the disk before this returns; its SHA-256."""
        digest = sha256(content).hexdigest()
        kept = self.path(digest)
        if kept.is_file() and kept.stat().st_size == len(content) and sha256(kept.read_bytes()).hexdigest() == digest:
            return digest
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target, name = tempfile.mkstemp(dir=self._folder, prefix=".keeping-")  # 0600
        temporary = Path(name)
        try:
            with os.fdopen(target, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(kept)
        finally:
            temporary.unlink(missing_ok=True)
        return digest

    def get(self, digest: str) -> bytes:
        """The content; LedgerDamaged when it is gone or is not what its name says."""
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError:
            raise LedgerDamaged(f"{FOLDER}/{digest}: gone") from None
        if sha256(content).hexdigest() != digest:
            raise LedgerDamaged(f"{FOLDER}/{digest}: altered")
        return content
