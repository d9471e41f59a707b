"""Keeping papers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.core.files import services as files
from nepmoi.core.files.errors import UploadTooLarge
from nepmoi.core.files.rules.contents import kind_of
from nepmoi.fieldwork.evidence.errors import PaperUnknown, TitleMissing, VoidReasonMissing
from nepmoi.fieldwork.evidence.models import Paper
from nepmoi.fieldwork.evidence.rules import PaperKind
from nepmoi.fieldwork.evidence.selectors import paper_units
from nepmoi.kernel import text
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require


@dataclass(frozen=True)
class Head:
    """What stands at the head of a paper."""

    kind: PaperKind
    title: str
    number: str = ""
    dated_on: date | None = None
    issuer: str = ""


@dataclass(frozen=True)
class KeptPaper:
    """A paper that came; ``is_new`` is no when the office had the very file already, and what was said of it stays."""

    uid: UUID
    is_new: bool


def keep_paper(*, by: Standing, door: Door, data: bytes, filename: str, head: Head) -> KeptPaper:
    """Keep a paper, looked at by its content; the same file twice is one paper.

    Raises:
        TitleMissing: when nobody says what it is about.
        UploadTooLarge: above 25 MB.
        FileIsProgram, FileHasMacros and others: see ``core.files.rules.contents.kind_of``.
    """
    require(by, Action.ADD_EVIDENCE)
    if len(data) > files.MAX_UPLOAD:
        raise UploadTooLarge(megabytes=files.MAX_UPLOAD // 1024 // 1024)
    kind = kind_of(data, filename)
    with audit.writing(by.actor, door) as w:
        file = files.keep(data=data, media_type=kind.media_type)
        office_id = by.office.id if by.office else None
        known = Paper.objects.filter(file=file, office=office_id, void_reason="").first()
        if known is not None:
            return KeptPaper(known.uid, is_new=False)
        row = Paper(file=file, filename=kind.name(text.clean(filename))[-200:], office_id=office_id)
        _say(row, head)
        row.save()
        w.touch(RootKind.PAPER, row.pk)
        return KeptPaper(row.uid, is_new=True)


def mend_paper(*, by: Standing, door: Door, paper: UUID, head: Head, seen: int | None = None) -> None:
    """Write down anew what stands at the head of a paper of the asker's area.

    Raises:
        PaperUnknown, OutsideArea, RoleMayNot: when it is not hers to write.
        TitleMissing: when nobody says what it is about.
        StaleSave: when somebody saved after version ``seen``.
    """
    with audit.writing(by.actor, door) as w:
        row = _locked(by, paper)
        audit.renew(row, RootKind.PAPER, seen=seen)
        _say(row, head)
        row.save()
        w.touch(RootKind.PAPER, row.pk)


def place_paper(*, by: Standing, door: Door, paper: UUID) -> int:
    """Say that a paper belongs to something, so that it lies in no tray; return its id.

    Raises:
        PaperUnknown, OutsideArea, RoleMayNot: when it is not the asker's to write.
    """
    with audit.writing(by.actor, door) as w:
        row = _locked(by, paper)
        if not row.placed:
            audit.renew(row, RootKind.PAPER)
            row.placed = True
            row.save()
            w.touch(RootKind.PAPER, row.pk)
        return row.pk


def void_paper(*, by: Standing, door: Door, paper: UUID, reason: str, seen: int | None = None) -> None:
    """Take a paper of the asker's area out of all pages; the file is kept.

    Raises:
        PaperUnknown, OutsideArea, RoleMayNot: when it is not hers to write.
        VoidReasonMissing: without a reason.
        StaleSave: when somebody saved after version ``seen``.
    """
    why = text.clean(reason)
    with audit.writing(by.actor, door, why) as w:
        row = _locked(by, paper)
        if not why:
            raise VoidReasonMissing
        audit.renew(row, RootKind.PAPER, seen=seen)
        row.void_reason = why[:300]
        row.save()
        w.touch(RootKind.PAPER, row.pk)


def _say(row: Paper, head: Head) -> None:
    title = text.clean(head.title)
    if not title:
        raise TitleMissing
    row.kind, row.title, row.dated_on = head.kind, title, head.dated_on
    row.number, row.issuer = text.clean(head.number), text.clean(head.issuer)


def _locked(by: Standing, uid: UUID) -> Paper:
    row = Paper.objects.select_for_update().filter(uid=uid, void_reason="").first()
    if row is None:
        raise PaperUnknown
    require(by, Action.ADD_EVIDENCE, *paper_units(uid))
    return row
