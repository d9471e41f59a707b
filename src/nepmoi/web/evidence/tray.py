"""The tray: photographs of the office that wait for a caption, or for what they show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.evidence import Things, pictures_of
from nepmoi.fieldwork.community.services.evidence import SaidOf, say_of_several
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.fieldwork.evidence.errors import NotAPicture, PictureTooLarge
from nepmoi.fieldwork.evidence.selectors import PhotographView
from nepmoi.fieldwork.evidence.services.photographs import NewPhotograph, add_to_tray
from nepmoi.kernel import text
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.web.addresses import with_uid
from nepmoi.web.evidence.forms import AddForm, OfAllForm, WaitingForm
from nepmoi.web.evidence.things import above, offered
from nepmoi.web.mending import Differs
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once

# As many as one writes captions for in one sitting.
ROWS: Final = 30


@dataclass(frozen=True)
class Row:
    """A photograph that waits, with its form, how many older ones look alike, and what somebody else saved meanwhile."""

    photograph: PhotographView
    form: WaitingForm
    alike: int
    differs: list[Differs]


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def tray(request: HttpRequest) -> HttpResponse:
    """Show what waits, the latest first; write captions, and put to activities and groups, for several at once."""
    by = standing_of(request)
    asked = _asked(request, by)
    waiting = _waiting(by, asked)
    one_page = Paginator(waiting, ROWS).get_page(request.GET.get("page"))
    data = request.POST if request.method == "POST" else None
    shown = list(one_page.object_list)
    if data is not None:  # those that the form showed, though others came meanwhile
        sent = {name.removesuffix("-seen") for name in data if name.endswith("-seen")}
        shown = [one for one in waiting if str(one.uid) in sent][:ROWS]
        _tell_gone(request, len(sent) - len(shown))
    of_all = OfAllForm(data, offer=offered(by))
    forms = [WaitingForm(data, photograph=one) for one in shown]
    if data is not None and _saved(request, by, of_all, forms):
        return redirect(request.get_full_path())
    alike = evidence.alike(area_of(by), [one.id for one in shown])
    context = {
        "page": one_page,
        "count": len(waiting),
        "is_of_one": bool(asked),
        "way_up": above(asked, []),
        "of_all": of_all,
        "rows": [Row(form.photograph, form, len(alike.get(form.photograph.id, ())), form.differs()) for form in forms],
        "new": AddForm(),
        "pieces": with_uid("upload"),
        "arrive": with_uid("photograph_to_tray"),
        "after": reverse("web:tray"),
    }
    return render(request, "evidence/tray.html", context, status=422 if data is not None else 200)


@page(action=Action.ADD_EVIDENCE)
@require_POST
def tray_add(request: HttpRequest) -> HttpResponse:
    """Keep photographs that belong nowhere yet; those that are none are named, and none is kept then."""
    form = AddForm(request.POST, request.FILES)
    refused = []
    if form.is_valid():
        try:
            once(request, lambda: _put(request, form))
        except (NotAPicture, PictureTooLarge) as error:
            refused = [words(error)]
    for problem in [*refused, *(problem for of in form.errors.values() for problem in of)]:
        messages.error(request, str(problem))
    return redirect("web:tray")


def _put(request: HttpRequest, form: AddForm) -> None:
    author = text.clean(form.cleaned_data["author"])
    pictures = [
        NewPhotograph(data=file.read(), filename=file.name or "", caption="", author=author)
        for file in form.cleaned_data["pictures"]
    ]
    add_to_tray(by=standing_of(request), door=door_of(request), pictures=pictures)


def way_to_tray() -> tuple[str, str]:
    """The tray's address with its name."""
    return reverse("web:tray"), gettext("Waiting photographs")


def _asked(request: HttpRequest, by: Standing) -> Things:
    """The activity or the group whose photographs alone are asked for."""
    activity, group = (parse_uid(request.GET.get(name, "")) for name in ("activity", "group"))
    if activity is not None:
        return Things(activities=(activities.activity(by, activity),))
    return Things() if group is None else Things(groups=(community.group(by, group),))


def _waiting(by: Standing, asked: Things) -> list[PhotographView]:
    if not asked:
        return evidence.tray(area_of(by))
    found = [one.photograph for one in activities.pictures(one.id for one in asked.activities)]
    found += [one for group in asked.groups for one in pictures_of(group.id)]
    return [one for one in found if not one.caption]


def _tell_gone(request: HttpRequest, count: int) -> None:
    """Say that some that the form showed wait no longer: what was said of them here is not written."""
    if count:
        said = ngettext(
            "%(count)s photograph waits no longer; what was said of it here was not written down.",
            "%(count)s photographs wait no longer; what was said of them here was not written down.",
            count,
        )
        messages.info(request, said % {"count": count})


def _saved(request: HttpRequest, by: Standing, of_all: OfAllForm, forms: Sequence[WaitingForm]) -> bool:
    """Save what was said; nothing is saved while one row is wrong."""
    if not all([of_all.is_valid(), *(form.is_valid() for form in forms)]):
        return False
    told = list(_told(of_all, forms))
    if any(form.errors for form in forms):
        return False
    if not told:
        of_all.add_error(None, gettext("Nothing was said of any photograph yet."))
        return False
    try:
        kept = once(request, lambda: say_of_several(by=by, door=door_of(request), told=told))
    except StaleSave as error:
        of_all.add_error(None, words(error))
        return False
    if kept is not None:
        said = ngettext("%(count)s photograph was written down.", "%(count)s photographs were written down.", kept)
        messages.success(request, said % {"count": kept})
    return True


def _told(of_all: OfAllForm, forms: Sequence[WaitingForm]) -> Iterator[SaidOf]:
    """What is said of each photograph of which something is said."""
    caption, shows = of_all.cleaned_data["caption"].strip(), parse_uid(of_all.cleaned_data["activity"])
    for form in forms:
        is_picked = form.cleaned_data["pick"]
        own: UUID | None = shows if is_picked else None
        said = form.said(caption if is_picked else "")
        changed = set(form.changed_data) - {"pick", "seen"}
        if said.caption and (changed or is_picked):
            yield SaidOf(form.photograph.uid, said, own, form.cleaned_data["seen"])
        elif is_picked and own:
            yield SaidOf(form.photograph.uid, None, own)
        elif changed:
            form.add_error("caption", gettext("The caption is missing: who does what, where."))
