"""What the documents tell a reader to type, works.

A block fenced as ``console`` is run: its lines after ``$ `` are commands, the others what they print (``...`` stands for
anything). Commands that fetch a copy, run all tests or serve for ever are only looked up.
"""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests import processes
from tests.system.layout import ROOT, kept_files

BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)

# Done before there is something to run, or runs this very test.
LOOKED_UP = ("git clone", "cd ", "pip install", "sudo ", "apt-get ", "./dev test", "./dev check", "./dev mutants")


def documents() -> list[Path]:
    return [path for path in kept_files() if path.suffix == ".md" and "src" not in path.relative_to(ROOT).parts]


def steps(block: str) -> list[tuple[str, list[str]]]:
    """Each command of a block with the lines that it should print."""
    found: list[tuple[str, list[str]]] = []
    for line in block.replace("\\\n", " ").splitlines():
        if line.startswith("$ "):
            found.append((line[2:].partition("  #")[0].strip(), []))
        elif line.strip() and found:
            found[-1][1].append(line.strip())
    return found


def runnable(command: str) -> str:
    """As it is typed in a clone, from a folder elsewhere; a server is made ready and not started."""
    command = re.sub(r"^nepmoi\b", "./dev nepmoi", command)
    command = re.sub(r"^((?:\w+=\S+ )*)\./dev\b", lambda found: found[1] + shlex.quote(str(ROOT / "dev")), command)
    serves = re.search(r"dev'? (nepmoi )?(demo|serve)\b", command) and "--no-serve" not in command
    return f"{command} --no-serve" if serves else command


BLOCKS = [(path, block) for path in documents() for block in BLOCK.findall(path.read_text(encoding="utf-8"))]


def test_the_readers_first_commands_are_told() -> None:
    said = {path.name: [command for _, command in told(path)] for path in documents() if path.parent == ROOT}
    assert {
        name for name, commands in said.items() if any(command.startswith("./dev demo") for command in commands)
    } >= {
        "README.md",
        "README.vi.md",
    }


def told(path: Path) -> list[tuple[Path, str]]:
    return [(path, command) for where, block in BLOCKS if where == path for command, _ in steps(block)]


def test_every_command_of_dev_is_one() -> None:
    usage = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True).stdout
    commands = {command.split()[1] for path in documents() for _, command in told(path) if command.startswith("./dev ")}
    assert [command for command in commands if f"./dev {command}" not in usage] == []


@pytest.mark.processes
@pytest.mark.parametrize("path", sorted({path for path, _ in BLOCKS}), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_tells_works(path: Path, tmp_path: Path) -> None:
    # A document's blocks are typed one after the other, in one folder.
    environment = processes.environment(tmp_path / "data")
    for command, printed in [step for where, block in BLOCKS if where == path for step in steps(block)]:
        if command.startswith(LOOKED_UP):
            continue
        shell = ["sh", "-c", runnable(command)]
        outcome = subprocess.run(
            shell, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert outcome.returncode == 0, f"{path.name}: {command}\n{outcome.stdout}{outcome.stderr}"
        lines = [line.strip() for line in outcome.stdout.splitlines()]
        assert [line for line in printed if line != "..." and line not in lines] == [], outcome.stdout
