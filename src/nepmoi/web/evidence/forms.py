"""What is asked of photographs that wait."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from nepmoi.fieldwork.evidence.rules import Ground
from nepmoi.fieldwork.evidence.selectors import PhotographView
from nepmoi.fieldwork.evidence.services.photographs import Said
from nepmoi.kernel import text
from nepmoi.kernel.ids import parse_uid
from nepmoi.web.activities.forms.pictures import FilesForm
from nepmoi.web.evidence.things import Offer
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.mending import Differs, differences


class AddForm(FilesForm):
    """Photographs that belong nowhere yet."""

    author = forms.CharField(label=gettext_lazy("Taken by"), required=False, max_length=120)


class WaitingForm(HouseForm):
    """One photograph that waits: its caption, its day, and what is asked once of each."""

    use_required_attribute = False
    pick = forms.BooleanField(label=gettext_lazy("Also what is said above"), required=False)
    caption = forms.CharField(label=gettext_lazy("Caption"), required=False, max_length=300)
    taken_on = DayField(label=gettext_lazy("Taken on"), required=False)
    day_unknown = forms.BooleanField(label=gettext_lazy("Nobody knows the day"), required=False)
    shows_children = forms.ChoiceField(
        label=gettext_lazy("Does it show children?"),
        required=False,
        choices=[("", gettext_lazy("Not known")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("May it be shown outside?"),
        required=False,
        choices=[
            ("", gettext_lazy("Not asked yet")),
            (Ground.CONSENT.value, gettext_lazy("Yes, those shown have agreed")),
            (Ground.PUBLIC_EVENT.value, gettext_lazy("Yes, it was a public event")),
        ],
    )
    seen = forms.IntegerField()

    def __init__(self, data: QueryDict | None, *, photograph: PhotographView) -> None:
        children = {None: "", True: "yes", False: "no"}[photograph.shows_children]
        initial = {
            "caption": photograph.caption,
            "taken_on": photograph.taken_on,
            "day_unknown": photograph.day_source == "unknown",
            "shows_children": children,
            "ground": photograph.ground or "",
        }
        super().__init__(data, initial=initial, prefix=str(photograph.uid))
        self.photograph = photograph

    def differs(self) -> list[Differs]:
        """What somebody else saved after the version that the form showed, beside what is typed here."""
        seen = self.data.get(self.add_prefix("seen"), str(self.photograph.version))
        return differences(self, self.initial) if seen != str(self.photograph.version) else []

    def said(self, caption: str) -> Said:
        """What the form says, with the caption of all where it has none of its own."""
        told = self.cleaned_data
        return Said(
            caption=text.clean(told["caption"]) or caption,
            taken_on=told["taken_on"],
            unit_id=self.photograph.unit_id,
            author=self.photograph.author,
            ground=Ground(told["ground"]) if told["ground"] else None,
            shows_children={"": None, "yes": True, "no": False}[told["shows_children"]],
            day_unknown=told["day_unknown"],
        )


class OfAllForm(HouseForm):
    """What is said of several photographs at once."""

    caption = forms.CharField(
        label=gettext_lazy("Caption for those that are ticked"),
        help_text=gettext_lazy("One that has its own caption below keeps it."),
        required=False,
        max_length=300,
    )
    activity = forms.ChoiceField(
        label=gettext_lazy("Those that are ticked show"),
        help_text=gettext_lazy("A photograph may show several activities and groups."),
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, offer: Offer) -> None:
        super().__init__(data, prefix="all")
        self.fields["activity"].choices = offer.choices()  # type: ignore[attr-defined]  # a choice field


class ShowsForm(HouseForm):
    """Which activity or group a photograph shows besides."""

    activity = forms.TypedChoiceField(label=gettext_lazy("It also shows"), coerce=parse_uid)

    def __init__(self, data: QueryDict | None = None, *, offer: Offer) -> None:
        super().__init__(data)
        self.fields["activity"].choices = offer.choices()  # type: ignore[attr-defined]  # a choice field
