"""Breaks each law on purpose and demands that the law's tests notice.

``tests/mutants/<law>-<what>.patch`` is a change to the product that breaks law number ``<law>``. Each is applied to a
scratch copy of the working tree, the law's module ``tests/laws/test_<law>_*.py`` runs there on SQLite, and must fail. A
mutant that survives, one that no longer applies, and one that breaks more than a test (an import that fails) are
failures, and so are a law with fewer than two mutants and a law whose tests fail without any.

    tests/mutants/run.py [NAME...]      only the mutants whose names begin so
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
AT_ONCE = 2
AT_LEAST = 2
SECONDS = 300

# pytest's own words for how a run ended.
PASSED, FAILED = 0, 1


def files() -> list[str]:
    """What a copy needs: all that git keeps or would keep, and the compiled catalogues."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    return names + [str(path.relative_to(ROOT)) for path in ROOT.glob("src/nepmoi/locale/*/*/*.mo")]


def copy(target: Path) -> None:
    """Lay the working tree out again."""
    for name in files():
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place)


def apply(patch: Path, tree: Path, *, back: bool = False) -> str:
    """Apply a patch, or take it back; git's complaint when it does not fit."""
    # Not a repository itself, and none above it may be taken for one.
    environment = os.environ | {"GIT_CEILING_DIRECTORIES": str(tree.parent)}
    command = ["git", "apply", *(["--reverse"] if back else []), str(patch)]
    outcome = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    return outcome.stderr.strip() or "git apply failed" if outcome.returncode else ""


def run(tree: Path, modules: Sequence[str]) -> tuple[int, str]:
    """Run law modules in a copy: pytest's exit code and what it said."""
    environment = {
        # The copy's source comes before the one that .venv points at; no compiled file of a mutant outlives it.
        **{name: value for name, value in os.environ.items() if name not in {"NEPMOI_TEST_DATABASE", "NEPMOI_COUNTS"}},
        "PYTHONPATH": str(tree / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    # The tables of the models as they stand: the migrations, which the tests take, would be a third of the time.
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--nomigrations", *modules]
    try:
        outcome = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return -1, f"no end after {SECONDS} s"
    return outcome.returncode, outcome.stdout + outcome.stderr


def law_of(patch: Path) -> str:
    """The number before the first hyphen."""
    return patch.name.partition("-")[0]


def modules_of(law: str) -> list[str]:
    """The test modules of a law."""
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / "tests" / "laws").glob(f"test_{law}_*.py"))]


def judge(patch: Path, tree: Path) -> str:
    """What is wrong with a mutant; nothing when it died as it should."""
    if not (modules := modules_of(law_of(patch))):
        return f"there is no tests/laws/test_{law_of(patch)}_*.py"
    if complaint := apply(patch, tree):
        return f"does not apply: {complaint}"
    try:
        code, said = run(tree, modules)
    finally:
        complaint = apply(patch, tree, back=True)
    if complaint:
        return f"cannot be taken back: {complaint}"
    if code == PASSED:
        return "SURVIVED: the law's tests pass although it is broken"
    if code != FAILED:
        return f"breaks more than a test (pytest ended with {code}):\n{said[-2000:]}"
    return ""


def laws_without_enough(patches: Sequence[Path]) -> list[str]:
    """A line for each law that has tests but too few mutants."""
    laws = {path.name.split("_")[1] for path in (ROOT / "tests" / "laws").glob("test_*_*.py")}
    counts = {law: sum(law_of(patch) == law for patch in patches) for law in laws}
    return [
        f"law {law} has {count} mutants, not {AT_LEAST}" for law, count in sorted(counts.items()) if count < AT_LEAST
    ]


def main(names: Sequence[str]) -> int:
    """Run all mutants, or those named, and say how each ended; the exit code says whether all died."""
    every = sorted(HERE.glob("*.patch"))
    patches = [patch for patch in every if not names or patch.name.startswith(tuple(names))]
    if not patches:
        print("there is no such mutant")
        return 1
    problems = [] if names else laws_without_enough(every)
    with tempfile.TemporaryDirectory(prefix="nepmoi-mutants-") as scratch:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(AT_ONCE):
            tree = Path(scratch, str(number))
            copy(tree)
            trees.put(tree)
        problems += whole_laws(patches, tree)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            problems += [line for line in pool.map(lambda patch: tell(patch, trees), patches) if line]
    for line in problems:
        print(line)
    dead = sum(not any(line.startswith(patch.name) for line in problems) for patch in patches)
    count(dead, len(problems))
    print(f"{dead} of {len(patches)} mutants died; {len(problems)} problems")
    return 1 if problems else 0


def whole_laws(patches: Sequence[Path], tree: Path) -> list[str]:
    """A mutant proves nothing when the law's tests fail without it."""
    modules = sorted({module for patch in patches for module in modules_of(law_of(patch))})
    if not modules:
        return []
    code, said = run(tree, modules)
    return [] if code == PASSED else [f"the laws' tests fail without any mutant:\n{said[-4000:]}"]


def tell(patch: Path, trees: SimpleQueue[Path]) -> str:
    """Judge one mutant in a free copy and print how it went."""
    tree = trees.get()
    began = time.monotonic()
    try:
        problem = judge(patch, tree)
    finally:
        trees.put(tree)
    print(
        f"{patch.name}: {problem.splitlines()[0] if problem else 'died'} ({time.monotonic() - began:.0f} s)", flush=True
    )
    return f"{patch.name}: {problem}" if problem else ""


def count(dead: int, problems: int) -> None:
    """Add to the file that `./dev test` counts from."""
    if path := os.environ.get("NEPMOI_COUNTS"):
        with Path(path).open("a", encoding="ascii") as file:
            file.write(f"passed {dead}\nfailed {problems}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
