"""An office's list of groups: sent or pasted, looked at and mended, then entered as one."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.fieldwork.community.services import lists
from nepmoi.intake.rosters.rules import groups as reading
from nepmoi.kernel import clock
from nepmoi.kernel.errors import Invalid
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.web.community.forms.lists import ListForm
from nepmoi.web.community.importing import Asked, Preview, preview
from nepmoi.web.community.views.writing import hosts_of
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once


@page(action=Action.IMPORT_LISTS)
@require_http_methods(["GET", "HEAD", "POST"])
def groups_import(request: HttpRequest) -> HttpResponse:
    """Read a list, show what it would do, and enter it when nothing is wrong and the reader says so."""
    by = standing_of(request)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ListForm(data, files, hosts=hosts_of(by), initial={"on": clock.today()})
    shown: Preview | None = None
    if form.is_valid():
        try:
            table, asked = _table(form), _asked(form)
            shown = preview(by, table, asked)
            if request.POST.get("do") == "import" and not shown.problems:
                _enter(request, by, shown, asked)
                return redirect("web:groups")
        except Invalid as error:
            form.add_error("file" if form.cleaned_data.get("file") else "table", words(error))
            shown = None
        else:
            # The text goes with the page, so that it can be mended and sent again without the file.
            form = ListForm({**_told(form), "table": table, "source": asked.source}, hosts=hosts_of(by))
            form.full_clean()
    fine = shown is not None and not shown.problems
    context = {"form": form, "preview": shown, "way_up": [(reverse("web:groups"), gettext("Teams and clubs"))]}
    return render(request, "community/list.html", context, status=422 if form.is_bound and not fine else 200)


def _table(form: ListForm) -> str:
    """The list as text: that of the file, else what was pasted or mended."""
    file = form.cleaned_data.get("file")
    return reading.as_table(file.read(), file.name) if file else str(form.cleaned_data["table"])


def _asked(form: ListForm) -> Asked:
    """What holds for the list; a file's name is its source when no other is given."""
    file, asked = form.cleaned_data.get("file"), form.asked
    return replace(asked, source=file.name[:250]) if file and not asked.source else asked


def _told(form: ListForm) -> dict[str, Any]:
    return {name: form.data.get(name, "") for name in ("on", "kind", "host")}


def _enter(request: HttpRequest, by: Standing, shown: Preview, asked: Asked) -> None:
    sent = door_of(request)
    door = Door(DoorKind.IMPORT, sent.detail, sent.request)
    made = once(request, lambda: lists.enter_list(by=by, door=door, groups=shown.groups, on=asked.on))
    if made is not None:
        said = ngettext("%(count)d group entered.", "%(count)d groups entered.", made.new) % {"count": made.new}
        same = gettext("Counted anew: %(counted)d; unchanged: %(same)d.") % {"counted": made.counted, "same": made.same}
        messages.success(request, f"{said} {same}")
