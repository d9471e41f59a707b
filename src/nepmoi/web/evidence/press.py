"""Press articles: those of the area, the page of one, entering, mending and taking one out, and its kept copy."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nepmoi.core.audit.errors import StaleSave
from nepmoi.core.files.errors import UploadTooLarge
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.evidence import OpenArticle, Things, open_article
from nepmoi.fieldwork.community.services import evidence as services
from nepmoi.fieldwork.evidence import errors
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.fieldwork.evidence.selectors import ArticleView
from nepmoi.fieldwork.evidence.services.press import Article, Copy, void_article
from nepmoi.kernel.errors import Conflict, Invalid, NepmoiError
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of, require
from nepmoi.web.evidence.papers import handed_out
from nepmoi.web.evidence.things import Links, Offer, above, offered
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.history import gather as history
from nepmoi.web.history import roots
from nepmoi.web.mending import Differs, WhyForm, differences
from nepmoi.web.pages import page, standing_of
from nepmoi.web.places.picking import PlaceField
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of

PAGE: Final = 20

# The fields that a refusal is about; all others are about the copy.
FIELDS: Final[dict[type[NepmoiError], str]] = {
    errors.OutletMissing: "outlet",
    errors.ArticleTitleMissing: "title",
    errors.NotPublishedYet: "published_on",
    errors.AddressWrong: "address",
    errors.AddressOrCopyMissing: "address",
    errors.ArticleKnown: "address",
    OutsideArea: "unit",
    UploadTooLarge: "copy",
}


class ArticleForm(HouseForm):
    """What is said of an article."""

    outlet = forms.CharField(
        label=gettext_lazy("Outlet"), help_text=gettext_lazy("The newspaper, station or site."), max_length=120
    )
    title = forms.CharField(label=gettext_lazy("Title of the article"), max_length=300)
    published_on = DayField(label=gettext_lazy("Published on"))
    address = forms.CharField(
        label=gettext_lazy("Web address"),
        help_text=gettext_lazy("Copied whole from the browser. It may stay empty when the article was only printed."),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )
    author = forms.CharField(label=gettext_lazy("Author of the article"), required=False, max_length=120)
    unit = PlaceField(
        label=gettext_lazy("Place"), help_text=gettext_lazy("Where what it tells took place; it is counted there.")
    )
    copy = forms.FileField(
        label=gettext_lazy("Kept copy"),
        help_text=gettext_lazy("A scan or a picture of it, 25 MB at most; pages of the net disappear."),
        required=False,
        allow_empty_file=True,
    )

    def article(self) -> Article:
        """What the form says."""
        told = self.cleaned_data
        return Article(
            outlet=told["outlet"],
            title=told["title"],
            published_on=told["published_on"],
            unit_id=told["unit"].id,
            address=told["address"],
            author=told["author"],
        )

    def kept_copy(self) -> Copy | None:
        """The file that was sent."""
        file = self.cleaned_data["copy"]
        return Copy(file.read(), file.name or "") if file else None

    def refuse(self, error: NepmoiError) -> None:
        """Write a refusal beside the field that it is about."""
        self.add_error(FIELDS.get(type(error), "copy"), words(error))


class MendArticleForm(ArticleForm):
    """What is said of an article, and one more activity or group that it is about."""

    activity = forms.ChoiceField(label=gettext_lazy("It is also about"), required=False)

    def __init__(self, *args: Any, offer: Offer, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        self.fields["activity"].choices = offer.choices()  # type: ignore[attr-defined]  # a choice field
        self.fields["copy"].help_text = gettext("Only to put another one in the place of the one that is kept.")


def way_to_articles() -> Links:
    """The list's address with its name."""
    return [(reverse("web:articles"), gettext("Press articles"))]


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Show the articles of the asker's area, the latest first."""
    by = standing_of(request)
    found = evidence.articles(area_of(by))
    on_page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    paths = geography.path_labels(one.unit_id for one in on_page)
    context = {
        "page": on_page,
        "total": len(found),
        "rows": [(one, paths[one.unit_id]) for one in on_page],
        "may_write": may(by.role, Action.ADD_EVIDENCE),
    }
    return render(request, "evidence/articles.html", context)


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def article_new(request: HttpRequest) -> HttpResponse:
    """Ask for an article about an activity, a group, or nothing that is known; enter it."""
    by = standing_of(request)
    about, unit_id = _asked(request, by)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ArticleForm(data, files, initial={"unit": geography.by_id(unit_id)} if unit_id is not None else {})
    known: UUID | None = None
    if form.is_valid():
        try:
            made = once(request, lambda: _add(request, by, form, about))
        except (Invalid, Conflict, OutsideArea) as error:
            form.refuse(error)
            known = error.uid if isinstance(error, errors.ArticleKnown) else None
        else:
            if made is not None:
                messages.success(request, gettext("The article was entered."))
            return redirect("web:article", made) if made else redirect("web:articles")
    context = {
        "way_up": above(about, way_to_articles()),
        "form": form,
        "known": known,
        "heading": gettext("Enter a press article"),
        "action": request.get_full_path(),
        "seen": None,
        "back": above(about, way_to_articles())[-1][0],
        "button": gettext("Enter the article"),
        "stale": "",
    }
    return render(request, "evidence/article_form.html", context, status=422 if form.is_bound else 200)


