"""pip that downloads for Windows' Python while it runs on another: `python -m tests.wine.windows_pip …` as `pip download …`.

pip's own options choose the files of another system, but it reads the conditions of requirements ("on Windows only", "before
Python 3.12") by the system it runs on.
"""

from __future__ import annotations

import sys

VERSION = "3.13"
PLATFORM = ("--platform", "win_amd64", "--python-version", VERSION, "--implementation", "cp", "--only-binary", ":all:",
            *(word for abi in (f"cp{VERSION.replace('.', '')}", "abi3", "none") for word in ("--abi", abi)))
CONDITIONS = {"implementation_name": "cpython", "implementation_version": f"{VERSION}.0", "os_name": "nt",
              "platform_machine": "AMD64", "platform_release": "10", "platform_system": "Windows",
              "platform_version": "10.0.19045", "platform_python_implementation": "CPython",
              "python_full_version": f"{VERSION}.0", "python_version": VERSION, "sys_platform": "win32"}


def main(arguments: list[str]) -> int:
    """Download what is asked for and what that needs; pip's exit status."""
    from pip._internal.cli.main import main as pip
    from pip._vendor.packaging import markers

    markers.default_environment = lambda: dict(CONDITIONS)  # type: ignore[assignment]
    return pip(["download", *PLATFORM, *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
