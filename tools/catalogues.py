"""The message catalogues: compiled for Django, checked against the code, brought up to it.

``compile`` needs Python alone, because a clone runs without GNU gettext and Python ships no msgfmt; babel would be one
more package at run time for eighty lines. ``check`` and ``update`` read the code with Django's makemessages, which needs
gettext's programs.
"""

import ast
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "nepmoi"
LANGUAGES = ("vi", "en")
READ_BY_GETTEXT = (".py", ".html", ".txt")

# Where the message ids are the language itself, an empty entry means "as it stands".
LANGUAGE_OF_THE_CODE = "en"

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])?\s+)?(".*")$')


@dataclass
class Message:
    """One entry of a catalogue; ``strings`` has one text, or one a plural form."""

    context: str | None = None
    id: str = ""
    plural: str | None = None
    strings: list[str] = field(default_factory=list)
    fuzzy: bool = False

    @property
    def key(self) -> str:
        """What gettext looks the entry up by, without the plural."""
        return self.id if self.context is None else f"{self.context}\x04{self.id}"

    def is_complete(self) -> bool:
        """Whether every form has its text."""
        return bool(self.strings) and all(self.strings)


class CatalogueError(Exception):
    """A .po file that cannot be read, with the line."""


def read(path: Path) -> list[Message]:
    """Read a .po file; entries marked obsolete are left out.

    Raises:
        CatalogueError: with the file and the line that is no part of a catalogue.
    """
    messages: list[Message] = []
    message = Message()
    target = ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            if target.startswith("msgstr"):
                messages.append(message)
                message, target = Message(), ""
            message.fuzzy = message.fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        found = _LINE.match(line)
        if not found:
            raise CatalogueError(f"{path}:{number}: {line}")
        keyword, form, quoted = found.groups()
        if keyword and not (keyword == "msgstr" or not target.startswith("msgstr")):
            messages.append(message)
            message = Message()
        target = keyword + (form or "") if keyword else target
        _add(message, target, ast.literal_eval(quoted), starts=bool(keyword))
    if target.startswith("msgstr"):
        messages.append(message)
    return messages


def _add(message: Message, target: str, text: str, *, starts: bool) -> None:
    if target.startswith("msgstr"):
        if starts:
            message.strings.append("")
        message.strings[-1] += text
    elif target == "msgid":
        message.id += text
    elif target == "msgid_plural":
        message.plural = (message.plural or "") + text
    else:
        message.context = (message.context or "") + text


def binary(messages: list[Message]) -> bytes:
    """The .mo file: what is translated and not fuzzy, sorted by id as gettext looks it up."""
    pairs = sorted(
        (
            (message.key if message.plural is None else f"{message.key}\0{message.plural}").encode(),
            "\0".join(message.strings).encode(),
        )
        for message in messages
        # The header, which has no id, is needed even while makemessages still calls it fuzzy.
        if message.is_complete() and (not message.fuzzy or not message.id)
    )
    header = 7 * 4
    offset = header + 16 * len(pairs)
    tables: tuple[list[int], list[int]] = ([], [])
    texts = b""
    for side, table in enumerate(tables):
        for pair in pairs:
            table += [len(pair[side]), offset + len(texts)]
            texts += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), header, header + 8 * len(pairs), 0, 0)
    return head + struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1]) + texts


def compile_all() -> list[Path]:
    """Write the .mo beside every .po and say which."""
    made = []
    for source in sorted(SOURCE.glob("locale/*/LC_MESSAGES/*.po")):
        path = source.with_suffix(".mo")
        # Replaced whole: a server that starts at this moment reads the old one or the new one.
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        fresh.write_bytes(binary(read(source)))
        fresh.replace(path)
        made.append(path)
    return made


def catalogue(language: str, source: Path = SOURCE) -> Path:
    """Where a language's entries stand."""
    return source / "locale" / language / "LC_MESSAGES" / "django.po"


def problems(source: Path = SOURCE) -> list[str]:
    """What is missing, fuzzy, left over or filled in wrongly in the catalogues of a package, a line each."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "package")
        shutil.copytree(source, copy, ignore=_only_what_gettext_reads)
        _make_messages(copy, "--keep-pot")
        template = copy / "locale" / "django.pot"
        wanted = {message.key: message for message in read(template) if message.id} if template.exists() else {}
    return [line for language in LANGUAGES for line in _problems_of(language, source, wanted)]


def _problems_of(language: str, source: Path, wanted: dict[str, Message]) -> Iterator[str]:
    path = catalogue(language, source)
    held = {message.key: message for message in read(path) if message.id} if path.exists() else {}
    yield from (f"{language}: not in the catalogue: {wanted[key].id!r}" for key in wanted.keys() - held.keys())
    yield from (f"{language}: no longer in the code: {held[key].id!r}" for key in held.keys() - wanted.keys())
    for message in held.values():
        if message.fuzzy:
            yield f"{language}: fuzzy: {message.id!r}"
        elif not message.is_complete():
            if language != LANGUAGE_OF_THE_CODE:
                yield f"{language}: not translated: {message.id!r}"
        elif stray := _stray_names(message):
            yield f"{language}: {sorted(stray)} do not fit: {message.id!r}"


def _stray_names(message: Message) -> set[str]:
    """Names of values that only the text or only the translation has; a plural form may leave out its number."""
    known = _names(message.id) | _names(message.plural or "")
    used = set().union(*map(_names, message.strings))
    return (used - known) | (set() if message.plural is not None else known - used)


def _names(text: str) -> set[str]:
    return {found.group(0) for found in _PLACEHOLDER.finditer(text.replace("%%", ""))}


def _only_what_gettext_reads(folder: str, names: list[str]) -> set[str]:
    return {
        name
        for name in names
        if name == "__pycache__" or not (Path(folder, name).is_dir() or name.endswith(READ_BY_GETTEXT))
    }


def _make_messages(folder: Path, *options: str) -> None:
    for language in LANGUAGES:
        (folder / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    languages = [option for language in LANGUAGES for option in ("--locale", language)]
    outcome = subprocess.run(
        [
            sys.executable,
            "-P",
            "-m",
            "django",
            "makemessages",
            *languages,
            "--add-location=file",
            "--no-obsolete",
            *options,
        ],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        capture_output=True,
        text=True,
        check=False,
    )
    if outcome.returncode:
        raise CatalogueError(outcome.stderr or outcome.stdout)


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code says whether all is well."""
    match arguments:
        case ["compile"]:
            compile_all()
        case ["update"]:
            _make_messages(SOURCE)
            compile_all()
        case ["check"]:
            found = problems()
            print("\n".join(sorted(found)))
            return bool(found)
        case _:
            print("catalogues.py compile | check | update", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
