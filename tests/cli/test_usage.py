"""A call that cannot be read is one sentence in the reader's language, with the way to the help, and exit code 2."""

import pytest

CALLS = {
    ("course", "result"): "UID",
    ("roster", "import", "list.xlsx"): "--course",
    ("figure", "people_trained", "--jear", "2024"): "--jear",
    ("figure", "people_trained", "--year", "hai nghìn"): "--year",
    ("figure", "people_trained", "--year", "0"): "--year",
    ("figure", "people_trained", "--from", "32/13/2024"): "--from",
    ("figure", "people_trained", "--of", "nothing"): "--of",
    ("figure", "people_trained", "--place"): "--place",
    ("figure", "people_trained", "more"): "“more”",
    ("figur",): "“figur”",
    ("course", "lst"): "“lst”",
    ("--nothing",): "--nothing",
}


@pytest.mark.parametrize(("arguments", "named"), CALLS.items())
def test_it_is_one_sentence_that_names_what_is_wrong(console, arguments, named):
    said = {language: console.refusal("--language", language, *arguments, code=2) for language in ("vi", "en")}

    assert all(named in sentence for sentence in said.values())
    assert all("--help" in sentence for sentence in said.values())


def test_a_value_of_none_of_the_kinds_is_told_with_those_there_are(console):
    said = console.refusal("--language", "en", "figure", "people_trained", "--of", "sai", code=2)

    assert "--of" in said
    assert "counted, unknown, unconfirmed" in said


def test_without_a_choice_it_is_the_language_of_the_house(console, monkeypatch):
    monkeypatch.delenv("NEPMOI_LANGUAGE", raising=False)
    default = console.refusal("figure", code=2)
    monkeypatch.setenv("NEPMOI_LANGUAGE", "en")

    assert console.refusal("figure", code=2) == "CODE is missing. See “nepmoi figure --help”."
    assert default == console.refusal("--language", "vi", "figure", code=2)


def test_a_line_of_options_alone_lacks_its_command(console):
    assert console.refusal("--language", "en", code=2) == "The command is missing. See “nepmoi --help”."


def test_the_help_is_no_error(console):
    code, out, err = console.call("figure", "--help")

    assert (code, err) == (0, "")
    assert "--place" in out
