"""Papers of activities: keeping them and saying what they belong to."""

from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.models import ActivityPaper
from nepmoi.fieldwork.activities.services.life import half_day_of, locked
from nepmoi.fieldwork.evidence.services import papers
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
        PaperUnknown: when there is none.
        ActivityUnknown, OutsideArea, RoleMayNot: when the activity is not the asker's to add evidence to.
        HalfDayUnknown: when the activity has no such half-day.
    """
    with audit.writing(by.actor, door) as w:
        row = locked(activity, by, Action.ADD_EVIDENCE)
        slot = half_day_of(row, half_day) if half_day else None
        paper_id = papers.place_paper(by=by, door=door, paper=paper)
        if not ActivityPaper.objects.filter(activity=row, paper=paper_id).exists():
            ActivityPaper(activity=row, paper_id=paper_id, half_day=slot).save()
            w.touch(RootKind.ACTIVITY, row.pk)
            w.touch(RootKind.PAPER, paper_id)
