"""The shipped template, and a way to edit it as an office would."""

from importlib.resources import files
from pathlib import Path

import docx
import pytest


@pytest.fixture
def template():
    return Path(str(files("nepmoi") / "programmes" / "project8" / "templates" / "course_result.docx"))


@pytest.fixture
def edited(template, tmp_path):
    def edit(change):
        page = docx.Document(str(template))
        change(page)
        page.save(str(tmp_path / "own.docx"))
        return tmp_path / "own.docx"

    return edit
