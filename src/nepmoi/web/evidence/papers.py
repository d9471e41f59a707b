"""Papers: those of the office, those of an activity, the page of one, and its file for whoever may take it."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nepmoi.core.audit.errors import StaleSave
from nepmoi.core.audit.rules import Matter, RootKind
from nepmoi.core.files.selectors import KeptFile
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import papers as of_activities
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.evidence import open_paper
from nepmoi.fieldwork.community.services import evidence as services
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.fieldwork.evidence.errors import VoidReasonMissing
from nepmoi.fieldwork.evidence.rules import PaperKind
from nepmoi.fieldwork.evidence.selectors import PaperView
from nepmoi.fieldwork.evidence.services.papers import Head, KeptPaper, keep_paper, void_paper
from nepmoi.kernel.errors import Invalid, NepmoiError
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation.errors import RoleMayNot
from nepmoi.registry.organisation.rules import Action
from nepmoi.registry.organisation.selectors import area_of, require
from nepmoi.web.activities.links import way_up
from nepmoi.web.evidence.things import Links, Offer, above, offered, way_to_group
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.history import gather as history
from nepmoi.web.history import roots
from nepmoi.web.mending import Differs, differences
from nepmoi.web.noting import note_read
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of
from nepmoi.web.templatetags.nepmoi import day, half_day
from nepmoi.web.templatetags.records import PAPERS

# A paper is data and nothing else to the browser that takes it, whatever it says of itself.
_SAFE: Final = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


class HeadForm(HouseForm):
    """What stands at the head of a paper."""

    kind = forms.TypedChoiceField(label=gettext_lazy("Kind of paper"), coerce=PaperKind)
    title = forms.CharField(
        label=gettext_lazy("About"), help_text=gettext_lazy("As the paper calls itself."), max_length=300
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the paper"),
        help_text=gettext_lazy("As 27/QĐ-UBND."),
        required=False,
        max_length=60,
    )
    dated_on = DayField(label=gettext_lazy("Dated"), required=False)
    issuer = forms.CharField(label=gettext_lazy("Issued by"), required=False, max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        kinds = [(kind.value, gettext(PAPERS[kind])) for kind in PaperKind]
        self.fields["kind"].choices = [("", gettext("not chosen")), *kinds]  # type: ignore[attr-defined]  # a choice field

    def head(self) -> Head:
        """What the form says."""
        told = self.cleaned_data
        return Head(told["kind"], told["title"], told["number"], told["dated_on"], told["issuer"])


class PaperForm(HeadForm):
    """A paper with its head, and the half-day that it was made in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "PDF, Word, Excel, or the picture of a scan; 25 MB at most. Its content is looked at, not its name."
        ),
        allow_empty_file=True,
    )
    half_day = forms.ChoiceField(label=gettext_lazy("Half-day"), required=False)
    field_order = ("file",)

    def __init__(self, *args: Any, slots: "list[activities.HalfDayView]", **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        if not slots:
            del self.fields["half_day"]
            return
        self.fields["half_day"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", gettext("The whole activity, or not known")),
            *((str(slot.uid), f"{half_day(slot.part)} {day(slot.day)}") for slot in slots),
        ]


class MendForm(HeadForm):
    """A paper's head, and one more activity or group that it belongs to."""

    activity = forms.ChoiceField(label=gettext_lazy("It also belongs to"), required=False)

    def __init__(self, *args: Any, offer: Offer, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        self.fields["activity"].choices = offer.choices()  # type: ignore[attr-defined]  # a choice field


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest) -> HttpResponse:
    """Show the papers of the office, those first that belong to nothing yet; keep one more."""
    by = standing_of(request)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(data, files, slots=[])
    if form.is_valid():
        try:
            kept = once(
                request,
                lambda: keep_paper(by=by, door=door_of(request), head=form.head(), **_file(form)),
            )
        except Invalid as error:
            form.add_error("file", words(error))
        else:
            _tell(request, kept)
            return redirect("web:paper", kept.uid) if kept else redirect("web:papers")
    area = area_of(by)
    context = {
        "form": form,
        "waiting": evidence.papers(area, placed=False),
        "placed": evidence.papers(area, placed=True),
    }
    return render(request, "evidence/papers.html", context, status=422 if form.is_bound else 200)


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def papers_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for a paper of an activity, and keep it."""
    by = standing_of(request)
    activity = activities.activity(by, uid)
    require(by, Action.ADD_EVIDENCE, activity.venue_unit_id, activity.host.unit_id)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(data, files, slots=activities.half_days(activity.id))
    return _asked_for(request, form, lambda: _add(request, uid, form), way_up(activity))


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def group_papers_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for a paper of a group, its founding decision first, and keep it."""
    by = standing_of(request)
    group = community.group(by, uid)
    require(by, Action.ADD_EVIDENCE, group.unit_id)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(data, files, slots=[], initial=_founding(group) if request.GET.get("of") == "founding" else {})

    def save() -> KeptPaper:
        return services.add_paper(by=by, door=door_of(request), group=uid, head=form.head(), **_file(form))

    return _asked_for(request, form, save, way_to_group(group))


def _founding(group: community.GroupView) -> dict[str, object]:
    """What is known of a group's founding decision, so that nobody types it again."""
    made = group.founding.made
    with translation.override("vi"):  # it is kept, and the paper's own language is this
        title = gettext("Founding of %(name)s") % {"name": group.name}
    return {
        "kind": PaperKind.DECISION.value,
        "title": title,
        "number": group.founding.number,
        "dated_on": made.first_day() if made and made.day else None,
        "issuer": group.founding.issuer,
    }


def _asked_for(request: HttpRequest, form: PaperForm, save: Callable[[], KeptPaper], way: Links) -> HttpResponse:
    """Show the form for a paper of something, or keep the paper and go back to the thing."""
    if form.is_valid():
        try:
            kept = once(request, save)
        except Invalid as error:
            form.add_error("file", words(error))
        else:
            _tell(request, kept)
            return redirect(way[-1][0])
    context = {"way_up": way, "back": way[-1][0], "form": form}
    return render(request, "evidence/papers_new.html", context, status=422 if form.is_bound else 200)


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One paper: what stands at its head, what it belongs to, who keeps it, who added it."""
    by = standing_of(request)
    found = open_paper(by, uid)
    otherwise = [(reverse("web:papers"), gettext("Papers of the office"))] if found.may_write else way_up()
    way = above(found.belongs_to, otherwise)
    context = {
        "found": found,
        "paper": found.paper,
        "way_up": way,
        "entries": history.newest(by, roots.of_paper(by, found.paper)),
    }
    return render(request, "evidence/paper.html", context)


@page(action=Action.SEE_ORIGINALS)
@require_safe
def paper_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The file, to be kept and never shown in the page; for whoever answers for it."""
    found = open_paper(standing_of(request), uid)
    if not found.may_take:
        raise RoleMayNot
    file = found.paper.file
    root = (RootKind.PAPER, found.paper.id)
    note_read(request, Matter.PAPER, root, people=0, unit_id=found.paper.office_unit_id)
    return handed_out(file, found.paper.filename)


def handed_out(file: KeptFile, filename: str) -> FileResponse:
    """A kept file for whoever takes it, under the name with which it came."""
    answer = FileResponse(file.path.open("rb"), content_type=file.media_type, as_attachment=True, filename=filename)
    answer["Content-Encoding"] = "identity"
    for name, value in _SAFE.items():
        answer[name] = value
    return answer


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask what stands at the head of a paper and what else it belongs to, and write it down."""
    by = standing_of(request)
    found = open_paper(by, uid)
    data = request.POST if request.method == "POST" else None
    form = MendForm(data, offer=offered(by), initial=_said(found.paper))
    stale, differs = "", list[Differs]()
    if form.is_valid():
        try:
            once(request, lambda: _mend(request, uid, form))
        except StaleSave as error:
            stale, differs = words(error), differences(form, _said(found.paper))
        except NepmoiError as error:
            form.add_error(None, words(error))
        else:
            messages.success(request, gettext("What is said of the paper was written down."))
            return redirect("web:paper", uid)
    context = {"paper": found.paper, "form": form, "stale": stale, "differs": differs}
    return render(request, "evidence/paper_edit.html", context, status=409 if stale else 422 if form.is_bound else 200)


@page(action=Action.ADD_EVIDENCE)
@require_POST
def paper_void(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a paper out, with a reason."""
    by = standing_of(request)
    open_paper(by, uid)
    reason = request.POST.get("reason", "")
    try:
        once(
            request,
            lambda: void_paper(by=by, door=door_of(request), paper=uid, reason=reason, seen=seen_of(request)),
        )
    except VoidReasonMissing as error:
        messages.error(request, words(error))
        return redirect("web:paper_edit", uid)
    messages.success(request, gettext("The paper is taken out. The file itself is kept."))
    return redirect("web:papers")


def _tell(request: HttpRequest, kept: KeptPaper | None) -> None:
    """Say that a paper was kept, or that what was typed now was not written down."""
    if kept is None:
        return
    if kept.is_new:
        messages.success(request, gettext("The paper was kept."))
        return
    told = gettext("The same file was kept before, as “%(title)s”; what was typed now was not written down.")
    messages.info(request, told % {"title": evidence.paper(kept.uid).title})


def _add(request: HttpRequest, activity: UUID, form: PaperForm) -> KeptPaper:
    by, door = standing_of(request), door_of(request)
    half_day_uid = parse_uid(form.cleaned_data.get("half_day", ""))
    head = form.head()
    return of_activities.add_paper(by=by, door=door, activity=activity, half_day=half_day_uid, head=head, **_file(form))


def _mend(request: HttpRequest, uid: UUID, form: MendForm) -> None:
    by, door = standing_of(request), door_of(request)
    to = parse_uid(form.cleaned_data["activity"])
    services.say_of_paper(by=by, door=door, paper=uid, head=form.head(), belongs_to=to, seen=seen_of(request))


def _file(form: PaperForm) -> dict[str, Any]:
    file = form.cleaned_data["file"]
    return {"data": file.read(), "filename": file.name or ""}


def _said(found: PaperView) -> dict[str, object]:
    return {
        "kind": found.kind.value,
        "title": found.title,
        "number": found.number,
        "dated_on": found.dated_on,
        "issuer": found.issuer,
    }
