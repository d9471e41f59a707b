"""The result of a course as a Word file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nepmoi.registry.organisation.rules import Action
from nepmoi.reporting.assemble.course_result import gather
from nepmoi.reporting.assemble.templates import COURSE_RESULT, template
from nepmoi.reporting.render.docx import render
from nepmoi.web.pages import page, standing_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page(action=Action.SEE_ACTIVITIES)
@never_cache
@require_safe
def course_result(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write the paper as its reader may see it, from today's records and figures."""
    site = f"{request.scheme}://{request.get_host()}"
    document = gather(viewer=standing_of(request), activity=uid, site=site)
    paper = render(document, template(COURSE_RESULT))
    return HttpResponse(paper, DOCX, headers={"Content-Disposition": f'attachment; filename="{document.file_name}"'})
