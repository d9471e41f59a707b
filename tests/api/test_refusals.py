"""What the API refuses: the status tells the kind, the code the refusal, the title says what to do."""

import json
from datetime import date

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from nepmoi.api import problems
from nepmoi.cli.errors import FileNotWritten
from nepmoi.core.audit.errors import StaleSave
from nepmoi.kernel.errors import NepmoiError
from nepmoi.registry.organisation import services as offices
from nepmoi.registry.organisation.rules import Role
from tests import cast as company
from tests.api.asking import FIGURES, HEADERS, PROBLEM, problem, signed_in
from tests.system.test_errors import LEAVES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status", "code", "facts"),
    [
        ("nonsense", 404, "figure-unknown", {"given": "nonsense"}),
        ("people_trained?place=Atlantis", 404, "place-unknown", {"name": "Atlantis"}),
        ("people_trained?activity=01a20c49-7726-7000-9cec-9583558b8a08", 404, "activity-unknown", {}),
        ("people_trained?by=shoe-size", 422, "split-unknown", {"given": "shoe-size"}),
        ("courses?by=sex", 422, "split-impossible", {"figure": "courses", "by": "sex"}),
        ("people_trained?from=2024-10-23&to=2024-10-22", 422, "period-turned", {"first": "2024-10-23"}),
        ("people_trained?year=2024&from=2024-10-23", 422, "period-twice", {}),
        ("people_trained/rows?part=female", 422, "part-unknown", {"given": "female"}),
        ("people_trained?year=last", 422, "query-not-understood", {"name": "year"}),
        ("people_trained?year=0", 422, "query-not-understood", {"name": "year"}),
        ("people_trained?from=2024-02-30", 422, "query-not-understood", {"name": "from"}),
        ("people_trained?rule=home", 422, "query-not-understood", {"name": "rule"}),
        ("people_trained?activity=1", 422, "query-not-understood", {"name": "activity"}),
        ("people_trained/rows?limit=all", 422, "query-not-understood", {"name": "limit"}),
    ],
)
def test_a_question_that_cannot_be_answered(cast, address, status, code, facts):
    response = signed_in("officer").get(f"{FIGURES}/{address}")

    body = problem(response)
    assert (response.status_code, body["code"]) == (status, code)
    assert facts.items() <= body["facts"].items()


def test_a_place_of_others_is_refused_whole(cast):
    body = problem(signed_in("chair").get(f"{FIGURES}/people_trained", {"place": "tỉnh Hà Tĩnh"}))

    assert (body["status"], body["code"]) == (403, "outside-area")


@pytest.mark.parametrize("address", ["", "/people_trained", "/people_trained/rows"])
def test_a_learner_sees_no_figures(cast, address):
    body = problem(signed_in("learner").get(f"{FIGURES}{address}"))

    assert (body["status"], body["code"]) == (403, "role-may-not")


def test_an_account_whose_post_has_ended_is_told_so(cast):
    offices.open_account(
        by=company.CONSOLE,
        door=company.DOOR,
        username="retired",
        full_name="Cán bộ đã nghỉ (mẫu)",
        password=company.PASSWORD,
        office=cast.district,
        role=Role.OFFICER,
        valid_from=date(2022, 1, 1),
    )

    body = problem(signed_in("retired").get(FIGURES))

    assert (body["status"], body["code"]) == (403, "no-standing")


@pytest.mark.parametrize("address", ["", "/people_trained", "/people_trained/rows", "/nonsense"])
def test_a_stranger_is_asked_to_sign_in(cast, address):
    body = problem(Client(headers=HEADERS).get(f"{FIGURES}{address}"))

    assert (body["status"], body["code"]) == (401, "not-signed-in")


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Không có số liệu nonsense"), ("en", "There is no figure nonsense")]
)
def test_a_refusal_speaks_the_reader_s_language(cast, language, words):
    assert problem(signed_in("officer", language).get(f"{FIGURES}/nonsense"))["title"].startswith(words)


def test_nothing_is_written_over_http(cast):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(signed_in("officer"), method)(f"{FIGURES}/people_trained").status_code == 405


@pytest.mark.parametrize("leaf", [StaleSave, FileNotWritten])
def test_branches_that_no_question_reaches_have_their_answer_too(leaf):
    error = leaf(**dict.fromkeys(leaf.__dataclass_fields__, "x"))

    response = problems.answer(RequestFactory().get("/"), error)

    assert response["Content-Type"] == PROBLEM
    assert response.status_code == {"StaleSave": 409, "FileNotWritten": 503}[leaf.__name__]
    assert json.loads(response.content)["code"] == leaf.code()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_refusal_can_be_said(language):
    with translation.override(language):
        for leaf in LEAVES:
            error = leaf(**dict.fromkeys(leaf.__dataclass_fields__, 1))
            assert isinstance(error, NepmoiError)
            assert problems.words(error).strip()
