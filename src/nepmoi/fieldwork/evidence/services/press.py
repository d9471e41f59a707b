"""Keeping press articles."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.core.files import services as files
from nepmoi.core.files.errors import UploadTooLarge
from nepmoi.core.files.rules.contents import kind_of
from nepmoi.fieldwork.evidence.errors import (
    AddressOrCopyMissing,
    ArticleKnown,
    ArticleTitleMissing,
    ArticleUnknown,
    NotPublishedYet,
    OutletMissing,
    VoidReasonMissing,
)
from nepmoi.fieldwork.evidence.models import PressArticle
from nepmoi.fieldwork.evidence.rules import address_key, web_address
from nepmoi.fieldwork.evidence.selectors import article_units, articles_at
from nepmoi.kernel import clock, text
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require


@dataclass(frozen=True)
class Article:
    """What is said of an article; the place is the one that it counts for."""

    outlet: str
    title: str
    published_on: date
    unit_id: int
    address: str = ""
    author: str = ""


@dataclass(frozen=True)
class Copy:
    """A scan or a picture of an article."""

    data: bytes
    filename: str


def keep_article(*, by: Standing, door: Door, article: Article, copy: Copy | None = None) -> UUID:
    """Enter a press article and return its uid.

    Raises:
        OutsideArea, RoleMayNot: when its place is not the asker's to add evidence to.
        OutletMissing, ArticleTitleMissing, NotPublishedYet: when it cannot be right.
        AddressWrong, AddressOrCopyMissing: when nobody could open it.
        ArticleKnown: when the place has an article of this address.
        UploadTooLarge, FileIsProgram and others: when the copy cannot be kept.
    """
    require(by, Action.ADD_EVIDENCE, article.unit_id)
    with audit.writing(by.actor, door) as w:
        row = PressArticle(office_id=by.office.id if by.office else None)
        _say(row, article, copy)
        row.save()
        w.touch(RootKind.ARTICLE, row.pk)
        return row.uid


def mend_article(  # noqa: PLR0913 - the envelope's two, the article, what is said of it, and the version seen
    *, by: Standing, door: Door, uid: UUID, article: Article, copy: Copy | None = None, seen: int | None = None
) -> None:
    """Write down anew what is said of an article; without a copy, the one that is there stays.

    Raises:
        ArticleUnknown, OutsideArea, RoleMayNot: when it is not hers to write, or gets a place that is not.
        StaleSave: when somebody saved after version ``seen``.
        OutletMissing and others: as on entering.
    """
    with audit.writing(by.actor, door) as w:
        row = _locked(by, uid)
        if article.unit_id != row.unit_id:
            require(by, Action.ADD_EVIDENCE, article.unit_id)
        audit.renew(row, RootKind.ARTICLE, seen=seen)
        _say(row, article, copy)
        row.save()
        w.touch(RootKind.ARTICLE, row.pk)


def void_article(*, by: Standing, door: Door, uid: UUID, reason: str, seen: int | None = None) -> None:
    """Take an article out of all pages and figures; what was said of it is kept.

    Raises:
        ArticleUnknown, OutsideArea, RoleMayNot: when it is not hers to write.
        VoidReasonMissing: without a reason.
        StaleSave: when somebody saved after version ``seen``.
    """
    why = text.clean(reason)
    with audit.writing(by.actor, door, why) as w:
        row = _locked(by, uid)
        if not why:
            raise VoidReasonMissing
        audit.renew(row, RootKind.ARTICLE, seen=seen)
        row.void_reason = why[:300]
        row.save()
        w.touch(RootKind.ARTICLE, row.pk)


def place_article(*, by: Standing, door: Door, uid: UUID) -> int:
    """Say that an article is about something more, under the envelope of the room that knows it; return its id.

    Raises:
        ArticleUnknown, OutsideArea, RoleMayNot: when it is not hers to write.
    """
    with audit.writing(by.actor, door) as w:
        row = _locked(by, uid)
        w.touch(RootKind.ARTICLE, row.pk)
        return row.pk


def _say(row: PressArticle, said: Article, copy: Copy | None) -> None:
    row.outlet, row.title, row.author = text.clean(said.outlet), text.clean(said.title), text.clean(said.author)
    if not row.outlet:
        raise OutletMissing
    if not row.title:
        raise ArticleTitleMissing
    if said.published_on > clock.today():
        raise NotPublishedYet(day=said.published_on)
    row.published_on, row.unit_id = said.published_on, said.unit_id
    row.address = web_address(said.address)
    row.address_key = address_key(row.address)
    _refuse_known(row)
    if copy is not None:
        _keep_copy(row, copy)
    if not row.address and row.copy_id is None:
        raise AddressOrCopyMissing


def _refuse_known(row: PressArticle) -> None:
    known = [one for one in articles_at(row.address_key, row.unit_id) if one.id != row.pk] if row.address_key else []
    if known:
        raise ArticleKnown(title=known[0].title, outlet=known[0].outlet, uid=known[0].uid)


def _keep_copy(row: PressArticle, copy: Copy) -> None:
    if len(copy.data) > files.MAX_UPLOAD:
        raise UploadTooLarge(megabytes=files.MAX_UPLOAD // 1024 // 1024)
    kind = kind_of(copy.data, copy.filename)
    row.copy = files.keep(data=copy.data, media_type=kind.media_type)
    row.filename = kind.name(text.clean(copy.filename))[-200:]


def _locked(by: Standing, uid: UUID) -> PressArticle:
    row = PressArticle.objects.select_for_update().filter(uid=uid, void_reason="").first()
    if row is None:
        raise ArticleUnknown
    require(by, Action.ADD_EVIDENCE, *article_units(uid))
    return row
