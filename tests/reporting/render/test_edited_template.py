import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from nepmoi.reporting.render.docx import render
from nepmoi.reporting.render.errors import TemplateFieldUnknown, TemplateMarkWrong, TemplateUnreadable
from nepmoi.reporting.render.view import view_of
from tests.reporting.render.paper import paper
from tests.reporting.render.reading import body_text, figures_in, opened


def test_an_office_changes_words_and_places_a_figure_of_its_own(edited):
    def change(page):
        page.paragraphs[0].insert_paragraph_before("Kính gửi: {{ issuer.parent }}")
        run = page.add_paragraph("Riêng nữ: ").add_run("chị em ({{ figures.women_trained }} người)")
        run.bold, run.font.name = True, "Arial"

    page = opened(render(paper(), edited(change)))

    text = body_text(page)
    assert "Kính gửi: HỘI LHPN TỈNH MẪU" in text
    assert "Riêng nữ: chị em (987 người)" in text
    assert figures_in(page)["women_trained_3"][0] == "987"
    fonts = [run for run in page.element.body.iter(qn("w:rFonts")) if run.get(qn("w:ascii")) == "Arial"]
    assert len(fonts) == 3, "the words before, the figure and the words after keep the font that the office gave them"


def test_word_may_cut_a_field_into_runs(edited):
    def cut(page):
        paragraph = page.add_paragraph()
        for piece in ("{", "{ course", ".na", "me }", "}"):
            paragraph.add_run(piece).italic = piece != ".na"

    assert body_text(opened(render(paper(), edited(cut)))).endswith("lớp tập huấn “Một lớp mẫu”")


def test_a_figure_works_in_a_header(edited):
    def head(page):
        page.sections[0].header.add_paragraph("Số người: {{ figures.people_trained }}")

    header = opened(render(paper(), edited(head))).sections[0].header

    link = next(header._element.iter(qn("w:hyperlink")))
    assert (
        header.part.rels[link.get(qn("r:id"))].target_ref
        == "https://nepmoi.example/figures/people_trained?from=2031-03-04&to=2031-03-05"
    )


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("{{ colour }}", "colour"),
        ("{{ course.colour }}", "colour"),
        ("{{ figures.men_trained }}", "men_trained"),
        ("{% if colour %}x{% endif %}", "colour"),
        ("{% if sample %}x{% else %}{{ colour }}{% endif %}", "colour"),
        ("{{ title.__class__ }}", "__class__"),
        ("{{ title.__class__.__mro__ }}", "__class__"),
    ],
)
def test_a_field_that_does_not_exist_is_named(edited, written, named):
    with pytest.raises(TemplateFieldUnknown) as caught:
        render(paper(), edited(lambda page: page.add_paragraph(written)))

    assert caught.value.facts() == {"name": "own.docx", "field": named}


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("Tên lớp {{ course.name", "Tên lớp"),
        ("{% for basis in bases %}", "bases"),
        ("{% endfor %}", "endfor"),
        ("{%p for basis in bases %}{%p endif %}", "endif"),
        ("{{ title|no_such_filter }}", "no_such_filter"),
        ("{% for n in 5 %}{% endfor %}", "for, if"),
    ],
)
def test_a_broken_mark_is_refused_with_the_words_around_it(edited, written, near):
    with pytest.raises(TemplateMarkWrong) as caught:
        render(paper(), edited(lambda page: page.add_paragraph(written)))

    assert near in caught.value.near


def test_a_loop_across_the_borders_of_a_paragraph_is_refused_and_not_mended_in_silence(edited):
    def across(page):
        page.add_paragraph("trước {% if sample %} trong")
        page.add_table(1, 1).rows[0].cells[0].text = "ô {% endif %} sau"

    render(paper(sample=True), edited(across))
    with pytest.raises(TemplateMarkWrong):
        render(paper(sample=False), edited(across))


def test_another_file_is_no_template(tmp_path: Path):
    text = tmp_path / "báo cáo.docx"
    text.write_text("không phải Word")
    archive = tmp_path / "nén.docx"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", "không phải Word")

    for file in (text, archive):
        with pytest.raises(TemplateUnreadable) as caught:
            render(paper(), file)
        assert caught.value.facts() == {"name": file.name}


def test_the_readme_names_every_field(template):
    readme = (template.parent / "README.md").read_text("utf-8")

    view = view_of(paper(), None)  # type: ignore[arg-type]
    nested = [f"course.{name}" for name in vars(view["course"])]
    assert [name for name in [*view, *nested] if name != "course" and name not in readme] == []
