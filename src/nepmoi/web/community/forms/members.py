"""What is asked of members, meetings and equipment."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy

from nepmoi.fieldwork.community.rules import EquipmentState
from nepmoi.fieldwork.community.selectors.groups import MemberView
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import persons as people
from nepmoi.registry.people.services import NewPerson
from nepmoi.registry.programme import selectors as programme
from nepmoi.web.community.forms.groups import PartialField, choose
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.templatetags.nepmoi import half_day
from nepmoi.web.templatetags.records import equipment_state

NEW: Final = "new"


class MemberForm(HouseForm):
    """Who becomes a member, among those found or as somebody new."""

    who = forms.ChoiceField(label=gettext_lazy("Who it is"), widget=forms.RadioSelect)
    name = forms.CharField(label=gettext_lazy("Full name"), max_length=120, required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        required=False,
        choices=[
            ("", gettext_lazy("Not known")),
            (Sex.FEMALE.value, gettext_lazy("Woman")),
            (Sex.MALE.value, gettext_lazy("Man")),
        ],
    )
    birth = PartialField(
        label=gettext_lazy("Year or date of birth"), required=False, help_text=gettext_lazy("As 1985, or 12/06/1985.")
    )
    ethnic_code = forms.ChoiceField(label=gettext_lazy("Ethnic group"), required=False)
    role = forms.CharField(label=gettext_lazy("Task in the group"), max_length=120, required=False)
    noted_on = DayField(label=gettext_lazy("Member since"))

    def __init__(self, *args: Any, found: Sequence[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        choose(self, "who", [*found, (NEW, gettext("Somebody who is not in the register yet"))])
        english = get_language() == "en"
        groups = [(code, one.name_en if english else one.name) for code, one in people.ethnic_groups().items()]
        choose(self, "ethnic_code", [("", gettext("Not known")), *groups])

    def clean(self) -> dict[str, Any]:
        """Somebody new has a name."""
        told = self.cleaned_data
        if told.get("who") == NEW and not told.get("name"):
            self.add_error("name", gettext("What is her name?"))
        return told

    @property
    def person(self) -> NewPerson | None:
        """Somebody new, in the words of the register; None for one of those found."""
        told = self.cleaned_data
        if told["who"] != NEW:
            return None
        sex = Sex(told["sex"]) if told["sex"] else None
        return NewPerson(told["name"], sex, told["birth"], told["ethnic_code"] or None)


class EndForm(HouseForm):
    """Which task of a member ends, and when; or that it was entered by mistake."""

    task = forms.ChoiceField(label=gettext_lazy("Task in the group"), widget=forms.RadioSelect)
    until = DayField(
        label=gettext_lazy("No longer from"),
        required=False,
        help_text=gettext_lazy("The first day on which she no longer has it."),
    )
    is_mistake = forms.BooleanField(label=gettext_lazy("It was entered by mistake: take it back"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, tasks: Sequence[MemberView], **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        self.tasks = {f"{one.noted_on:%Y-%m-%d}|{one.role}": one for one in tasks}
        since = gettext("%(task)s, since %(day)s")
        choose(
            self,
            "task",
            [
                (key, since % {"task": one.role or gettext("member"), "day": f"{one.noted_on:%d/%m/%Y}"})
                for key, one in self.tasks.items()
            ],
        )

    def clean(self) -> dict[str, Any]:
        """It ends on a day, or is taken back with a reason."""
        told = self.cleaned_data
        if told.get("is_mistake"):
            if not told.get("reason"):
                self.add_error("reason", gettext("Say why it is taken back."))
        elif not told.get("until") and "until" not in self.errors:
            self.add_error("until", gettext("From which day?"))
        return told


class CountForm(HouseForm):
    """How many members a source counts for a day."""

    day = DayField(label=gettext_lazy("On which day"))
    total = forms.IntegerField(label=gettext_lazy("Members counted"), min_value=0, max_value=9999)
    women = forms.IntegerField(label=gettext_lazy("Women among them"), min_value=0, max_value=9999, required=False)
    minority = forms.IntegerField(
        label=gettext_lazy("Of ethnic minorities among them"), min_value=0, max_value=9999, required=False
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=500, required=False)


class MeetingForm(HouseForm):
    """A meeting, and who of the members came."""

    name = forms.CharField(label=gettext_lazy("What it was about"), max_length=300)
    day = DayField(label=gettext_lazy("Day"), help_text=gettext_lazy("A day ahead is a plan."))
    part = forms.TypedChoiceField(label=gettext_lazy("Half-day"), widget=forms.RadioSelect, coerce=DayPart)
    venue = forms.CharField(label=gettext_lazy("Venue"), max_length=200, required=False)
    present = forms.MultipleChoiceField(
        label=gettext_lazy("Members who came"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Nobody chosen: the roll is taken later. Who else came is added on the meeting's page."),
    )
    contents = forms.MultipleChoiceField(
        label=gettext_lazy("Contents of Project 8 that it serves"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, members: Sequence[MemberView], **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        language = get_language() or ""
        choose(self, "part", [(part.value, half_day(part)) for part in DayPart])
        self.ids = {str(one.person.uid): one.person.id for one in members}
        choose(self, "present", dict.fromkeys((str(one.person.uid), one.person.name) for one in members))
        if not self.ids:
            del self.fields["present"]
        choose(
            self,
            "contents",
            [(one.code, f"{one.code.upper()} {one.in_language(language)}") for one in programme.contents()],
        )

    @property
    def came(self) -> frozenset[int]:
        """The persons who came."""
        return frozenset(self.ids[uid] for uid in self.cleaned_data.get("present", ()))


class EquipmentForm(HouseForm):
    """What a group was given, and what became of it."""

    what = forms.CharField(label=gettext_lazy("What it is"), max_length=200)
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=9999, required=False)
    source = forms.CharField(label=gettext_lazy("Money or decision that it comes from"), max_length=300, required=False)
    received_on = DayField(label=gettext_lazy("Received on"), required=False)
    state = forms.TypedChoiceField(label=gettext_lazy("State"), coerce=EquipmentState)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        choose(self, "state", [(state.value, equipment_state(state)) for state in EquipmentState])
