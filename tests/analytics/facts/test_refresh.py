"""A replica that follows the writes equals one made anew, whatever happened to it and to the database in between."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nepmoi.analytics.engine.replica import Replica
from nepmoi.analytics.engine.tables import PLACE_PATHS, STAR
from nepmoi.analytics.facts import current
from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities.models import ActivityPhotograph, HalfDay, Presence
from nepmoi.fieldwork.evidence.models import PressArticle
from nepmoi.registry.organisation.selectors import console
from tests.analytics.countryside import ACTOR, DOOR
from tests.analytics.drawn import worlds
from tests.analytics.test_oracle import undone
from tests.analytics.world import ETHNIC, Doing, Ground, Human, Listed, Stored, World, lay, store

HALF_DAYS = [(0, "morning"), (0, "afternoon")]
SMALL = World(
    [Human("female"), Human("male")],
    [Doing(first=date(2024, 10, 22), half_days=HALF_DAYS, photographs=[False])],
    [Listed(0, 0, "A", ["present", ""]), Listed(0, 1, "C", ["present", "absent"])],
)


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    made = Replica(tmp_path / "replica")
    yield made
    made.close()


def held(replica: Replica) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a replica, table by table."""
    cursor = replica._connection.cursor()
    return {
        table.name: sorted(cursor.execute(f"SELECT * FROM {table.name}").fetchall(), key=str)  # noqa: S608
        for table in STAR
        if table is not PLACE_PATHS
    }


