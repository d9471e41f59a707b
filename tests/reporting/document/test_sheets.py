"""A list that could not be written or saved is refused where it is made."""

import pytest

from nepmoi.reporting.document.sheets import Column, Sheet, TakenList


def sheet(**changes):
    facts = {"name": "Danh sách", "title": "T", "facts": (), "columns": (Column("A", 5), Column("B", 5)), "rows": ()}
    return Sheet(**(facts | changes))


def test_a_list_keeps_what_it_is_given():
    kept = TakenList("danh-sach-2024", "vi", (sheet(rows=((1, "x"),), sums=((1, None),)),), 1, sample=False)

    assert kept.sheets[0].rows == ((1, "x"),)


@pytest.mark.parametrize(
    "changes",
    [{"rows": ((1,),)}, {"sums": ((1, 2, 3),)}, {"name": "a/b"}, {"name": ""}, {"name": "a" * 32}],
)
def test_a_sheet_that_excel_would_not_open_is_refused(changes):
    with pytest.raises(ValueError):  # noqa: PT011 - the value is the message
        sheet(**changes)


@pytest.mark.parametrize("stem", ["", "Danh sách", "a b", "../a", "a.b", 'a"b', "-a"])
def test_a_name_that_is_not_plain_is_refused(stem):
    with pytest.raises(ValueError):  # noqa: PT011 - the value is the message
        TakenList(stem, "vi", (sheet(),), 0, sample=False)


def test_no_list_is_refused():
    with pytest.raises(ValueError):  # noqa: PT011 - the value is the message
        TakenList("a", "vi", (), 0, sample=False)
