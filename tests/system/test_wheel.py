"""The wheel is complete: what git keeps of the package is in it, and it runs where nothing else is."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests import processes
from tests.system.layout import ROOT, SOURCE, kept_files

pytestmark = pytest.mark.processes


def run(*command: str | Path, cwd: Path) -> str:
    # Nothing of this clone may help: no path to its source, no data folder of its tests.
    clean = processes.environment(cwd / "unused")
    outcome = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, timeout=600, check=False)
    assert outcome.returncode == 0, f"{command}\n{outcome.stdout}{outcome.stderr}"
    return outcome.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    if shutil.which("uv"):
        run("uv", "build", "--wheel", "--python", sys.executable, "--out-dir", out, ROOT, cwd=out)
    else:
        run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


def test_it_holds_what_git_keeps(wheel: Path) -> None:
    held = {name.removeprefix("nepmoi/") for name in zipfile.ZipFile(wheel).namelist() if name.startswith("nepmoi/")}
    kept = {path.relative_to(SOURCE).as_posix() for path in kept_files() if path.is_relative_to(SOURCE)}
    compiled = {name.removesuffix(".po") + ".mo" for name in kept if name.endswith(".po")}
    assert compiled
    assert held == kept | compiled


def test_it_runs_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    python = environment / "bin" / "python"
    needed = ROOT / "requirements" / "run.txt"
    if shutil.which("uv"):
        run("uv", "venv", "--python", sys.executable, environment, cwd=tmp_path)
        run("uv", "pip", "install", "--python", python, "--require-hashes", "-r", needed, cwd=tmp_path)
        run("uv", "pip", "install", "--python", python, "--no-deps", wheel, cwd=tmp_path)
    else:
        run(sys.executable, "-m", "venv", environment, cwd=tmp_path)
        run(python, "-m", "pip", "install", "--require-hashes", "-r", needed, cwd=tmp_path)
        run(python, "-m", "pip", "install", "--no-deps", wheel, cwd=tmp_path)
    nepmoi = environment / "bin" / "nepmoi"
    run(nepmoi, "demo", "--data", "held", "--no-serve", cwd=tmp_path)
    question = ("people_trained", "--place", "huyện Hương Khê", "--year", "2024", "--rows", "--json")
    answer = json.loads(run(nepmoi, "--data", "held", "figure", *question, cwd=tmp_path))
    assert answer["value"] == 45
    assert sum(row["adds"] for row in answer["rows"]) == 45
