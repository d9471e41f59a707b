"""Finding photographs, papers and press articles."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from PIL import Image

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Change, RootKind
from nepmoi.core.files.selectors import KeptFile
from nepmoi.core.files.selectors import view as file_view
from nepmoi.fieldwork.evidence.errors import ArticleUnknown, PaperUnknown, PhotographUnknown
from nepmoi.fieldwork.evidence.models import (
    ArticleOf,
    EvidenceOf,
    OtherPicture,
    Paper,
    PaperOf,
    Photograph,
    PhotographOf,
    PressArticle,
)
from nepmoi.fieldwork.evidence.rules import (
    ARTICLE,
    OTHER_PICTURE,
    PAPER,
    PHOTOGRAPH,
    DaySource,
    Ground,
    PaperKind,
    have_same_colours,
    may_be_public,
    nearest,
)
from nepmoi.registry.organisation.selectors import Area

MOST: Final = 10  # as many as somebody looks at beside one photograph


@dataclass(frozen=True)
class PhotographView:
    """A photograph as pages show it."""

    id: int
    uid: UUID
    version: int
    caption: str
    taken_on: date | None
    day_source: DaySource | None
    unit_id: int | None
    author: str
    ground: Ground | None
    shows_children: bool | None
    public: bool
    width: int
    height: int
    office_unit_id: int | None
    placed: bool
    filename: str
    shown: KeptFile
    thumbnail: KeptFile


def view(row: Photograph) -> PhotographView:
    """The value that crosses rooms for a photograph."""
    ground = Ground(row.ground) if row.ground else None
    return PhotographView(
        id=row.pk,
        uid=row.uid,
        version=row.version,
        caption=row.caption,
        taken_on=row.taken_on,
        day_source=DaySource(row.day_source) if row.day_source else None,
        unit_id=row.unit_id,
        author=row.author,
        ground=ground,
        shows_children=row.shows_children,
        public=bool(row.caption) and may_be_public(ground, shows_children=row.shows_children),
        width=row.width,
        height=row.height,
        office_unit_id=row.office.unit_id if row.office else None,
        placed=row.placed,
        filename=row.filename,
        shown=file_view(row.shown),
        thumbnail=file_view(row.thumbnail),
    )


def photograph(uid: UUID) -> PhotographView:
    """One photograph; whether the asker may see it is for the room that it shows something of.

    Raises:
        PhotographUnknown: when there is none.
    """
    row = Photograph.objects.select_related("shown", "thumbnail", "office").filter(uid=uid, void_reason="").first()
    if row is None:
        raise PhotographUnknown
    return view(row)


def original(photograph_id: int) -> KeptFile:
    """A photograph's file as it came, with all that the camera wrote into it."""
    return file_view(Photograph.objects.select_related("original").get(pk=photograph_id).original)


def by_id(ids: Iterable[int]) -> dict[int, PhotographView]:
    """Photographs by their keys, those made void left out."""
    rows = Photograph.objects.select_related("shown", "thumbnail", "office").filter(pk__in=set(ids), void_reason="")
    return {row.pk: view(row) for row in rows}


def changes(photograph_id: int, entry_ids: Collection[int]) -> list[Change]:
    """What writes did to a photograph; whether the asker may see it is for the room that it shows something of."""
    return [
        *audit.changes(Photograph, PHOTOGRAPH, entry_ids, {"id": [photograph_id]}),
        *audit.changes(OtherPicture, OTHER_PICTURE, entry_ids, {"first": [photograph_id]}),
    ]


def _of_offices(area: Area) -> Q:
    units = area.units()
    return Q() if units is None else Q(office__unit__in=units)


def _articles_in(area: Area) -> Q:
    units = area.units()
    return Q() if units is None else Q(unit__in=units) | Q(office__unit__in=units)


def within(area: Area) -> audit.Within:
    """The photographs and papers that an area's offices keep and the articles of it, for asking what was written of them."""
    if area.units() is None:
        return dict.fromkeys((RootKind.PHOTOGRAPH, RootKind.PAPER, RootKind.ARTICLE))
    return {
        RootKind.PHOTOGRAPH: Photograph.objects.filter(_of_offices(area)).values("pk"),
        RootKind.PAPER: Paper.objects.filter(_of_offices(area)).values("pk"),
        RootKind.ARTICLE: PressArticle.objects.filter(_articles_in(area)).values("pk"),
    }


