"""How a key is locked away so that one secret opens it: a passphrase, a private key, a secret kept by the system.

Passphrases go through Argon2id (64 MiB, three passes, RFC 9106; a sixth of a second), whose parameters stand with the result,
so that they can be raised later. What locks the key away is AES-GCM, which tells a wrong secret from a right one; what stands
beside it (kind, name, parameters) is authenticated with it.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Any

PASSPHRASE, RECOVERY, HEADQUARTERS, SYSTEM = "passphrase", "recovery", "headquarters", "system"
KINDS = (PASSPHRASE, RECOVERY, HEADQUARTERS, SYSTEM)
MEMORY_KIB, PASSES, LANES = 65536, 3, 1
MOST_KIB, MOST_PASSES = 1 << 20, 20  # a file of keys that asks for more was not made by us
LEAST_LENGTH = 8
LEAST_SALT = 8  # bytes: Argon2 takes no less
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # nothing that is read as something else: no I, L, O, U, 0, 1
CODE_GROUPS, CODE_GROUP = 8, 4  # 32 of 30 letters: 157 bits


@dataclass(frozen=True)
class Way:
    """One way to the key: its kind, whose it is, when it was made, and the key locked away (`box`)."""

    kind: str
    name: str
    made_on: str
    box: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it stands in the file of keys."""
        return {"kind": self.kind, "name": self.name, "made_on": self.made_on, "box": self.box}

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Way:
        """From the file of keys. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
        kind, name, day, box = stored["kind"], stored["name"], stored["made_on"], stored["box"]
        if not all(isinstance(word, str) for word in (kind, name, day)) or not isinstance(box, dict):
            raise ValueError("not a way")
        return cls(kind, name, day, box)


def _text(data: bytes) -> str:
    return b64encode(data).decode()


def _bound(mark: bytes, kind: str, name: str, day: str, public: dict[str, Any]) -> bytes:
    """What is authenticated with the key: a way cannot be given another name, other parameters or another database."""
    return json.dumps([mark.hex(), kind, name, day, public], sort_keys=True, ensure_ascii=False).encode()


def _lock(secret: bytes, key: bytes, bound: bytes) -> dict[str, str]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    return {"nonce": _text(nonce), "key": _text(AESGCM(secret).encrypt(nonce, key, bound))}


def _unlock(secret: bytes, box: dict[str, Any], bound: bytes) -> bytes | None:
    """The key; None where the secret is another one."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(secret).decrypt(b64decode(box["nonce"]), b64decode(box["key"]), bound)
    except InvalidTag:
        return None


def _public(box: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in box.items() if name not in ("nonce", "key")}


def derived(key: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """A key for one purpose, made from another one (HKDF, RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt or None, purpose.encode()).derive(key)


# -- passphrases and recovery codes -----------------------------------------------------------------------------------


def plain_text(kind: str, typed: str) -> bytes:
    """What was typed as it counts: a passphrase in one form of Unicode, a code without blanks, hyphens and small letters."""
    if kind == RECOVERY:
        return "".join(letter for letter in typed.upper() if letter.isalnum()).encode()
    return unicodedata.normalize("NFKC", typed).strip().encode()


def _stretched(typed: bytes, box: dict[str, Any]) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    memory, passes, lanes, salt = box["memory"], box["passes"], box["lanes"], b64decode(box["salt"])
    if not all(type(number) is int for number in (memory, passes, lanes)) or len(salt) < LEAST_SALT:
        raise ValueError("no parameters")
    if not (8 * lanes <= memory <= MOST_KIB and 0 < passes <= MOST_PASSES and 0 < lanes <= 16):
        raise ValueError("impossible parameters")
    return hash_secret_raw(typed, salt, passes, memory, lanes, 32, Type.ID)


def by_typed(kind: str, name: str, day: str, mark: bytes, key: bytes, typed: str) -> Way:
    """A way in by something that is typed: a passphrase or a recovery code."""
    public = {"salt": _text(secrets.token_bytes(16)), "memory": MEMORY_KIB, "passes": PASSES, "lanes": LANES}
    secret = _stretched(plain_text(kind, typed), public)
    return Way(kind, name, day, public | _lock(secret, key, _bound(mark, kind, name, day, public)))


def key_by_typed(way: Way, mark: bytes, typed: str) -> bytes | None:
    """The key, where `typed` opens this way; else None."""
    secret = _stretched(plain_text(way.kind, typed), way.box)
    return _unlock(secret, way.box, _bound(mark, way.kind, way.name, way.made_on, _public(way.box)))


def new_code() -> str:
    """A recovery code, in groups that are easily copied."""
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_GROUP)) for _group in range(CODE_GROUPS))


# -- headquarters -----------------------------------------------------------------------------------------------------


def new_pair() -> tuple[bytes, bytes]:
    """A private and a public key (X25519), 32 bytes each."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public key of a private one."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _shared(private: bytes, public: bytes, sender: bytes, receiver: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))
    return derived(shared, "agridesk headquarters 1", sender + receiver)


def for_public(name: str, day: str, mark: bytes, key: bytes, public: bytes) -> Way:
    """A way in for whoever has the private key of `public` (a sealed box, as age makes it)."""
    private, sender = new_pair()
    shown = {"sender": _text(sender), "receiver": _text(public)}
    return Way(HEADQUARTERS, name, day, shown | _lock(
        _shared(private, public, sender, public), key, _bound(mark, HEADQUARTERS, name, day, shown)))


def key_by_private(way: Way, mark: bytes, private: bytes) -> bytes | None:
    """The key, where this way was made for the private key; else None."""
    sender, receiver = b64decode(way.box["sender"]), b64decode(way.box["receiver"])
    if public_of(private) != receiver:
        return None
    return _unlock(_shared(private, sender, sender, receiver), way.box,
                   _bound(mark, way.kind, way.name, way.made_on, _public(way.box)))


# -- the system's own store -------------------------------------------------------------------------------------------


def by_secret(name: str, day: str, mark: bytes, key: bytes, secret: bytes, entry: str) -> Way:
    """A way in by 32 random bytes which the system keeps for this account under `entry`."""
    shown = {"entry": entry}
    return Way(SYSTEM, name, day, shown | _lock(secret, key, _bound(mark, SYSTEM, name, day, shown)))


def key_by_secret(way: Way, mark: bytes, secret: bytes) -> bytes | None:
    """The key, where `secret` opens this way; else None."""
    return _unlock(secret, way.box, _bound(mark, way.kind, way.name, way.made_on, _public(way.box)))
