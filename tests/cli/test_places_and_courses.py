"""`nepmoi place` and `nepmoi course`: what there is, and the paper of one course."""

import docx
import pytest

from tests.reporting.render.reading import figures_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_case")]


def course(console):
    return console.text("course", "list", "--year", 2024).split()[0]


@pytest.mark.parametrize("written", ["Hương Liên", "huong lien", "xã Hương Liên", "18559"])
def test_a_place_is_found_by_any_spelling_and_by_its_code(console, written):
    first, *_ = console.text("place", "find", written).splitlines()

    assert "xã Hương Liên, huyện Hương Khê, tỉnh Hà Tĩnh" in first
    assert "30/06/2025" in first


def test_a_place_of_a_day_is_one_that_stood_then(console):
    found = console.text("place", "find", "Hương Liên", "--on", "2025-07-01")

    assert "huyện Hương Khê" not in found
    assert console.text("place", "find", "Atlantis") == ""


def test_courses_are_listed_with_what_a_person_looks_for(console):
    lines = console.text("course", "list").splitlines()

    assert [line.split("  ")[1][-4:] for line in lines] == ["2024", "2023", "2022"]
    assert "22/10/2024–23/10/2024" in lines[0]
    assert "đã xác nhận kết quả" in lines[0]
    assert console.text("--language", "en", "course", "list", "gioi", "--year", 2022).count("confirmed") == 1


def test_the_paper_of_a_course_is_written_once(console, tmp_path):
    out = tmp_path / "ket-qua.docx"

    console.text("course", "result", course(console), "--out", out, "--site", "https://hoi.example/")

    text, link = figures_in(docx.Document(str(out)))["people_trained"]
    assert (text, link.partition("?")[0]) == ("45", "https://hoi.example/figures/people_trained")
    written = out.read_bytes()
    assert "already" in console.refusal("--language", "en", "course", "result", course(console), "--out", out)
    assert out.read_bytes() == written


@pytest.mark.parametrize(
    ("uid", "words"),
    [
        ("22-10", "22-10 is no course's id"),
        ("01a20c49-7726-7000-9cec-9583558b8a08", "There is no such activity"),
    ],
)
def test_a_course_that_is_none_has_no_paper(console, tmp_path, uid, words):
    out = tmp_path / "x.docx"

    assert words in console.refusal("--language", "en", "course", "result", uid, "--out", out)
    assert not out.exists()


@pytest.mark.parametrize("site", ["hoi.example", "ftp://hoi.example", ""])
def test_links_need_an_address_of_the_web(console, tmp_path, site):
    out = tmp_path / "x.docx"

    assert "is no address of the pages" in console.refusal(
        "--language", "en", "course", "result", course(console), "--out", out, "--site", site
    )
    assert not out.exists()


def test_a_folder_that_is_not_there_takes_no_paper(console, tmp_path):
    sentence = console.refusal("course", "result", course(console), "--out", tmp_path / "none" / "x.docx", code=3)

    assert "x.docx" in sentence
