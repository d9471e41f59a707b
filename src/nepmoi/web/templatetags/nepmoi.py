"""How pages write dates, numbers, names and states: ``{% load nepmoi %}``."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django import forms, template
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop, ngettext

from nepmoi.kernel import clock
from nepmoi.kernel.dates import DayPart, PartialDate
from nepmoi.kernel.ids import new_uid
from nepmoi.kernel.quantities import grouped
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.web.problems import shown

register = template.Library()

DASH: Final = "–"
NBSP: Final = "\N{NO-BREAK SPACE}"

# What a state looks like, and its words; late is no lozenge but a triangle.
STATES: Final[Mapping[str, tuple[str, str]]] = {
    "planned": ("plan", gettext_noop("planned")),
    "held": ("held", gettext_noop("held")),
    "confirmed": ("done", gettext_noop("confirmed")),
    "postponed": ("none", gettext_noop("postponed")),
    "cancelled": ("none", gettext_noop("cancelled")),
    "overdue": ("late", gettext_noop("overdue")),
    "draft": ("plan", gettext_noop("draft")),
    "submitted": ("held", gettext_noop("submitted")),
    "returned": ("held", gettext_noop("returned")),
    "approved": ("done", gettext_noop("approved")),
    "signed": ("done", gettext_noop("signed, issued")),
    "frozen": ("done", gettext_noop("frozen")),
    "unknown": ("none", gettext_noop("unknown")),
    "unverified": ("held", gettext_noop("unverified")),
    "missing": ("late", gettext_noop("missing item")),
    "active": ("done", gettext_noop("kept up")),
    "stopped": ("none", gettext_noop("stopped")),
}

# People are solid, presences striped, what is unknown dotted: they never look alike.
MEASURES: Final[Mapping[str, str]] = {"people": "", "presences": "turn", "participations": "turn", "unknown": "off"}

BARS: Final[Mapping[str, str]] = {"confirmed": "t1", "held": "hx", "planned": "o", "late": "t2", "people": "t0"}


@register.filter
def may_be_empty(field: forms.BoundField) -> bool:
    """Whether a field can be left out: one that always has a choice cannot, though none need be sent."""
    choices = getattr(field.field, "choices", ()) if field.widget_type == "select" else ()
    return not field.field.required and (not choices or any(str(value) == "" for value, _ in choices))


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as ``22/10/2024``; an instant on the day it was in Viet Nam; a dash for none."""
    if isinstance(value, datetime):
        value = value.astimezone(clock.VIETNAM).date()
    return DASH if value is None else shown(value)


@register.filter
def moment(value: datetime | None) -> str:
    """An instant as ``24/10/2024 15:42``, in Viet Nam; a dash for none."""
    return DASH if value is None else shown(value)


@register.filter
def time_of_day(value: datetime) -> str:
    """An instant as ``15:42``, in Viet Nam, where the day is said already."""
    return f"{value.astimezone(clock.VIETNAM):%H:%M}"


@register.filter
def partial(value: PartialDate | None) -> str:
    """A date as far as it is known, ``06/1985`` or ``1985``; the word for unknown when it is not known at all."""
    return gettext("unknown") if value is None else str(value)


@register.simple_tag
def days(first: date, last: date | None = None) -> str:
    """A span of days as short as it can be said: ``22–23/10/2024``, ``30/09–02/10/2024``."""
    if last is None or last == first:
        return f"{first:%d/%m/%Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{last:%d/%m/%Y}"
    return f"{first:%d/%m}–{last:%d/%m/%Y}" if first.year == last.year else f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"


@register.filter
def number(value: Decimal | float | None) -> str:
    """A number as ``1.521`` or ``2,5``; a dash for none, for missing is not zero."""
    if value is None:
        return DASH
    sign = "-" if value < 0 else ""
    whole, _, rest = f"{abs(Decimal(str(value))):f}".partition(".")
    return sign + grouped(int(whole)) + (f",{rest}" if rest.strip("0") else "")


@register.filter
def percent(share: Decimal | float | None, digits: int = 0) -> str:
    """A share between 0 and 1 as ``73 %``, with a space that does not break; a dash for none."""
    if share is None:
        return DASH
    step = Decimal(1).scaleb(-digits)
    rounded = (Decimal(str(share)) * 100).quantize(step, ROUND_HALF_UP)
    return f"{str(rounded).replace('.', ',')}{NBSP}%"


@register.filter
def given_name(name: str) -> SafeString:
    """A person's name with the given name, by which lists are sorted, in bold."""
    before, space, given = name.strip().rpartition(" ")
    return format_html("{}{}<b>{}</b>", before, space, given)


@register.filter
def half_day(part: DayPart | str) -> str:
    """Morning or afternoon, as the first word of a line."""
    words = shown(DayPart(part))
    return words[:1].upper() + words[1:]


