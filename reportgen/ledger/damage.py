"""What stops everything that needs the memory."""

from __future__ import annotations


class LedgerDamaged(Exception):
    """The ledger is no ledger, or of a newer version than this program; or a file of its store is gone or altered."""
