"""Figures: their list, and the page of one with its parts and the list behind it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from nepmoi.analytics.figures import selectors as figures
from nepmoi.analytics.figures.selectors import Answer, Certainty, PlaceRule, Question, Rows
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.kernel import clock
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.programme import selectors as programme
from nepmoi.web.figures.forms import AskForm, same_everywhere
from nepmoi.web.figures.parts import UNSURE, is_of_people, lines, neighbours, split_table
from nepmoi.web.pages import page, standing_of

PAGE: Final = 15
# What a figure shows of itself when no split is asked for.
AT_FIRST: Final = ("sex", "ethnic", "age", "audience", "exactness")
# Then the parts by place: by communes, or by what they lie in where a page would hold more places than a province has.
LEVELS: Final = ("commune", "district", "province")
MOST_PLACES: Final = 170
# The word of an address for the page of the parts, as ``page`` is for the list.
PARTS: Final = "parts"


@dataclass(frozen=True)
class Shown:
    """A figure as a block: its words in the reader's language and the way to its page."""

    answer: Answer
    name: str
    unit: str
    counts: str
    href: str

    @property
    def measure(self) -> str:
        """What decides how it is drawn: people solid, participations, presences and heads counted at activities striped."""
        definition = self.answer.question.definition
        if definition.fact.name == "counts":
            return "participations"
        return definition.measure.value if definition.measure.value in ("participations", "presences") else "people"

    @property
    def code(self) -> str:
        """By which its page is found."""
        return self.answer.question.definition.code

    @property
    def basis(self) -> str:
        """Whether it counts people by their names or without; nothing where it counts no people."""
        return self.answer.question.definition.basis or ""

    @property
    def by_venue(self) -> bool:
        """Whether it counts by where the activity was held: people of another place who went there are in it."""
        asked = self.answer.question
        return (asked.rule or asked.definition.place) is PlaceRule.VENUE and _of_activities(asked)


def _of_activities(asked: Question) -> bool:
    """Whether it tells of activities and those who took part; a group's place is its own."""
    return "content" in {str(split) for split in asked.definition.splits()}


def shown(answer: Answer) -> Shown:
    """A figure's block."""
    definition, language = answer.question.definition, get_language() or "vi"
    return Shown(
        answer=answer,
        name=definition.name.in_language(language),
        unit=definition.unit.in_language(language),
        counts=definition.counts.in_language(language),
        href=f"{reverse('web:figure', args=[definition.code])}{same_everywhere(answer.question)}",
    )


@page(action=Action.SEE_FIGURES)
@require_GET
def figures_list(request: HttpRequest) -> HttpResponse:
    """All figures with their values, for the reader's area or a place in it."""
    by = standing_of(request)
    form = AskForm(request.GET, code="", years=years(request))
    context: dict[str, Any] = {"form": form, "route": reverse("web:figures")}
    if not form.is_valid():
        return render(request, "figures/figures.html", context, status=422)
    if form.needs_short():
        return redirect(f"{request.path}{form.short()}")
    answers = [
        figures.answer(form.question(one.code, by="", part="", rule=None, of=Certainty.COUNTED), by)
        for one in figures.catalogue()
    ]
    context |= {"blocks": [shown(answer) for answer in answers], "asked": answers[0].question if answers else None}
    return render(request, "figures/figures.html", context)


@page(action=Action.SEE_FIGURES)
@require_GET
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """One figure: how it is counted, its parts, and a page of the rows behind it, whose sum it is."""
    by = standing_of(request)
    form = AskForm(request.GET, code=code, years=years(request))
    definition, language = figures.definition(code), get_language() or "vi"
    context: dict[str, Any] = {
        "form": form,
        "route": reverse("web:figure", args=[code]),
        "name": definition.name.in_language(language),
        "words": [
            getattr(definition, part).in_language(language) for part in ("counts", "reckons", "omits", "reading")
        ],
    }
    if not form.is_valid():
        return render(request, "figures/figure.html", context, status=422)
    if form.needs_short():
        return redirect(f"{request.path}{form.short()}")
    return render(request, "figures/figure.html", context | _figure(request, by, form))


def _figure(request: HttpRequest, by: Standing, form: AskForm) -> dict[str, Any]:
    question: Question = form.cleaned_data["question"]
    answers = _answers(
        question, lambda split: figures.answer(form.question(form.code, by=split, part="", of=Certainty.COUNTED), by)
    )
    answer = answers[0] if answers else figures.answer(question, by)
    behind, shown_page = _rows(request, question, by)
    asked = answer.question
    query = same_everywhere(replace(asked, by=question.by, part=question.part, query=question.query))
    return {
        "asked": asked,
        "activity": activities.activity(by, asked.activity) if asked.activity else None,
        "answer": answer,
        "told": shown(answer),
        "beside": [
            shown(figures.answer(form.question(one.code, by="", part="", of=Certainty.COUNTED), by))
            for one in neighbours(question.definition)
        ],
        "tables": [split_table(one, _number(request, PARTS, 0) if question.by else 0) for one in answers],
        "place_path": geography.path(asked.place.id) if asked.place else [],
        "behind": behind,
        "lines": lines(behind.rows),
        "page": shown_page,
        "of_people": is_of_people(question),
        "of": question.of.value,
        "whole": f"{request.path}{same_everywhere(replace(asked, part=''))}#list",
        "beyond": {of.value: f"{request.path}{same_everywhere(asked.opening(of))}#list" for of in Certainty},
        "same": f"{request.path}{query}",
        "query": query,
        "part": _part_label(answers, question.part),
    }


def _answers(question: Question, ask: Callable[[str], Answer]) -> list[Answer]:
    """The figure in the parts that are asked for, else in those that it shows of itself."""
    if question.by:
        return [ask(question.by)]
    able = {str(split) for split in question.definition.splits()}
    return [*(ask(split) for split in AT_FIRST if split in able), *([by_place(ask)] if "place" in able else [])]


def by_place(ask: Callable[[str], Answer]) -> Answer:
    """The parts by the lowest level whose places are not too many; a level that the map does not have is passed over."""
    for level in LEVELS[:-1]:
        answer = ask(level)
        places = sum(not part.key.startswith(UNSURE) for part in answer.parts)
        if not answer.parts or 0 < places <= MOST_PLACES:
            return answer
    return ask(LEVELS[-1])


def _part_label(answers: list[Answer], key: str) -> str:
    language = get_language() or "vi"
    found = [part.label.in_language(language) for answer in answers for part in answer.parts if part.key == key]
    return found[0] if key and found else key


def _rows(request: HttpRequest, question: Question, by: Standing) -> tuple[Rows, "Page[int]"]:
    """A page of the rows, and its place among all of them; a number beyond the last is the last page."""
    number = _number(request, "page", 1)
    behind = figures.rows(question, by, first=(max(number, 1) - 1) * PAGE, size=PAGE)
    found = Paginator(range(behind.total), PAGE).get_page(number)
    if found.number != number:
        behind = figures.rows(question, by, first=(found.number - 1) * PAGE, size=PAGE)
    return behind, found


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def years(request: HttpRequest) -> list[int]:
    """The years of the programme up to this one, the latest first, and the one that the address names."""
    first = min((phase.first_day.year for phase in programme.phases()), default=clock.today().year)
    offered = {*range(first, clock.today().year + 1)}
    text = request.GET.get("year", "")
    if text.isascii() and text.isdigit() and len(text) == 4:
        offered.add(int(text))
    return sorted(offered, reverse=True)
