"""Photographs, papers and press articles of groups; and what is said of evidence that may show a group or an activity."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.services import papers as papers_of_activities
from nepmoi.fieldwork.activities.services import pictures
from nepmoi.fieldwork.activities.services import press as press_on_activities
from nepmoi.fieldwork.community.errors import GroupUnknown
from nepmoi.fieldwork.community.models import Group, GroupArticle, GroupPaper, GroupPhotograph
from nepmoi.fieldwork.evidence.errors import PhotographUnknown
from nepmoi.fieldwork.evidence.selectors import has_file
from nepmoi.fieldwork.evidence.services import papers, photographs, press
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require


def add_photographs(*, by: Standing, door: Door, group: UUID, pictures: Sequence[photographs.NewPhotograph]) -> int:
    """Keep pictures that show a group; all of them or none. Return how many.

    Raises:
        GroupUnknown, OutsideArea, RoleMayNot: when the group is not the asker's to add evidence to.
        NotAPicture, PictureTooLarge, CaptionMissing: when one of them cannot be kept.
    """
    prepared = [photographs.prepare(picture) for picture in pictures]
    with audit.writing(by.actor, door) as w:
        row = _locked(by, group)
        for picture, ready in zip(pictures, prepared, strict=True):
            photograph_id = photographs.add_photograph(by=by, door=door, new=picture, prepared=ready)
            GroupPhotograph(group=row, photograph_id=photograph_id).save()
        w.touch(RootKind.GROUP, row.pk)
        return len(pictures)


def take_in_photograph(
    *, by: Standing, door: Door, group: UUID, picture: photographs.NewPhotograph
) -> photographs.TakenIn:
    """Keep one picture of a group that came by itself; its caption may follow.

    Raises:
        GroupUnknown, OutsideArea, RoleMayNot: when the group is not the asker's to add evidence to.
        NotAPicture, PictureTooLarge: when it cannot be kept.
    """
    ready = photographs.prepare(picture)
    with audit.writing(by.actor, door):
        row = _locked(by, group)
        linked = GroupPhotograph.objects.filter(group=row).values_list("photograph_id", flat=True)
        known = has_file(set(linked), hashlib.sha256(picture.data).hexdigest())
        if known is not None:
            return photographs.TakenIn(known, is_new=False)
        uid = photographs.take_in(by=by, door=door, new=picture, prepared=ready)
        put_photograph(by=by, door=door, photograph=uid, shows=group)
        return photographs.TakenIn(uid, is_new=True)


def put_photograph(*, by: Standing, door: Door, photograph: UUID, shows: UUID) -> None:
    """Say that a photograph shows an activity or a group; it may show several.

    Raises:
        PhotographUnknown, ActivityUnknown, OutsideArea, RoleMayNot: when one of the two is not the asker's to add evidence to.
    """
    if not _is_group(shows):
        pictures.put_to_activity(by=by, door=door, photograph=photograph, activity=shows)
        return
    with audit.writing(by.actor, door) as w:
        row = _locked(by, shows)
        photograph_id = photographs.place(by=by, door=door, photograph=photograph)
        _, is_new = GroupPhotograph.objects.get_or_create(group=row, photograph_id=photograph_id)
        if is_new:
            w.touch(RootKind.GROUP, row.pk)
            w.touch(RootKind.PHOTOGRAPH, photograph_id)


def _locked(by: Standing, uid: UUID) -> Group:
    """A group to which evidence is added; what is known of it stays as it is, and so does its version."""
    row = Group.objects.select_for_update().filter(uid=uid, void_reason="").first()
    if row is None:
        raise GroupUnknown
    require(by, Action.ADD_EVIDENCE, row.unit_id)
    return row


def _is_group(uid: UUID) -> bool:
    return Group.objects.filter(uid=uid).exists()


def say_same(*, by: Standing, door: Door, photograph: UUID, older: UUID, reason: str) -> None:
    """Take a photograph out that is the same as an older one; what it showed, the older one shows from now on.

    Args:
        by: who says so.
        door: through what.
        photograph: the later one.
        older: the one that stays.
        reason: is kept with the one that is taken out.

    Raises:
        PhotographUnknown, OutsideArea, RoleMayNot: when one of the two is not the asker's to add evidence to.
    """
    with audit.writing(by.actor, door, reason):
        if photograph == older:
            raise PhotographUnknown
        photographs.require_writable(by, older)
        pictures.show_in_stead(by=by, door=door, photograph=photograph, older=older)
        links = GroupPhotograph.objects.filter(photograph__uid=photograph, group__void_reason="")
        for group in list(links.values_list("group__uid", flat=True)):
            put_photograph(by=by, door=door, photograph=older, shows=group)
        photographs.make_void(by=by, door=door, photograph=photograph, reason=reason)


@dataclass(frozen=True)
class SaidOf:
    """What is said of one photograph among several, and which activity or group it shows besides; None says nothing."""

    photograph: UUID
    said: photographs.Said | None
    shows: UUID | None = None
    seen: int | None = None


def say_of_several(*, by: Standing, door: Door, told: Sequence[SaidOf]) -> int:
    """Write down what is said of several photographs, all of it or nothing; return of how many.

    Raises:
        CaptionMissing, StaleSave: see ``evidence.services.photographs.mend``.
        PhotographUnknown, OutsideArea, RoleMayNot: when one is not the asker's to add evidence to.
    """
    with audit.writing(by.actor, door):
        for one in told:
            if one.said is not None:
                photographs.mend(by=by, door=door, photograph=one.photograph, said=one.said, seen=one.seen)
            if one.shows is not None:
                put_photograph(by=by, door=door, photograph=one.photograph, shows=one.shows)
        return len(told)


def add_paper(  # noqa: PLR0913 - the envelope's two, what it belongs to, and the paper
    *, by: Standing, door: Door, group: UUID, data: bytes, filename: str, head: papers.Head
) -> papers.KeptPaper:
    """Keep a paper of a group, as the decision that founded it.

    Raises:
        GroupUnknown, OutsideArea, RoleMayNot: when the group is not the asker's to add evidence to.
        TitleMissing, UploadTooLarge, FileIsProgram and others: see ``evidence.services.papers.keep_paper``.
    """
    with audit.writing(by.actor, door):
        kept = papers.keep_paper(by=by, door=door, data=data, filename=filename, head=head)
        put_paper(by=by, door=door, paper=kept.uid, to=group)
        return kept


def put_paper(*, by: Standing, door: Door, paper: UUID, to: UUID) -> None:
    """Say that a paper belongs to an activity or a group; it may belong to several.

    Raises:
        PaperUnknown, ActivityUnknown, OutsideArea, RoleMayNot: when one of the two is not the asker's to add evidence to.
    """
    if not _is_group(to):
        papers_of_activities.put_paper(by=by, door=door, paper=paper, activity=to)
        return
    with audit.writing(by.actor, door) as w:
        row = _locked(by, to)
        paper_id = papers.place_paper(by=by, door=door, paper=paper)
        _, is_new = GroupPaper.objects.get_or_create(group=row, paper_id=paper_id)
        if is_new:
            w.touch(RootKind.GROUP, row.pk)
            w.touch(RootKind.PAPER, paper_id)


def say_of_paper(  # noqa: PLR0913 - the envelope's two, the paper, and what is said of it
    *,
    by: Standing,
    door: Door,
    paper: UUID,
    head: papers.Head,
    belongs_to: UUID | None = None,
    seen: int | None = None,
) -> None:
    """Write down anew what stands at the head of a paper, and one more activity or group that it belongs to.

    Raises:
        PaperUnknown, OutsideArea, RoleMayNot, TitleMissing, StaleSave: see ``evidence.services.papers.mend_paper``.
        ActivityUnknown: see ``put_paper``.
    """
    with audit.writing(by.actor, door):
        papers.mend_paper(by=by, door=door, paper=paper, head=head, seen=seen)
        if belongs_to is not None:
            put_paper(by=by, door=door, paper=paper, to=belongs_to)


def add_article(
    *, by: Standing, door: Door, article: press.Article, copy: press.Copy | None = None, about: UUID | None = None
) -> UUID:
    """Enter a press article about an activity, a group or nothing that is known; return its uid.

    Raises:
        ActivityUnknown, OutsideArea, RoleMayNot: when what it is about is not the asker's to add evidence to.
        OutletMissing, ArticleKnown and others: see ``evidence.services.press.keep_article``.
    """
    with audit.writing(by.actor, door):
        uid = press.keep_article(by=by, door=door, article=article, copy=copy)
        if about is not None:
            put_article(by=by, door=door, article=uid, about=about)
        return uid


def say_of_article(  # noqa: PLR0913 - the envelope's two, the article, and what is said of it
    *,
    by: Standing,
    door: Door,
    uid: UUID,
    article: press.Article,
    copy: press.Copy | None = None,
    about: UUID | None = None,
    seen: int | None = None,
) -> None:
    """Write down anew what is said of an article, and one more activity or group that it is about.

    Raises:
        ArticleUnknown, OutsideArea, RoleMayNot, StaleSave and others: see ``evidence.services.press.mend_article``.
        ActivityUnknown: see ``put_article``.
    """
    with audit.writing(by.actor, door):
        press.mend_article(by=by, door=door, uid=uid, article=article, copy=copy, seen=seen)
        if about is not None:
            put_article(by=by, door=door, article=uid, about=about)


def put_article(*, by: Standing, door: Door, article: UUID, about: UUID) -> None:
    """Say that an article is about an activity or a group; it may be about several.

    Raises:
        ArticleUnknown, ActivityUnknown, OutsideArea, RoleMayNot: when one of the two is not the asker's to add evidence to.
    """
    if not _is_group(about):
        press_on_activities.put_article(by=by, door=door, article=article, activity=about)
        return
    with audit.writing(by.actor, door) as w:
        row = _locked(by, about)
        article_id = press.place_article(by=by, door=door, uid=article)
        _, is_new = GroupArticle.objects.get_or_create(group=row, article_id=article_id)
        if is_new:
            w.touch(RootKind.GROUP, row.pk)
