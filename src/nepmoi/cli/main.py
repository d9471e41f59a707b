"""Where the `nepmoi` command starts: the data folder is chosen before anything else is loaded."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django


def chosen_folder(arguments: Sequence[str]) -> str | None:
    """The value of ``--data`` wherever it stands in the line, or None."""
    for index, argument in enumerate(arguments):
        if argument == "--data":
            return arguments[index + 1] if index + 1 < len(arguments) else None
        if argument.startswith("--data="):
            return argument.removeprefix("--data=")
    return None


def run() -> None:
    """Run the command line; the exit code is 0, 1 for a refusal, 2 for a wrong call."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nepmoi.config.settings")
    if folder := chosen_folder(sys.argv[1:]):
        os.environ["NEPMOI_DATA"] = folder
    if "demo" in sys.argv[1:]:
        # The settings keep the folder's own key in it, so it has to be there before they are read.
        Path(os.environ.get("NEPMOI_DATA", "data")).mkdir(parents=True, exist_ok=True)
    django.setup()
    from nepmoi.cli.app import main  # noqa: PLC0415 - the commands need Django, which needs the data folder

    main()