def tray(area: Area) -> list[PhotographView]:
    """Photographs kept by an area's offices that wait for a caption or for what they show, the latest first."""
    waiting = Photograph.objects.select_related("shown", "thumbnail", "office").filter(
        _of_offices(area), void_reason=""
    )
    return [view(row) for row in waiting.filter(Q(caption="") | Q(placed=False)).order_by("-pk")]


@dataclass(frozen=True)
class Alike:
    """A photograph that may be the same as another one.

    Attributes:
        photograph: the older one.
        is_same_file: whether it is the same byte for byte.
        distance: in how many of 64 bits the looks differ.
    """

    photograph: PhotographView
    is_same_file: bool
    distance: int


def alike(area: Area, photograph_ids: Collection[int]) -> dict[int, list[Alike]]:
    """For each of some photographs the older ones of an area that may be the same, the nearest first; pairs told apart left out.

    Every look of the area is compared: 10,000 take some hundredths of a second for one page of photographs. The small pictures
    of the few that are left are opened for their colours.
    """
    asked = {
        row.pk: row for row in Photograph.objects.filter(pk__in=photograph_ids, void_reason="", look__isnull=False)
    }
    if not asked:
        return {}
    units = area.units()
    here = Q() if units is None else Q(office__unit__in=units) | Q(unit__in=units)
    known = Photograph.objects.filter(here, void_reason="", look__isnull=False, pk__lt=max(asked))
    looks: list[tuple[int, int]] = list(known.values_list("pk", "look"))  # type: ignore[arg-type]  # the filter leaves no empty look
    found = {
        pk: [(other, distance) for other, distance in nearest(row.look or 0, looks) if other < pk][:MOST]
        for pk, row in asked.items()
    }
    told = set(OtherPicture.objects.filter(second__in=asked).values_list("first_id", "second_id"))
    views = by_id([*asked, *(other for of in found.values() for other, _ in of)])
    originals = dict(Photograph.objects.filter(pk__in=views).values_list("pk", "original_id"))
    return {
        pk: [
            Alike(views[other], originals[other] == originals[pk], distance)
            for other, distance in of
            if (other, pk) not in told and _same_colours(views[other], views[pk])
        ]
        for pk, of in found.items()
    }


def _same_colours(one: PhotographView, other: PhotographView) -> bool:
    """Whether two small pictures have the same colours; one that is gone cannot say otherwise."""
    try:
        with Image.open(one.thumbnail.path) as first, Image.open(other.thumbnail.path) as second:
            return have_same_colours(first, second)
    except OSError:
        return True


def has_file(photograph_ids: Collection[int], sha256: str) -> UUID | None:
    """The photograph among some that came as this very file."""
    rows = Photograph.objects.filter(pk__in=photograph_ids, void_reason="", original__sha256=sha256)
    return rows.values_list("uid", flat=True).first()


def _units_of(links: Iterable[type[EvidenceOf]], **evidence: UUID) -> list[int | None]:
    """Where the things lie that links of one shape lead to, whichever room keeps them; None is the whole country."""
    found: list[int | None] = []
    for link in links:
        rows: QuerySet[EvidenceOf] = QuerySet(model=link).filter(**evidence, **{f"{link.thing}__void_reason": ""})
        found += [unit_id for place in link.places for unit_id in rows.values_list(place, flat=True)]
    return found


def photograph_units(uid: UUID) -> list[int | None]:
    """Where somebody may write who writes of a photograph: what it shows lies there, or it waits in that office's tray.

    Raises:
        PhotographUnknown: when there is none, or it shows nothing that was not made void.
    """
    row = Photograph.objects.select_related("office").filter(uid=uid, void_reason="").first()
    if row is None:
        raise PhotographUnknown
    waits = [] if row.placed else [row.office.unit_id if row.office else None]
    units = [*_units_of(PhotographOf.__subclasses__(), photograph__uid=uid), *waits]
    if not units:
        raise PhotographUnknown
    return units


def paper_units(uid: UUID) -> list[int | None]:
    """Where somebody may write who writes of a paper: what it belongs to lies there, or that office keeps it.

    Raises:
        PaperUnknown: when there is none.
    """
    return [paper(uid).office_unit_id, *_units_of(PaperOf.__subclasses__(), paper__uid=uid)]


def article_units(uid: UUID) -> list[int | None]:
    """Where somebody may write who writes of an article: its place, its office's, that of what it is about.

    Raises:
        ArticleUnknown: when there is none.
    """
    found = article(uid)
    return [found.unit_id, found.office_unit_id, *_units_of(ArticleOf.__subclasses__(), article__uid=uid)]


