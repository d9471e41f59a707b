import re

import pytest

from nepmoi.reporting.document.parts import Column, Figure, Section, Table
from tests.reporting.render.paper import figure, paper


@pytest.mark.parametrize(
    "link", ["/figures/people_trained", "javascript:alert(1)", "ftp://nepmoi.example/x", "https://", ""]
)
def test_a_figure_opens_an_absolute_web_address(link):
    with pytest.raises(ValueError, match=f"^{re.escape(link)}$"):
        Figure(45, "người", link, "people_trained")


@pytest.mark.parametrize("bookmark", ["", "1st", "people-trained", "số", "a" * 41, "people trained"])
def test_a_bookmark_is_a_name_that_word_takes(bookmark):
    with pytest.raises(ValueError, match=f"^{bookmark}$"):
        Figure(45, "người", "https://nepmoi.example/", bookmark)


def test_a_row_fits_its_table():
    with pytest.raises(ValueError, match="one cell"):
        Table("t", "T", (Column("A", 1), Column("B", 1)), (("one cell",),))


def test_a_section_gives_its_figures_in_reading_order():
    table = Table("t", "T", (Column("A", 1), Column("B", 1)), (("x", figure("second", 2)), (figure("third", 3), "y")))
    section = Section("S", (("words ", figure("first", 1)),), (table,))

    assert [f.bookmark for f in section.figures()] == ["first", "second", "third"]


def test_a_paper_gives_all_its_figures():
    names = [f.bookmark for f in paper().figures()]

    assert names[:3] == ["half_days", "people_trained", "women_trained"]
    assert names[-1] == "learner_45"
    assert len(names) == 1 + 2 + 4 + 4 + 45
