"""Addresses for the tests of the base: the real ones, and views that refuse, break, and ask for a role."""

from datetime import UTC, date, datetime

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from nepmoi.core.audit.errors import StaleSave
from nepmoi.kernel.errors import Unavailable, gettext_noop, refusal
from nepmoi.registry.organisation.rules import Action
from nepmoi.web.pages import page, public_page, signed_in_page
from nepmoi.web.problems import Missing, Refused, Way, refuse


@refusal
class Counted(Unavailable):
    """A refusal with facts of several kinds."""

    count: int
    year: int
    until: date
    name: str
    message = gettext_noop("%(name)s: %(count)s in %(year)s, until %(until)s.")


def counted() -> Counted:
    return Counted(count=1521, year=1985, until=date(2024, 10, 22), name="Chị Kín Đáo")


@public_page
def refuses(request: HttpRequest) -> HttpResponse:
    raise StaleSave(by="Chị Kín Đáo", at=datetime(2024, 10, 24, 2, 14, tzinfo=UTC))


@public_page
def explains(request: HttpRequest) -> HttpResponse:
    known = Refused(
        heading="The course is not confirmed",
        doing="Confirm the course",
        record=Way(label="Course of October", href="/the-course"),
        missing=[Missing(label="Sign-in sheet", href="/the-sheet", why="no picture yet"), Missing(label="A test")],
        ways=[Way(label="Back to the course", href="/the-course")],
    )
    return refuse(request, counted(), known)


@public_page
def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


@signed_in_page
def inside(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


@page(action=Action.SEE_FIGURES)
def figures(request: HttpRequest) -> HttpResponse:
    return HttpResponse("figures")


urlpatterns = [
    path("", include("nepmoi.web.urls")),
    path("refuses", refuses),
    path("explains", explains),
    path("breaks", breaks),
    path("inside", inside),
    path("see", figures),
]
