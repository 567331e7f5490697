"""The programs inside the installed wheels; the wheels' own Python code is not used."""

from importlib.util import find_spec
from pathlib import Path

from pix.embedded import StackError


def wheel_file(package: str, path: str) -> Path:
    spec = find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or []:
        if (file := Path(folder) / path).exists():
            return file
    raise StackError(
        f"{path} of the package {package} is not installed: run `make env`, "
        "or set DATABASE_URL and REDIS_URL to use servers of yours."
    )
