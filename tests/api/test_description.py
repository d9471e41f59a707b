"""The API describes itself so that a program can be written against it."""

import re
from collections import Counter

import pytest
from django.test import Client

from nepmoi import __version__
from tests.api.asking import HEADERS, problem

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def description():
    response = Client(headers=HEADERS).get("/api/v1/openapi.json")
    assert response.status_code == 200
    return response.json()


def operations(description):
    return [
        (path, method, operation)
        for path, item in description["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    ]


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for child in node.values():
            yield from references(child)
    elif isinstance(node, list):
        for child in node:
            yield from references(child)


def test_it_is_an_openapi_document(description):
    assert re.fullmatch(r"3\.[01]\.\d+", description["openapi"])
    assert description["info"] == {"title": "Nếp Mới", "version": __version__, "description": ""}
    assert set(description["paths"]) == {
        "/api/v1/figures",
        "/api/v1/figures/{code}",
        "/api/v1/figures/{code}/rows",
    }


def test_every_reference_leads_to_a_schema(description):
    found = set(references(description))

    assert found
    for reference in found:
        node = description
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
        assert "type" in node or "enum" in node, reference


def test_every_operation_is_whole(description):
    found = operations(description)

    assert [name for name, times in Counter(op["operationId"] for _, _, op in found).items() if times > 1] == []
    for path, method, operation in found:
        in_path = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path)), path
        assert all(one["required"] for one in operation.get("parameters", ()) if one["in"] == "path")
        assert method == "get"
        assert operation["security"], path
        assert "200" in operation["responses"]
        assert operation["responses"]["4XX"]["content"].keys() == {"application/problem+json"}
        assert operation["description"], path


def test_the_words_of_a_question_are_those_of_the_page(description):
    [parameters] = [op["parameters"] for path, _, op in operations(description) if path.endswith("{code}")]

    asked = {one["name"] for one in parameters if one["in"] == "query"}
    assert asked == {"place", "from", "to", "year", "by", "map", "activity", "rule", "part", "of"}
    assert all(one["schema"].get("description") for one in parameters if one["in"] == "query")


@pytest.mark.django_db
def test_no_operation_answers_a_stranger(description):
    for path, method, _ in operations(description):
        response = getattr(Client(headers=HEADERS), method)(path.replace("{code}", "people_trained"))
        assert problem(response)["status"] == 401
