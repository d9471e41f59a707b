"""Papers of activities: keeping them and saying what they belong to."""

from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.models import ActivityPaper
from nepmoi.fieldwork.activities.selectors.papers import open_paper
from nepmoi.fieldwork.activities.services.life import half_day_of, locked
from nepmoi.fieldwork.evidence.services import papers
from nepmoi.registry.organisation.errors import OutsideArea
from nepmoi.registry.organisation.rules import Action, Standing


def add_paper(  # noqa: PLR0913 - the envelope's two, what it belongs to, and the paper
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    half_day: UUID | None,
    data: bytes,
    filename: str,
    head: papers.Head,
) -> papers.KeptPaper:
    """Keep a paper of an activity, or of one half-day of it, as a list signed there is.

    Raises:
        ActivityUnknown, OutsideArea, RoleMayNot: when the activity is not the asker's to add evidence to.
        HalfDayUnknown: when the activity has no such half-day.
        TitleMissing, UploadTooLarge, FileIsProgram and others: see ``evidence.services.papers.keep_paper``.
    """
    with audit.writing(by.actor, door):
        kept = papers.keep_paper(by=by, door=door, data=data, filename=filename, head=head)
        put_paper(by=by, door=door, paper=kept.uid, activity=activity, half_day=half_day)
        return kept


def put_paper(*, by: Standing, door: Door, paper: UUID, activity: UUID, half_day: UUID | None = None) -> None:
    """Say that a paper belongs to an activity; it may belong to several.

    Raises:
        PaperUnknown: when there is none in the asker's area.
        ActivityUnknown, OutsideArea, RoleMayNot: when the activity is not the asker's to add evidence to.
        HalfDayUnknown: when the activity has no such half-day.
    """
    with audit.writing(by.actor, door) as w:
        _require_writable(by, paper)
        row = locked(activity, by, Action.ADD_EVIDENCE)
        slot = half_day_of(row, half_day) if half_day else None
        paper_id = papers.place_paper(by=by, door=door, paper=paper)
        if not ActivityPaper.objects.filter(activity=row, paper=paper_id).exists():
            ActivityPaper(activity=row, paper_id=paper_id, half_day=slot).save()
            w.touch(RootKind.ACTIVITY, row.pk)
            w.touch(RootKind.PAPER, paper_id)


def say_of_paper(  # noqa: PLR0913 - the envelope's two, the paper, and what is said of it
    *,
    by: Standing,
    door: Door,
    paper: UUID,
    head: papers.Head,
    activity: UUID | None = None,
    seen: int | None = None,
) -> None:
    """Write down anew what stands at the head of a paper of the asker's area, and one more activity that it belongs to.

    Raises:
        PaperUnknown, OutsideArea: when it is not hers to write.
        TitleMissing, StaleSave: see ``evidence.services.papers.mend_paper``.
        ActivityUnknown, RoleMayNot: see ``put_paper``.
    """
    with audit.writing(by.actor, door):
        _require_writable(by, paper)
        papers.mend_paper(by=by, door=door, paper=paper, head=head, seen=seen)
        if activity is not None:
            put_paper(by=by, door=door, paper=paper, activity=activity)


def void_paper(*, by: Standing, door: Door, paper: UUID, reason: str, seen: int | None = None) -> None:
    """Take a paper of the asker's area out of all pages; the file is kept.

    Raises:
        PaperUnknown, OutsideArea: when it is not hers to write.
        VoidReasonMissing, StaleSave: see ``evidence.services.papers.void_paper``.
    """
    with audit.writing(by.actor, door, reason):
        _require_writable(by, paper)
        papers.void_paper(by=by, door=door, paper=paper, reason=reason, seen=seen)


def _require_writable(by: Standing, paper: UUID) -> None:
    if not open_paper(by, paper).may_write:
        raise OutsideArea
