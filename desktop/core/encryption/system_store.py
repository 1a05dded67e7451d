"""The system's own store of secrets (Credential Manager, Keychain, Secret Service): "do not ask on this account".

It protects against other accounts, not against whoever sits at this one. Where a system has none, or it fails for whatever
reason of its own, a passphrase is asked as always.
"""

from __future__ import annotations

import logging
from base64 import b64decode, b64encode

from desktop.core.errors import UserError
from desktop.core.i18n import _

SERVICE = "AgriDesk"


def secret(entry: str) -> bytes | None:
    """The secret kept under `entry`; None where there is none, or no store."""
    if not entry:
        return None
    try:
        import keyring

        kept = keyring.get_password(SERVICE, entry)
        return b64decode(kept) if kept else None
    except Exception:  # noqa: BLE001 - each store has its own errors, and a passphrase serves as well
        logging.getLogger(__name__).info("no store of secrets answers")
        return None


def keep(entry: str, value: bytes) -> None:
    """Keep a secret. Raises `UserError` where the system has no store."""
    try:
        import keyring

        keyring.set_password(SERVICE, entry, b64encode(value).decode())
        if keyring.get_password(SERVICE, entry) != b64encode(value).decode():
            raise RuntimeError("not kept")
    except Exception as error:  # as above
        raise UserError(_("This system has no store of secrets that answers, so that the passphrase must be asked each time.")
                        ) from error


def drop(entry: str) -> None:
    """Keep a secret no longer."""
    try:
        import keyring

        keyring.delete_password(SERVICE, entry)
    except Exception:  # noqa: BLE001 - without its way it opens nothing
        logging.getLogger(__name__).info("a secret of no use stays in the store of the system")
