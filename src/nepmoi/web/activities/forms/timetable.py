"""What is asked for a course's timetable on a page of its own: lines in which a trainer is simply named."""

from django import forms
from django.utils.translation import gettext_lazy

from nepmoi.web.activities.forms.hours import HourField
from nepmoi.web.activities.forms.plan import TopicLine

# The lists of proposals on the page, by their ids.
TOPICS = "topics"
SPEAKERS = "speakers"


class TimetableLine(TopicLine):
    """A line; what happens and who speaks may be chosen from what is proposed, or typed."""

    starts_at = HourField(label=gettext_lazy("Hour"), required=False)
    title = forms.CharField(
        label=gettext_lazy("What happens"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"list": TOPICS, "autocomplete": "off"}),
    )
    trainer = forms.CharField(
        label=gettext_lazy("Trainer"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": SPEAKERS, "autocomplete": "off"}),
    )

    field_order = ["starts_at", "form", "title", "topic", "trainer"]
