"""How forms are drawn, and the form of the sign-in page."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy


class HouseRenderer(TemplatesSetting):
    """Draws ``{{ form.name.as_field_group }}`` and ``{{ form }}`` as the house draws fields."""

    form_template_name = "form/form.html"
    field_template_name = "form/field.html"


class SignInForm(forms.Form):
    """A name and a password; whether they fit is the view's question."""

    username = forms.CharField(
        label=gettext_lazy("Phone number or user name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=gettext_lazy("At least 10 characters. It may be pasted."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    remember = forms.BooleanField(
        label=gettext_lazy("Remember this device for 30 days (own device only)"), required=False
    )

    def clean_username(self) -> str:
        """The name as accounts keep it, and a phone number without the dots and spaces that people write."""
        name: str = self.cleaned_data["username"].strip().lower()
        digits = "".join(c for c in name if c not in " .-")
        return digits if digits.isdigit() else name
