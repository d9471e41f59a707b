"""Photographs and papers of teams and clubs: added as to an activity, opened by whom the group concerns."""

from datetime import date
from uuid import UUID

import pytest

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities.errors import ActivityUnknown
from nepmoi.fieldwork.community.errors import GroupUnknown
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.evidence import open_paper, open_photograph, papers_of, pictures_of
from nepmoi.fieldwork.community.services import evidence as services
from nepmoi.fieldwork.evidence import errors, selectors
from nepmoi.fieldwork.evidence.rules import Ground, PaperKind
from nepmoi.fieldwork.evidence.services import papers, photographs
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from tests.cast import CONSOLE, DOOR, Cast, course, unit
from tests.fieldwork.evidence.test_photographs import new
from tests.web.community.groups import entered, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

PDF = b"%PDF-1.7\nstartxref\n9\n%%EOF"
FOUNDING = papers.Head(PaperKind.DECISION, "Thành lập CLB", "27/QĐ-UBND", date(2022, 3, 15), "UBND xã Hương Liên")


def shown(cast: Cast, group: UUID) -> UUID:
    """A photograph of a group."""
    services.add_photographs(by=cast.officer, door=DOOR, group=group, pictures=[new(caption="CLB ra mắt")])
    return pictures_of(seen(group).id)[0].uid


def founded(cast: Cast, group: UUID) -> UUID:
    """The decision that founded a group."""
    return services.add_paper(by=cast.officer, door=DOOR, group=group, data=PDF, filename="qd.pdf", head=FOUNDING).uid


def test_a_group_carries_photographs_and_its_founding_decision(cast: Cast) -> None:
    group = entered(cast)
    picture, paper = shown(cast, group), founded(cast, group)
    assert [one.caption for one in pictures_of(seen(group).id)] == ["CLB ra mắt"]
    [found] = papers_of(seen(group).id)
    assert (found.number, found.dated_on, found.issuer, found.placed) == (
        "27/QĐ-UBND",
        date(2022, 3, 15),
        "UBND xã Hương Liên",
        True,
    )
    assert seen(group).version == 1, "what is known of the group stays as it was"
    assert open_photograph(cast.officer, picture).shows.groups[0].uid == group
    assert open_paper(cast.officer, paper).belongs_to.groups[0].uid == group


def test_evidence_of_a_group_is_opened_by_whom_the_group_concerns(cast: Cast) -> None:
    group = entered(cast)
    picture, paper = shown(cast, group), founded(cast, group)
    for by in (cast.officer, cast.chair, cast.collaborator, cast.inspector):
        assert open_photograph(by, picture).photograph.uid == picture
        assert open_paper(by, paper).paper.uid == paper
    for by in (cast.neighbour, cast.learner):
        with pytest.raises(errors.PhotographUnknown):
            open_photograph(by, picture)
        with pytest.raises(errors.PaperUnknown):
            open_paper(by, paper)
    takes = [open_paper(by, paper).may_take for by in (cast.officer, cast.inspector, cast.collaborator)]
    assert takes == [True, True, False]


def test_what_is_said_of_a_groups_photograph_is_mended_and_taken_out_there_only(cast: Cast) -> None:
    group = entered(cast)
    picture = shown(cast, group)
    said = photographs.Said("CLB sinh hoạt", date(2024, 10, 22), None, "", Ground.CONSENT, True)
    for by, refusal in ((cast.neighbour, OutsideArea), (cast.inspector, RoleMayNot)):
        with pytest.raises(refusal):
            photographs.mend(by=by, door=DOOR, photograph=picture, said=said)
        with pytest.raises(refusal):
            photographs.make_void(by=by, door=DOOR, photograph=picture, reason="thử")
    photographs.mend(by=cast.chair, door=DOOR, photograph=picture, said=said)
    [found] = pictures_of(seen(group).id)
    assert (found.caption, found.public) == ("CLB sinh hoạt", True)
    photographs.make_void(by=cast.chair, door=DOOR, photograph=picture, reason="Ảnh của nhóm khác")
    assert pictures_of(seen(group).id) == []
    with pytest.raises(errors.PhotographUnknown):
        open_photograph(cast.officer, picture)


