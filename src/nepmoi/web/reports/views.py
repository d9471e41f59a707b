"""The result of a course as a Word file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nepmoi.core.audit.rules import Matter
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.registry.organisation.rules import Action
from nepmoi.reporting.assemble.course_result import gather
from nepmoi.reporting.assemble.templates import COURSE_RESULT, template
from nepmoi.reporting.render.docx import render
from nepmoi.web.pages import page, standing_of
from nepmoi.web.reports.leaving import note_activity

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page(action=Action.SEE_ACTIVITIES)
@never_cache
@require_safe
def course_result(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write the paper as its reader may see it, from today's records and figures."""
    site, by = f"{request.scheme}://{request.get_host()}", standing_of(request)
    document = gather(viewer=by, activity=uid, site=site)
    paper = render(document, template(COURSE_RESULT))
    note_activity(request, Matter.ROSTER, activities.activity(by, uid), len(document.learners))
    return HttpResponse(paper, DOCX, headers={"Content-Disposition": f'attachment; filename="{document.file_name}"'})
