"""Many threads read while others write: each answer is that of one write, and never of an earlier one than it saw before."""

import threading
import time
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connections

from nepmoi.analytics.facts import current
from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit import selectors, services
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities.models import Activity, Presence
from nepmoi.registry.organisation.selectors import console
from tests.analytics.countryside import ACTOR, DOOR
from tests.analytics.world import Doing, Human, Listed, World, lay, store

PEOPLE, WRITES, READERS = 12, 25, 4


class Reading(threading.Thread):
    """Asks again and again until it is told that all is over."""

    def __init__(self, asked: figures.Question) -> None:
        super().__init__()
        self.asked, self.over = asked, threading.Event()
        self.answers: list[figures.Answer] = []

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self.answers.append(figures.answer(self.asked, console()))
        finally:
            connections.close_all()

    def wait_for_another(self) -> None:
        known, until = len(self.answers), time.monotonic() + 60
        while len(self.answers) == known:
            assert self.is_alive()
            assert time.monotonic() < until
            time.sleep(0.001)


def turn(activity: Activity, marks: list[Presence]) -> int:
    """Call the roll again, the other way round; how many are present now."""
    with services.writing(ACTOR, DOOR) as w:
        for mark in marks:
            mark.mark = "absent" if mark.mark == "present" else "present"
            mark.save()
        services.renew(activity, RootKind.ACTIVITY)
        activity.save()
        w.touch(RootKind.ACTIVITY, activity.pk)
    return Presence.objects.filter(mark="present").count()


@pytest.mark.django_db(transaction=True)
def test_every_answer_is_that_of_its_write(settings: LazySettings, tmp_path: Path) -> None:
    settings.REPLICA_ROOT = tmp_path
    doing = Doing(first=date(2024, 10, 22), half_days=[(0, "morning")])
    lists = [Listed(0, n, "A", ["absent"]) for n in range(PEOPLE)]
    [activity] = store(World([Human() for _ in lists], [doing], lists), lay()).doings
    marks = list(Presence.objects.order_by("pk"))
    asked = figures.question(code="people_trained", by="place", map=date(2024, 10, 22))
    truth = {selectors.last_entry()[0]: 0}
    readers = [Reading(asked) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for number in range(WRITES):
        present = turn(activity, marks[: number % PEOPLE + 1])
        truth[selectors.last_entry()[0]] = present
        readers[number % READERS].wait_for_another()
    for reader in readers:
        reader.over.set()
        reader.join(60)
    last = figures.answer(asked, console())
    assert (last.seq, last.value) == max(truth.items())
    for reader in readers:
        numbers = [answer.seq for answer in reader.answers]
        assert numbers == sorted(numbers)
        assert len(set(numbers)) > 1
        assert all(is_true(answer, truth) for answer in reader.answers)
    current.own().close()
    del current._replicas[tmp_path]


def is_true(answer: figures.Answer, truth: dict[int, int]) -> bool:
    """Whether the figure and its parts are those of the write that it names."""
    return answer.value == truth[answer.seq] == sum(part.value or 0 for part in answer.parts)
