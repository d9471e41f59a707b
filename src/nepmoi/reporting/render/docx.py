"""A paper as DOCX, from a template that an office edits in Word."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from nepmoi.reporting.document.course_result import CourseResult
from nepmoi.reporting.render import words
from nepmoi.reporting.render.errors import TemplateFieldUnknown, TemplateMarkWrong, TemplateUnreadable
from nepmoi.reporting.render.finish import finish
from nepmoi.reporting.render.marks import first_wrong
from nepmoi.reporting.render.view import view_of

_NEAR = 80


class _BrokenPage(Exception):
    """The filled template is no well-formed XML."""


class _Template(DocxTemplate):  # type: ignore[misc]  # the library carries no types
    """A template that refuses what the library would mend in silence, at the cost of a piece of the page."""

    def fix_tables(self, xml: str) -> BaseOxmlElement:
        """Check the filled page, then let the library set the number of columns."""
        try:
            parse_xml(xml)
        except SyntaxError as problem:
            raise _BrokenPage from problem
        tree: BaseOxmlElement = super().fix_tables(xml)
        return tree


def render(document: CourseResult, template: Path) -> bytes:
    """Fill a template and return the Word file.

    Each figure is a link to its list and carries a bookmark; see ``Figure``. A paper of made-up people says so in the
    header of every page, whatever the template says.

    Args:
        document: the content.
        template: a docx file with the fields of ``CourseResult`` in double braces.

    Raises:
        TemplateUnreadable: when the file is no Word document.
        TemplateFieldUnknown: when it asks for a field that the paper does not have.
        TemplateMarkWrong: when its marks do not fit together.
    """
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.filters["roman"] = words.roman
    page = _open(template)
    view = view_of(document, page)
    try:
        unknown = page.get_undeclared_template_variables(environment, context=view)
        if unknown:
            raise TemplateFieldUnknown(name=template.name, field=min(unknown))
        page.render(view, environment)
    except UndefinedError as problem:
        raise TemplateFieldUnknown(name=template.name, field=_quoted(problem)) from problem
    except SecurityError as problem:
        raise TemplateFieldUnknown(name=template.name, field=_quoted(problem, first=True)) from problem
    except TemplateSyntaxError as problem:
        raise TemplateMarkWrong(name=template.name, near=_near(template, _quoted(problem))) from problem
    except (_BrokenPage, SyntaxError, TypeError) as problem:
        raise TemplateMarkWrong(name=template.name, near=_near(template, "for, if")) from problem
    filled = BytesIO()
    page.save(filled)
    return finish(filled.getvalue(), document)


def _open(template: Path) -> _Template:
    page = _Template(BytesIO(template.read_bytes()))
    try:
        page.init_docx()
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as problem:
        raise TemplateUnreadable(name=template.name) from problem
    return page


def _quoted(problem: Exception, *, first: bool = False) -> str:
    """The name out of the library's sentence, which quotes it, mostly last."""
    names = re.findall(r"'([^']+)'", str(problem))
    return str(names[0 if first else -1]) if names else str(problem)


def _near(template: Path, otherwise: str) -> str:
    """The words of the page around a broken mark."""
    page = docx.Document(BytesIO(template.read_bytes()))
    places = [page.element.body, *(header._element for s in page.sections for header in (s.header, s.footer))]  # noqa: SLF001 - the library has no word for it
    paragraphs = (paragraph for place in places for paragraph in place.iter(qn("w:p")))
    texts = ("".join(node.text or "" for node in paragraph.iter(qn("w:t"))) for paragraph in paragraphs)
    return (first_wrong(texts) or otherwise)[:_NEAR]
