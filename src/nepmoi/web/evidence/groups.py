"""Adding photographs of a team or club: several at once, or each on its own in pieces."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.groups import GroupView
from nepmoi.fieldwork.community.services import evidence as services
from nepmoi.fieldwork.evidence.errors import CaptionMissing, NotAPicture, PictureTooLarge
from nepmoi.fieldwork.evidence.services.photographs import NewPhotograph, TakenIn
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.web.activities.forms.pictures import PhotographsForm
from nepmoi.web.addresses import with_uid
from nepmoi.web.evidence.things import way_to_group
from nepmoi.web.evidence.uploads import ArrivedForm, Piece, arrived
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once


class GroupPhotographsForm(PhotographsForm):
    """Photographs of a group, which has no half-days."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, slots=[], **options)
        del self.fields["half_day"]
        self.fields["taken_on"].help_text = gettext_lazy("As 22/10/2024. Empty: the day that the camera wrote.")


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def group_photographs_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for photographs of a group and keep all of them or none."""
    by = standing_of(request)
    group = _group(by, uid)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = GroupPhotographsForm(data, files)
    if form.is_valid() and _saved(request, by, group, form):
        return redirect("web:group", uid)
    context = {
        "way_up": way_to_group(group),
        "back": reverse("web:group", args=[uid]),
        "form": form,
        "pieces": with_uid("upload"),
        "arrive": with_uid("group_photograph_arrives", uid),
        "after": f"{reverse('web:tray')}?group={uid}",
    }
    return render(request, "activities/photographs.html", context, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, by: Standing, group: GroupView, form: GroupPhotographsForm) -> bool:
    """Keep the pictures; one that cannot be kept is named beside the field, and none is kept."""
    pictures = [
        NewPhotograph(data=file.read(), filename=file.name or "", unit_id=group.unit_id, **form.said(None))
        for file in form.cleaned_data["pictures"]
    ]
    try:
        kept = once(
            request,
            lambda: services.add_photographs(by=by, door=door_of(request), group=group.uid, pictures=pictures),
        )
    except (NotAPicture, PictureTooLarge) as error:
        form.add_error("pictures", words(error))
        return False
    except CaptionMissing as error:
        form.add_error("caption", words(error))
        return False
    if kept is not None:
        told = ngettext("%(count)s photograph was kept.", "%(count)s photographs were kept.", kept)
        messages.success(request, told % {"count": kept})
    return True


@page(action=Action.ADD_EVIDENCE)
@require_POST
def group_photograph_arrives(request: HttpRequest, uid: UUID, upload_uid: UUID) -> HttpResponse:
    """Make a photograph of a group of the pieces that came."""
    by = standing_of(request)
    group = _group(by, uid)
    form = ArrivedForm(request.POST, slots=[])

    def take(piece: Piece) -> TakenIn:
        picture = piece.picture(unit_id=group.unit_id)
        return services.take_in_photograph(by=by, door=piece.door, group=uid, picture=picture)

    return arrived(request, upload_uid, form, take)


def _group(by: Standing, uid: UUID) -> GroupView:
    group = community.group(by, uid)
    require(by, Action.ADD_EVIDENCE, group.unit_id)
    return group
