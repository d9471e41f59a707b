"""Planning an activity."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nepmoi.fieldwork.training import services as training
from nepmoi.kernel.errors import Invalid
from nepmoi.registry.organisation.rules import Action
from nepmoi.registry.programme.rules import Needs, Who
from nepmoi.web.activities.links import way_up
from nepmoi.web.activities.planning import Planning
from nepmoi.web.pages import page, standing_of
from nepmoi.web.saving import door_of, once


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_new(request: HttpRequest) -> HttpResponse:
    """Ask for an activity, make its half-days from its dates, and enter it as planned."""
    by = standing_of(request)
    if request.method != "POST":
        return render(
            request, "activities/plan.html", {"planning": Planning(by), "way_up": way_up(), "here": request.path}
        )
    final = request.POST.get("do") != "days"
    planning = Planning(by, request.POST, final=final)
    if final and planning.is_valid():
        try:
            uid = once(
                request,
                lambda: training.open_course(
                    by=by,
                    door=door_of(request),
                    course=planning.plan(),
                    sessions=planning.sessions(),
                    trainers=planning.speakers(),
                ),
            )
        except Invalid as error:
            planning.refused(error)
        else:
            if uid is None:
                return redirect("web:activities")
            messages.success(request, _planned(planning.needs))
            return redirect("web:activity", uid)
    context = {"planning": planning, "way_up": way_up(), "here": request.path}
    return render(request, "activities/plan.html", context, status=422 if final else 200)


def _planned(needs: Needs) -> str:
    if needs.who is Who.LIST:
        return gettext("The course is planned. Its list of learners comes next.")
    return gettext("The activity is planned.")
