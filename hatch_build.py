"""Compiles the message catalogues into the wheel, which git does not keep."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The build runs in an environment of its own; the tool stands beside this file.
sys.path.insert(0, str(Path(__file__).parent / "tools"))

import catalogues


class CatalogueHook(BuildHookInterface):
    """Writes each .mo beside its .po and names it as a part of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile before the files are gathered."""
        made = catalogues.compile_all()
        build_data["artifacts"] += [str(path.relative_to(catalogues.ROOT)) for path in made]