@register.filter
def place(unit: UnitView | None) -> str:
    """A unit as a sentence names it; one that is gone says until when: ``xã Lũng Cú (đến 30/6/2025)``."""
    if unit is None:
        return ""
    label = unit.label
    if label.until is None:
        return label.name
    until = f"{label.until.day}/{label.until.month}/{label.until.year}"
    return gettext("%(name)s (until %(until)s)") % {"name": label.name, "until": until}


@register.inclusion_tag("parts/state.html")
def state(name: str, words: str = "") -> dict[str, str]:
    """A state's badge; ``words`` say more than the state's own name: ``{% state "overdue" "Quá hạn 4 ngày" %}``."""
    shape, own = STATES[name]
    text = words or gettext(own)
    return {"shape": shape, "words": text[:1].upper() + text[1:]}


@register.inclusion_tag("parts/figure.html")
def figure(  # noqa: PLR0913 - a template names each of them
    value: Decimal | float | None, unit: str, *, label: str = "", how: str = "", measure: str = "people", href: str = ""
) -> dict[str, Any]:
    """A figure's block: what it is, the number with its unit, how it is counted, the way to its rows.

    Args:
        value: the figure; None is drawn as missing, never as zero.
        unit: in the same breath as the number.
        label: what is counted.
        how: how it is counted.
        measure: ``people``, ``presences``, ``participations`` or ``unknown``; it decides the edge.
        href: the list behind the figure.
    """
    edge = MEASURES["unknown" if value is None else measure]
    return {"value": value, "unit": unit, "label": label, "how": how, "edge": edge, "href": href}


@register.inclusion_tag("parts/bar.html")
def bar(value: float | None, whole: float | None, kind: str = "people") -> dict[str, Any]:
    """A thin bar of a value in a whole, beside the words that say the same; a missing value is an empty outline.

    Args:
        value: how much; None when it is not known.
        whole: of how much; the bar ends there.
        kind: ``people``, ``confirmed``, ``held`` (hatched: it does not count yet), ``planned`` (outline) or ``late``.
    """
    if not whole or value is None:
        return {"fill": BARS["planned"], "width": 100, "ground": False}
    return {"fill": BARS[kind], "width": round(min(value / whole, 1) * 100, 1), "ground": True}


@register.inclusion_tag("parts/pages.html", takes_context=True)
def pages(context: template.RequestContext, page: "Page[Any]", anchor: str = "", name: str = "page") -> dict[str, Any]:
    """The line under a list: ``1–15 trong 120 dòng``, and the ways to the pages before and after.

    Args:
        context: the page's.
        page: of the list.
        anchor: the id of the list's heading, on a page that holds more than the list.
        name: of the address's word that counts this list's pages, where a page has more than one list.
    """

    def way(number: int) -> str:
        query = context["request"].GET.copy()
        query[name] = str(number)
        return f"?{query.urlencode()}{'#' if anchor else ''}{anchor}"

    return {
        "anchor": anchor,
        "range": page_range(page),
        "before": way(page.previous_page_number()) if page.has_previous() else "",
        "after": way(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("parts/sending.html", takes_context=True)
def sending(context: template.RequestContext, seen: int | None = None) -> dict[str, Any]:
    """What every form brings: the token, its own id (sent twice, it counts once), the version that it shows.

    Args:
        context: the page's; it holds the token.
        seen: the version of the record that the form changes; none for a form that only adds.
    """
    return {"csrf_token": context.get("csrf_token"), "form_id": new_uid(), "seen": seen}


@register.filter
def page_range(page: "Page[Any]") -> str:
    """Which rows of how many, ``1–15 trong 120 dòng``; nothing for an empty list, which says why it is empty."""
    if not page.paginator.count:
        return ""
    return ngettext(
        "%(first)s–%(last)s of %(count)s row", "%(first)s–%(last)s of %(count)s rows", page.paginator.count
    ) % {
        "first": grouped(page.start_index()),
        "last": grouped(page.end_index()),
        "count": grouped(page.paginator.count),
    }


@register.inclusion_tag("form/errors.html")
def error_summary(*forms_with_errors: forms.BaseForm) -> dict[str, Any]:
    """What must be mended, at the top of a form's page, each line a link to its field; nothing when all is well."""
    bound = [form for form in forms_with_errors if form.errors]
    fields = [field for form in bound for field in form if field.errors]
    general = [error for form in bound for error in form.non_field_errors()]
    return {"fields": fields, "general": general, "count": len(fields) + len(general)}


@register.simple_block_tag
def note(content: SafeString, kind: str = "", role: str = "") -> SafeString:
    """A banner: ``{% note "wait" %}…{% endnote %}``; blue informs, amber (``wait``) asks, red (``bad``) stops."""
    return format_html(
        '<div class="note{}"{}>{}</div>',
        f" {kind}" if kind else "",
        format_html(' role="{}"', role) if role else "",
        content,
    )