def _asked(request: HttpRequest, by: Standing) -> tuple[Things, int | None]:
    """What the article is about, as the address says it, and where that lies."""
    activity, group = (parse_uid(request.GET.get(name, "")) for name in ("activity", "group"))
    if activity is not None:
        held = activities.activity(by, activity)
        require(by, Action.ADD_EVIDENCE, held.venue_unit_id, held.host.unit_id)
        return Things(activities=(held,)), held.venue_unit_id
    if group is not None:
        found = community.group(by, group)
        require(by, Action.ADD_EVIDENCE, found.unit_id)
        return Things(groups=(found,)), found.unit_id
    return Things(), None


def _add(request: HttpRequest, by: Standing, form: ArticleForm, about: Things) -> UUID:
    things = [*(one.uid for one in about.activities), *(one.uid for one in about.groups)]
    return services.add_article(
        by=by, door=door_of(request), article=form.article(), copy=form.kept_copy(), about=next(iter(things), None)
    )


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def article(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One article: where and when it stood, its address, what it is about, who entered it."""
    by = standing_of(request)
    found = open_article(by, uid)
    context = {
        "found": found,
        "article": found.article,
        "unit": geography.by_id(found.article.unit_id),
        "way_up": way_to_articles(),
        "entries": history.newest(by, roots.of_article(by, found.article)),
    }
    return render(request, "evidence/article.html", context)


@page(action=Action.SEE_ORIGINALS)
@require_safe
def article_copy(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The kept copy, to be kept and never shown in the page; for whoever answers for it. What was published is no reading to note."""
    found = open_article(standing_of(request), uid)
    if not found.may_take:
        raise RoleMayNot
    if found.article.copy is None:
        raise errors.ArticleUnknown
    return handed_out(found.article.copy, found.article.filename)


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def article_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask what is said of an article, and what else it is about; write it down."""
    by = standing_of(request)
    found = _writable(by, uid)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MendArticleForm(data, files, offer=offered(by), initial=_said(found.article))
    known: UUID | None = None
    stale, differs = "", list[Differs]()
    if form.is_valid():
        try:
            once(request, lambda: _mend(request, by, uid, form))
        except StaleSave as error:
            stale, differs = words(error), differences(form, _said(found.article))
        except (Invalid, Conflict, OutsideArea) as error:
            form.refuse(error)
            known = error.uid if isinstance(error, errors.ArticleKnown) else None
        else:
            messages.success(request, gettext("What is said of the article was written down."))
            return redirect("web:article", uid)
    context = {
        "way_up": _way_up(found),
        "form": form,
        "known": known,
        "heading": gettext("Mend what is said of the article"),
        "action": request.path,
        "seen": found.article.version,
        "back": reverse("web:article", args=[uid]),
        "button": gettext("Save what was said"),
        "stale": stale,
        "differs": differs,
    }
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "evidence/article_form.html", context, status=status)


def _mend(request: HttpRequest, by: Standing, uid: UUID, form: MendArticleForm) -> None:
    services.say_of_article(
        by=by,
        door=door_of(request),
        uid=uid,
        article=form.article(),
        copy=form.kept_copy(),
        about=parse_uid(form.cleaned_data["activity"]),
        seen=seen_of(request),
    )


def _said(found: ArticleView) -> dict[str, object]:
    return {
        "outlet": found.outlet,
        "title": found.title,
        "published_on": found.published_on,
        "address": found.address,
        "author": found.author,
        "unit": geography.by_id(found.unit_id),
    }


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def article_void(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask why an article is taken out, and take it out of pages and figures."""
    by = standing_of(request)
    found = _writable(by, uid)
    form, stale = WhyForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            once(
                request,
                lambda: void_article(by=by, door=door_of(request), uid=uid, reason=reason, seen=seen_of(request)),
            )
        except StaleSave as error:
            stale = words(error)
        except errors.VoidReasonMissing as error:
            form.add_error("reason", words(error))
        else:
            messages.success(request, gettext("The article is taken out. What was said of it is kept."))
            return redirect("web:articles")
    context = {
        "way_up": _way_up(found),
        "heading": gettext("Take the article out"),
        "subject": found.article.title,
        "facts": [gettext("It leaves all pages and figures; what was said of it and its copy are kept.")],
        "form": form,
        "action": request.path,
        "button": gettext("Take the article out"),
        "seen": found.article.version,
        "back": reverse("web:article", args=[uid]),
        "stale": stale,
    }
    return render(request, "form/why.html", context, status=409 if stale else 422 if form.is_bound else 200)


def _writable(by: Standing, uid: UUID) -> OpenArticle:
    found = open_article(by, uid)
    if not found.may_write:
        raise OutsideArea
    return found


def _way_up(found: OpenArticle) -> Links:
    return [*way_to_articles(), (reverse("web:article", args=[found.article.uid]), gettext("Press article"))]