def test_who_may_not_add_to_the_group_adds_nothing(cast: Cast) -> None:
    group = entered(cast)
    for by, refusal in ((cast.neighbour, OutsideArea), (cast.inspector, RoleMayNot), (cast.learner, RoleMayNot)):
        with pytest.raises(refusal):
            services.add_photographs(by=by, door=DOOR, group=group, pictures=[new()])
        with pytest.raises(refusal):
            services.take_in_photograph(by=by, door=DOOR, group=group, picture=new())
        with pytest.raises(refusal):
            services.add_paper(by=by, door=DOOR, group=group, data=PDF, filename="qd.pdf", head=FOUNDING)
    with pytest.raises(GroupUnknown):
        services.take_in_photograph(by=cast.officer, door=DOOR, group=new_uid(), picture=new())
    with pytest.raises(errors.NotAPicture):
        services.add_photographs(by=cast.officer, door=DOOR, group=group, pictures=[new(), new(data=b"GIF89a")])
    assert (pictures_of(seen(group).id), papers_of(seen(group).id)) == ([], [])


def test_the_same_file_comes_to_a_group_once(cast: Cast) -> None:
    group = entered(cast)
    first = services.take_in_photograph(by=cast.officer, door=DOOR, group=group, picture=new(caption=""))
    again = services.take_in_photograph(by=cast.officer, door=DOOR, group=group, picture=new(caption=""))
    assert (first.is_new, again.is_new, again.uid) == (True, False, first.uid)
    one, other = founded(cast, group), founded(cast, group)
    assert one == other
    assert len(papers_of(seen(group).id)) == len(pictures_of(seen(group).id)) == 1


def test_what_waits_is_put_to_a_group_and_to_a_course(cast: Cast) -> None:
    group, activity = entered(cast), course(cast, {})
    waiting = photographs.take_in(by=cast.officer, door=DOOR, new=new(), prepared=photographs.prepare(new()))
    paper = papers.keep_paper(by=cast.officer, door=DOOR, data=PDF, filename="qd.pdf", head=FOUNDING).uid
    for thing in (group, activity, group):
        services.put_photograph(by=cast.officer, door=DOOR, photograph=waiting, shows=thing)
        services.put_paper(by=cast.officer, door=DOOR, paper=paper, to=thing)
    for shows in (open_photograph(CONSOLE, waiting).shows, open_paper(CONSOLE, paper).belongs_to):
        assert [one.uid for one in shows.groups] == [group]
        assert [one.uid for one in shows.activities] == [activity]
    assert selectors.photograph(waiting).placed
    with pytest.raises(ActivityUnknown):
        services.put_photograph(by=cast.officer, door=DOOR, photograph=waiting, shows=new_uid())


def test_a_picture_of_a_group_that_is_there_already_gives_its_group_to_the_older_one(cast: Cast) -> None:
    group, activity = entered(cast), course(cast, {})
    older = photographs.take_in(by=cast.officer, door=DOOR, new=new(), prepared=photographs.prepare(new()))
    services.put_photograph(by=cast.officer, door=DOOR, photograph=older, shows=activity)
    later = shown(cast, group)
    services.say_same(by=cast.officer, door=DOOR, photograph=later, older=older, reason="Cùng một ảnh")
    assert [one.uid for one in pictures_of(seen(group).id)] == [older]
    shows = open_photograph(CONSOLE, older).shows
    assert ([one.uid for one in shows.groups], [one.uid for one in shows.activities]) == ([group], [activity])


def test_a_photograph_of_two_areas_is_written_by_both_and_read_of_her_own(cast: Cast) -> None:
    ours, theirs = entered(cast), entered(cast, unit_id=unit("xã Hương Xuân", date(2025, 11, 4)))
    picture = shown(cast, ours)
    services.put_photograph(by=cast.officer, door=DOOR, photograph=picture, shows=theirs)
    for by, group in ((cast.chair, ours), (cast.neighbour, theirs)):
        opened = open_photograph(by, picture)
        assert [one.uid for one in opened.shows.groups] == [group]
        assert opened.may_write


def test_the_groups_history_tells_of_its_evidence(cast: Cast) -> None:
    group = entered(cast)
    shown(cast, group)
    founded(cast, group)
    found = seen(group)
    entries = audit.entries_of(RootKind.GROUP, found.id)
    changes = community.changes(cast.officer, found.id, [entry.id for entry in entries])
    told = {(change.record.label, change.names) for change in changes}
    assert {("Photograph", ("CLB ra mắt",)), ("Paper", ("Thành lập CLB",))} <= told
