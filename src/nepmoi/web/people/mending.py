"""Mending what is known of a person."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from nepmoi.core.audit.errors import StaleSave
from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.errors import NepmoiError
from nepmoi.kernel.quantities import grouped
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.people import services
from nepmoi.registry.people.errors import BirthImpossible, NameMissing
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import persons as register
from nepmoi.registry.people.selectors.persons import PersonView
from nepmoi.web.forms import HouseForm
from nepmoi.web.mending import Differs, differences
from nepmoi.web.pages import page, standing_of
from nepmoi.web.people.file import gather
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of

UNKNOWN: Final = "unknown"

FIELDS: Final[Mapping[type[NepmoiError], str]] = {NameMissing: "name", BirthImpossible: "birth"}


class PersonForm(HouseForm):
    """What is known of a person; what is not known is said as not known."""

    name = forms.CharField(
        label=gettext_lazy("Full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        widget=forms.RadioSelect,
        choices=[
            (Sex.FEMALE.value, gettext_lazy("Woman")),
            (Sex.MALE.value, gettext_lazy("Man")),
            (UNKNOWN, gettext_lazy("Not known")),
        ],
    )
    birth = forms.CharField(
        label=gettext_lazy("Year or date of birth"),
        help_text=gettext_lazy("As far as it is known: 1985, 06/1985 or 12/06/1985."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    ethnic_code = forms.ChoiceField(label=gettext_lazy("Ethnic group"), required=False)
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it is mended"),
        help_text=gettext_lazy("For instance the paper that says so. It stands in the history."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        english = get_language() == "en"
        groups = [(code, group.name_en if english else group.name) for code, group in register.ethnic_groups().items()]
        self.fields["ethnic_code"].choices = [("", gettext("Not known")), *groups]  # type: ignore[attr-defined]  # a choice field

    def clean_birth(self) -> PartialDate | None:
        """A date as far as it is known."""
        written: str = self.cleaned_data["birth"].strip()
        if not written:
            return None
        try:
            return PartialDate.parse(written)
        except ValueError as problem:
            raise forms.ValidationError(
                gettext("%(written)s is no date. Write the year, as 1985, or the whole date, as 12/06/1985.")
                % {"written": written}
            ) from problem

    @property
    def person(self) -> services.NewPerson:
        """Who she is, in the words of the register."""
        told = self.cleaned_data
        sex = None if told["sex"] == UNKNOWN else Sex(told["sex"])
        return services.NewPerson(told["name"], sex, told["birth"], told["ethnic_code"] or None, told["phone"])


@page(action=Action.MEND_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask what is known of a person, and write it down."""
    by = standing_of(request)
    found = register.person(by, uid)
    survivor_id = register.survivors([found.id])[found.id]
    if survivor_id != found.id:
        return redirect("web:person_edit", register.by_id([survivor_id])[survivor_id].uid)
    form = PersonForm(request.POST if request.method == "POST" else None, initial=_said(found))
    if form.is_valid():
        try:
            once(
                request,
                lambda: services.mend(
                    by=by,
                    door=door_of(request),
                    person=uid,
                    said=form.person,
                    reason=form.cleaned_data["reason"],
                    seen=seen_of(request),
                ),
            )
        except StaleSave as stale:
            now = register.person(by, uid)
            return _asked(request, by, now, form, stale=words(stale), differs=differences(form, _said(now)))
        except (NameMissing, BirthImpossible) as error:
            form.add_error(FIELDS[type(error)], words(error))
        else:
            messages.success(request, gettext("The record is mended."))
            return redirect("web:person", uid)
    return _asked(request, by, found, form)


def _said(found: PersonView) -> dict[str, Any]:
    return {
        "name": found.name,
        "sex": found.sex.value if found.sex else UNKNOWN,
        "birth": str(found.birth) if found.birth else "",
        "ethnic_code": found.ethnic_code or "",
        "phone": found.phone,
    }


def _asked(  # noqa: PLR0913 - the request's three, the form, and who was first
    request: HttpRequest,
    by: Standing,
    found: PersonView,
    form: PersonForm,
    *,
    stale: str = "",
    differs: list[Differs] | None = None,
) -> HttpResponse:
    context = {
        "person": found,
        "form": form,
        "way_up": [
            (reverse("web:people"), gettext("People")),
            (reverse("web:person", args=[found.uid]), found.name),
        ],
        "counts": _counts(gather(by, found).counted),
        "stale": stale,
        "differs": differs,
    }
    return render(request, "people/edit.html", context, status=409 if stale else 422 if form.is_bound else 200)


def _counts(activities: int) -> str:
    """What of the figures hangs on a record."""
    if not activities:
        return ""
    told = ngettext(
        "Counted in %(count)s confirmed activity: its figures by sex, ethnic group and age follow what is saved here.",
        "Counted in %(count)s confirmed activities: their figures by sex, ethnic group and age follow what is saved here.",
        activities,
    )
    return told % {"count": grouped(activities)}
