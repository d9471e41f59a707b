"""The command line in this process."""

import pytest
from django.utils import translation

from nepmoi.cli.app import main
from tests.cli.calling import Console


@pytest.fixture
def console(monkeypatch, capsys):
    """Calls the command line; each call begins with no language chosen, as a process does."""

    def run(arguments):
        monkeypatch.setattr("sys.argv", ["nepmoi", *arguments])
        with translation.override(None):
            try:
                main()
                code = 0
            except SystemExit as end:
                code = end.code or 0
        return code, *capsys.readouterr()

    return Console(run)
