"""Press articles about activities."""

from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.models import ActivityArticle
from nepmoi.fieldwork.activities.services.life import locked
from nepmoi.fieldwork.evidence.services import press
from nepmoi.registry.organisation.rules import Action, Standing


def put_article(*, by: Standing, door: Door, article: UUID, activity: UUID) -> None:
    """Say that an article is about an activity; it may be about several.

    Raises:
        ArticleUnknown, ActivityUnknown, OutsideArea, RoleMayNot: when one of the two is not the asker's to add evidence to.
    """
    with audit.writing(by.actor, door) as w:
        row = locked(activity, by, Action.ADD_EVIDENCE)
        article_id = press.place_article(by=by, door=door, uid=article)
        if not ActivityArticle.objects.filter(activity=row, article=article_id).exists():
            ActivityArticle(activity=row, article_id=article_id).save()
            w.touch(RootKind.ACTIVITY, row.pk)
