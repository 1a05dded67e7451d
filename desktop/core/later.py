"""Modules of Python's library that ours load at once and hardly ever use: loaded when they are first used.

SQLAlchemy and pydantic import `asyncio` (with it sockets and TLS) and `importlib.metadata` (with it the whole of e-mail), 70
modules that a window on one file never asks for; they were a twentieth of the start.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

# Module → functions that others take from it while they load themselves; it is loaded when one of them is called.
PUT_OFF = {"asyncio": ("iscoroutine",), "importlib.metadata": ("entry_points", "version")}
WITH_PARTS = {"asyncio"}  # others import parts of it by their names: where these lie is asked for first, and loads the whole

_one_at_a_time = RLock()
_loading: set[str] = set()


class Later(ModuleType):
    """Stands for a module until anything of it is used; then it is that module."""

    def __getattr__(self, name: str) -> Any:
        if name in PUT_OFF[self.__name__] and self.__name__ not in _loading:
            return self._called_later(name)
        self._load()
        return ModuleType.__getattribute__(self, name)

    def _called_later(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if name not in vars(self):
                self._load()
            return vars(self)[name](*args, **kwargs)

        return call

    def _load(self) -> None:
        with _one_at_a_time:  # another thread waits until it is whole; the module itself may ask meanwhile for what it has
            if type(self) is Later and self.__name__ not in _loading:
                spec = self.__spec__
                assert spec is not None and spec.loader is not None
                if spec.submodule_search_locations is not None:
                    self.__path__ = spec.submodule_search_locations
                _loading.add(self.__name__)
                spec.loader.exec_module(self)
                self.__class__ = ModuleType  # type: ignore[assignment]


def put_off() -> None:
    """Let the modules be loaded on use, those that are not loaded yet."""
    for name in PUT_OFF:
        if name not in sys.modules and (spec := find_spec(name)):
            module = module_from_spec(spec)
            module.__class__ = Later
            if name in WITH_PARTS:
                del module.__path__
            sys.modules[name] = module
            parent, _dot, own = name.rpartition(".")
            if parent:
                setattr(sys.modules[parent], own, module)