def made_anew(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    other = Replica(folder)
    current.refresh(other)
    try:
        return held(other)
    finally:
        other.close()
        shutil.rmtree(folder)


def people_trained() -> int | None:
    return figures.answer(figures.question(code="people_trained"), console()).value


def change_person(draw: Any, stored: Stored, ground: Ground, w: audit.Write) -> None:
    person = draw(st.sampled_from(stored.humans))
    person.sex = draw(st.sampled_from(("", "female", "male")))
    person.ethnic_group = draw(st.sampled_from((None, *(ground.ethnic[code] for code in ETHNIC))))
    person.save()
    w.touch(RootKind.PERSON, person.pk)


def merge_or_part(draw: Any, stored: Stored, ground: Ground, w: audit.Write) -> None:
    number = draw(st.integers(0, len(stored.humans) - 1))
    person = stored.humans[number]
    person.merged_into = draw(st.sampled_from((None, *stored.humans[:number])))
    person.save()
    w.touch(RootKind.PERSON, person.pk)


def change_activity(draw: Any, stored: Stored, ground: Ground, w: audit.Write) -> None:
    if stored.doings:
        activity = draw(st.sampled_from(stored.doings))
        activity.status = draw(st.sampled_from(("planned", "held", "confirmed")))
        activity.void_reason = draw(st.sampled_from(("", "", "nhầm")))
        activity.venue_unit = ground.units[draw(st.sampled_from(sorted(ground.units)))]
        activity.save()
        w.touch(RootKind.ACTIVITY, activity.pk)


def change_marks(draw: Any, stored: Stored, ground: Ground, w: audit.Write) -> None:
    if stored.lists:
        listed = draw(st.sampled_from(stored.lists))
        for slot in HalfDay.objects.filter(activity=listed.activity_id):
            presence, _ = Presence.objects.get_or_create(half_day=slot, participation=listed)
            presence.mark = draw(st.sampled_from(("", "present", "absent")))
            presence.save()
        w.touch(RootKind.ACTIVITY, listed.activity_id)


def change_list(draw: Any, stored: Stored, ground: Ground, w: audit.Write) -> None:
    if stored.lists:
        listed = draw(st.sampled_from(stored.lists))
        listed.void_reason = draw(st.sampled_from(("", "nhầm")))
        listed.unit_then = draw(st.sampled_from((None, ground.units["E"], ground.units["N1"])))
        listed.save()
        w.touch(RootKind.ACTIVITY, listed.activity_id)


def change_photograph(draw: Any, stored: Stored, ground: Ground, w: audit.Write) -> None:
    if link := ActivityPhotograph.objects.first():
        link.photograph.void_reason = draw(st.sampled_from(("", "nhầm")))
        link.photograph.save()
        w.touch(RootKind.PHOTOGRAPH, link.photograph_id)


def change_group(draw: Any, stored: Stored, ground: Ground, w: audit.Write) -> None:
    if stored.circles:
        group = draw(st.sampled_from(stored.circles))
        group.void_reason = draw(st.sampled_from(("", "nhầm")))
        group.save()
        w.touch(RootKind.GROUP, group.pk)


def change_article(draw: Any, stored: Stored, ground: Ground, w: audit.Write) -> None:
    if article := PressArticle.objects.first():
        article.void_reason = draw(st.sampled_from(("", "nhầm")))
        article.unit = draw(st.sampled_from((ground.units["E"], ground.units["N1"])))
        article.save()
        w.touch(RootKind.ARTICLE, article.pk)


CHANGES = (
    change_person, merge_or_part, change_activity, change_marks, change_list, change_photograph, change_group,
    change_article,
)  # fmt: skip


def change(draw: Any, stored: Stored, ground: Ground) -> None:
    """One write of any kind that a service could make."""
    with audit.writing(ACTOR, DOOR) as w:
        draw(st.sampled_from(CHANGES))(draw, stored, ground, w)


@pytest.mark.django_db
def test_after_any_writes_the_replica_is_as_if_made_anew(replica: Replica, tmp_path: Path) -> None:
    ground = lay()
    # Hypothesis keeps the function until the process ends; what it refers to is emptied before that.
    kept = [replica]

    @settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(world=worlds(), data=st.data())
    def holds(world: World, data: st.DataObject) -> None:
        with undone():
            stored = store(world, ground)
            for _ in range(3):
                current.refresh(kept[0])
                for _ in range(data.draw(st.integers(1, 4))):
                    change(data.draw, stored, ground)
            current.refresh(kept[0])
            assert held(kept[0]) == made_anew(tmp_path / "anew")

    holds()
    kept.clear()


@pytest.mark.django_db
def test_a_write_is_followed_and_not_everything_made_again(replica: Replica) -> None:
    stored = store(SMALL, lay())
    current.refresh(replica)
    told: list[tuple[int, int]] = []
    with audit.writing(ACTOR, DOOR) as w:
        audit.renew(stored.doings[0], RootKind.ACTIVITY)
        stored.doings[0].status = "held"
        stored.doings[0].save()
        w.touch(RootKind.ACTIVITY, stored.doings[0].pk)
    current.refresh(replica, lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


@pytest.mark.django_db
def test_nothing_is_fetched_when_nothing_was_written(replica: Replica, django_assert_num_queries: Any) -> None:
    store(SMALL, lay())
    current.refresh(replica)
    with django_assert_num_queries(3):  # the last write, inside its own transaction
        current.refresh(replica)
    stand = replica.stand()
    assert stand is not None
    assert stand.seq > 0


@pytest.mark.django_db
def test_a_replica_of_another_database_is_made_anew(replica: Replica, tmp_path: Path) -> None:
    """As after a backup was put back and work went on: the same numbers, other writes."""
    ground = lay()
    with undone():
        store(SMALL, ground)
        current.refresh(replica)
        ahead = replica.stand()
    with undone():
        other = World([Human("male")], [Doing(first=date(2023, 4, 1), half_days=HALF_DAYS)], [])
        store(other, ground)
        store(World([Human(), Human(), Human()]), ground)
        current.refresh(replica)
        now = replica.stand()
        assert ahead is not None
        assert now is not None
        assert now.entry != ahead.entry
        assert held(replica) == made_anew(tmp_path / "anew")


@pytest.mark.django_db
def test_an_older_database_is_followed_back(replica: Replica, tmp_path: Path) -> None:
    ground = lay()
    with undone():
        store(SMALL, ground)
        current.refresh(replica)
    current.refresh(replica)
    assert held(replica)["activities"] == []
    assert held(replica) == made_anew(tmp_path / "anew")


@pytest.mark.django_db
def test_rows_made_by_another_version_are_made_anew(replica: Replica) -> None:
    store(SMALL, lay())
    current.refresh(replica)
    replica._connection.execute("DELETE FROM participations")
    current.refresh(replica)
    assert held(replica)["participations"] == []
    stand = replica.stand()
    assert stand is not None
    with replica.updating() as update:
        update.stand_at(replace(stand, exporter="another version's"))
    current.refresh(replica)
    assert len(held(replica)["participations"]) == len(SMALL.lists)


@pytest.mark.django_db
def test_a_new_unit_draws_the_maps_again(settings: LazySettings, tmp_path: Path) -> None:
    settings.REPLICA_ROOT = tmp_path
    ground = lay()
    store(SMALL, ground)
    asked = figures.question(code="people_trained", by="province", map=date(2024, 10, 22))
    before = figures.answer(asked, console())
    with audit.writing(ACTOR, DOOR) as w:
        ground.units["P"].name = "Tỉnh Nơi Khác"
        ground.units["P"].save()
        w.touch(RootKind.UNIT, ground.units["P"].pk)
    after = figures.answer(asked, console())
    assert [part.label.vi for part in before.parts] == ["Tỉnh Nơi P"]
    assert [(part.label.vi, part.value) for part in after.parts] == [("Tỉnh Nơi Khác", 2)]
    current.own().close()
    del current._replicas[tmp_path]


@pytest.mark.django_db
def test_a_folder_that_was_emptied_changes_no_figure(settings: LazySettings, tmp_path: Path) -> None:
    settings.REPLICA_ROOT = tmp_path / "replica"
    store(SMALL, lay())
    assert people_trained() == 2
    shutil.rmtree(tmp_path / "replica")
    assert people_trained() == 2
    assert [path.name for path in (tmp_path / "replica").glob("*.duckdb")] == ["0.duckdb"]
    current.own().close()
    del current._replicas[tmp_path / "replica"]
