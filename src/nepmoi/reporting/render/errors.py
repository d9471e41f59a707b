"""Why a template of an office cannot be used."""

from nepmoi.kernel.errors import Invalid, gettext_noop, refusal


@refusal
class TemplateUnreadable(Invalid):
    """The file is no Word document in the docx format."""

    name: str
    message = gettext_noop("“%(name)s” cannot be read as a Word document. Save it in Word as .docx and try again.")


@refusal
class TemplateFieldUnknown(Invalid):
    """The template asks for a field that no paper has."""

    name: str
    field: str
    message = gettext_noop(
        "The template “%(name)s” asks for a field “%(field)s”, which does not exist. Correct its name or take it out."
    )


@refusal
class TemplateMarkWrong(Invalid):
    """A mark of the template is not closed, not opened, or stands where it breaks the page."""

    name: str
    near: str
    message = gettext_noop(
        "A mark in the template “%(name)s” is wrong near “%(near)s”: each {{ … }} and {%% … %%} must be closed, and each "
        "“for” and “if” needs its end."
    )
