"""Calling the command line as a person does: its two streams and its exit code, here or in a process of its own."""

import json
import subprocess
import sys

from tests.processes import environment, nepmoi

# What an office's folder looks like that was never the demo's: its tables, and something written into them.
_TABLES = """
import django
django.setup()
from nepmoi.cli.folder import migrate
migrate()
"""
_WRITTEN = """
from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.registry.organisation.selectors import console
from nepmoi.registry.people.services import load_ethnic_groups
load_ethnic_groups(by=console(), door=Door(DoorKind.COMMAND, "tests"))
"""


class Console:
    """The command line in this process, on the tests' own database."""

    def __init__(self, run):
        self._run = run

    def call(self, *arguments):
        """Exit code, output and errors."""
        return self._run([str(argument) for argument in arguments])

    def text(self, *arguments):
        """What a command printed that went well."""
        code, out, err = self.call(*arguments)
        assert (code, err) == (0, "")
        return out

    def json(self, *arguments):
        """The JSON that it printed."""
        return json.loads(self.text(*arguments))

    def refusal(self, *arguments, code=1):
        """The one sentence of a refusal; nothing else was printed."""
        done = self.call(*arguments)
        assert done[:2] == (code, "")
        assert done[2].count("\n") == 1
        return done[2].strip()


def start(folder, *arguments, language=""):
    """Run a command on a data folder as a process; its output is text."""
    given = environment(folder) | ({"NEPMOI_LANGUAGE": language} if language else {})
    call = nepmoi(*map(str, arguments))
    return subprocess.run(call, env=given, capture_output=True, encoding="utf-8", check=False, timeout=300)


def real_folder(folder):
    """Make a folder of an office that is at work."""
    _make(folder, _TABLES + _WRITTEN)


def begun_folder(folder):
    """Make a folder as a first run leaves it that was stopped after its tables."""
    _make(folder, _TABLES)


def _make(folder, script):
    folder.mkdir()
    given = environment(folder) | {"DJANGO_SETTINGS_MODULE": "nepmoi.config.settings"}
    subprocess.run([sys.executable, "-P", "-c", script], env=given, check=True, timeout=300)
