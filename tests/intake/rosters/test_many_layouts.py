"""The same people, written in every way an office may think of, are read alike."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nepmoi.intake.rosters.rules.reading import read
from nepmoi.kernel.text import name_key
from tests.intake.rosters import offices

ENOUGH = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def as_truth(person):
    return offices.Truth(person.name, person.sex, person.birth_year, person.ethnic, person.position, person.unit)


def check(data, everybody, style, filename="list.xlsx"):
    reading = read(data, filename)
    assert [as_truth(person) for person in reading.people] == everybody
    assert [found for found in reading.problems if not found.is_question] == []
    if style.closing:
        assert reading.stated_count == len(everybody)


@ENOUGH
@given(offices.people, offices.styles)
def test_workbooks(everybody, style):
    data, in_order = offices.workbook(everybody, style)
    check(data, in_order, style)


@settings(ENOUGH, max_examples=8)
@given(offices.people, offices.styles)
def test_documents(everybody, style):
    style = replace(style, code="nfc", units="ditto" if style.units == "merged" else style.units)
    data, in_order = offices.document(everybody, style)
    check(data, in_order, style, "list.docx")


LOWLAND = st.lists(
    offices.a_person().filter(lambda person: person.ethnic in {"Kinh", "Mường", "Thổ"} and person.unit != "Xã Ea Súp"),
    min_size=6,
    max_size=20,
    unique_by=lambda person: (name_key(person.name), person.unit),
).filter(offices.has_women)


@settings(ENOUGH, max_examples=12)
@given(LOWLAND, offices.styles, st.sampled_from(["tcvn3", "vni"]))
def test_codes_of_old_fonts(everybody, style, code):
    style = replace(style, code=code, case="as is")
    data, in_order = offices.workbook(everybody, style)
    check(data, in_order, style)
