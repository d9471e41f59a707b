"""The one command: plain sh, and its page of help names all that it does."""

import re
import shutil
import subprocess

from tests.system.layout import ROOT

DEV = ROOT / "dev"
COMMANDS = ("demo", "nepmoi", "test", "check", "mutants", "format", "catalogues", "help")


def test_a_plain_shell_reads_it() -> None:
    shells = [shell for shell in ("sh", "dash", "bash") if shutil.which(shell)]
    assert "sh" in shells
    assert {shell: subprocess.run([shell, "-n", DEV], check=False).returncode for shell in shells} == dict.fromkeys(
        shells, 0
    )


def test_it_uses_nothing_that_only_bash_has() -> None:
    text = re.sub(r"^\s*#.*$", "", DEV.read_text(encoding="utf-8"), flags=re.MULTILINE)
    bashisms = re.compile(
        r"\[\[|\blocal \b|\bfunction \b|<<<|\$'|\bsource \b|\bpipefail\b|\becho -e\b|&>|=~|\bdeclare\b|-nt "
    )
    assert bashisms.findall(text) == []


def test_help_names_every_command() -> None:
    usage = subprocess.run([DEV, "help"], capture_output=True, text=True, check=True).stdout
    assert [command for command in COMMANDS if f"./dev {command}" not in usage] == []


def test_an_unknown_command_is_told() -> None:
    outcome = subprocess.run([DEV, "fly"], capture_output=True, text=True, check=False)
    assert outcome.returncode == 1
    assert "There is no 'fly'." in outcome.stderr


def test_ci_runs_what_a_developer_runs() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == ["exec ./dev test"]
