"""The package's files are what their own headers say, and name nothing that is not there."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

FOLDER = Path(str(files("nepmoi") / "programmes" / "project8"))
CERTAINTIES = {"source_read", "general_knowledge", "check_before_use"}


def read(name):
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


def header_of(name):
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return "\n".join(line.removeprefix("#").strip() for line in lines if line.startswith("#"))


@pytest.mark.parametrize("name", ["programme.yaml", "topics.yaml", "case/huong_khe.yaml"])
def test_the_header_names_every_list_and_column(name):
    words = set(re.findall(r"[a-z_]+", header_of(name)))

    used = {key for records in read(name).values() for record in records for key in record}
    assert sorted((used | read(name).keys()) - words) == []


@pytest.mark.parametrize("name", ["programme.yaml", "topics.yaml"])
def test_what_is_said_has_a_source_and_a_certainty(name):
    data = read(name)
    sources = {source["code"] for source in data["sources"]}

    said = [record for records in data.values() for record in records if "certainty" in record]
    assert said
    assert {record["certainty"] for record in said} <= CERTAINTIES
    assert {record["source"] for record in said if "source" in record} <= sources


def test_each_code_stands_once():
    for name in ("programme.yaml", "topics.yaml"):
        for records in read(name).values():
            codes = [record["code"] for record in records if "code" in record]
            assert len(codes) == len(set(codes))


def test_the_structure_holds_together():
    data = read("programme.yaml")

    assert {project["programme"] for project in data["projects"]} <= {p["code"] for p in data["programmes"]}
    projects = {project["code"] for project in data["projects"]}
    assert {record["project"] for record in [*data["phases"], *data["contents"]]} <= projects
    assert [content["number"] for content in data["contents"]] == [1, 2, 3, 4]
    assert all(phase["first_day"] < phase["last_day"] for phase in data["phases"])


def test_each_topic_has_its_laws_and_ten_questions_with_one_answer():
    data = read("topics.yaml")

    for topic in data["topics"]:
        assert [law for law in data["laws"] if law["topic"] == topic["code"]]
        questions = [question for question in data["questions"] if question["topic"] == topic["code"]]
        assert [question["position"] for question in questions] == list(range(1, 11))
        for question in questions:
            answers = [question[letter] for letter in "abcd"]
            assert len(set(answers)) == 4
            assert question["answer"] in "abcd"
            assert question["basis"]