@dataclass(frozen=True)
class PaperView:
    """A paper as pages show it."""

    id: int
    uid: UUID
    version: int
    kind: PaperKind
    number: str
    dated_on: date | None
    issuer: str
    title: str
    filename: str
    placed: bool
    office_name: str
    office_unit_id: int | None
    file: KeptFile


def _paper(row: Paper) -> PaperView:
    office = row.office
    return PaperView(
        id=row.pk,
        uid=row.uid,
        version=row.version,
        kind=PaperKind(row.kind),
        number=row.number,
        dated_on=row.dated_on,
        issuer=row.issuer,
        title=row.title,
        filename=row.filename,
        placed=row.placed,
        office_name=office.name if office else "",
        office_unit_id=office.unit_id if office else None,
        file=file_view(row.file),
    )


def _papers() -> QuerySet[Paper]:
    return Paper.objects.select_related("file", "office").filter(void_reason="")


def paper(uid: UUID) -> PaperView:
    """One paper; whether the asker may see it is for the room that it belongs to something of.

    Raises:
        PaperUnknown: when there is none.
    """
    row = _papers().filter(uid=uid).first()
    if row is None:
        raise PaperUnknown
    return _paper(row)


def papers(area: Area, *, placed: bool) -> list[PaperView]:
    """Papers kept by an area's offices, those that belong to something or those that wait, the latest first."""
    return [_paper(row) for row in _papers().filter(_of_offices(area), placed=placed).order_by("-pk")]


def papers_by_id(ids: Iterable[int]) -> dict[int, PaperView]:
    """Papers by their keys, those made void left out."""
    return {row.pk: _paper(row) for row in _papers().filter(pk__in=set(ids))}


def paper_changes(paper_id: int, entry_ids: Collection[int]) -> list[Change]:
    """What writes did to a paper; whether the asker may see it is for the room that it belongs to something of."""
    return audit.changes(Paper, PAPER, entry_ids, {"id": [paper_id]})


@dataclass(frozen=True)
class ArticleView:
    """A press article as pages show it; ``copy`` is a scan or a picture of it, where one was kept."""

    id: int
    uid: UUID
    version: int
    outlet: str
    title: str
    published_on: date
    address: str
    author: str
    unit_id: int
    office_name: str
    office_unit_id: int | None
    copy: KeptFile | None
    filename: str


def _article(row: PressArticle) -> ArticleView:
    office = row.office
    return ArticleView(
        id=row.pk,
        uid=row.uid,
        version=row.version,
        outlet=row.outlet,
        title=row.title,
        published_on=row.published_on,
        address=row.address,
        author=row.author,
        unit_id=row.unit_id,
        office_name=office.name if office else "",
        office_unit_id=office.unit_id if office else None,
        copy=file_view(row.copy) if row.copy else None,
        filename=row.filename,
    )


def _articles() -> QuerySet[PressArticle]:
    return PressArticle.objects.select_related("copy", "office").filter(void_reason="")


def article(uid: UUID) -> ArticleView:
    """One article; whether the asker may see it is for the room that knows what it is about.

    Raises:
        ArticleUnknown: when there is none.
    """
    row = _articles().filter(uid=uid).first()
    if row is None:
        raise ArticleUnknown
    return _article(row)


def articles(area: Area) -> list[ArticleView]:
    """The articles of an area, the latest first."""
    return [_article(row) for row in _articles().filter(_articles_in(area)).order_by("-published_on", "-pk")]


def articles_at(address_key: str, unit_id: int) -> list[ArticleView]:
    """The articles of a place whose addresses lead to one page: one at most."""
    return [_article(row) for row in _articles().filter(address_key=address_key, unit=unit_id)]


def articles_by_id(ids: Iterable[int], *, void: bool = False) -> dict[int, ArticleView]:
    """Articles by their keys; those made void only when they are asked for, as by who read of them a moment ago."""
    rows = PressArticle.objects.select_related("copy", "office").filter(pk__in=set(ids))
    return {row.pk: _article(row) for row in rows if void or not row.void_reason}


def article_changes(article_id: int, entry_ids: Collection[int]) -> list[Change]:
    """What writes did to an article."""
    return audit.changes(PressArticle, ARTICLE, entry_ids, {"id": [article_id]})
