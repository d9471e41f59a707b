"""A reading in the form that programs exchange."""

from collections import Counter
from collections.abc import Callable

from nepmoi.intake.rosters.rules.people import Reading, ReadPerson, sentence

Json = dict[str, object]


def as_json(reading: Reading, translate: Callable[[str], str] = str) -> Json:
    """People, attendance, problems and stated count, ready for `json.dumps`.

    Args:
        reading: a list as read.
        translate: from an English message id to the reader's language.

    Returns:
        `attendance` maps `Name|Unit` to the marks by half-day in the order of time, null for unknown; two people of one name and
        unit carry their year of birth as a third part, and their row where that is one, too. Without a roll it is empty.
    """
    return {
        "people": [_person(person) for person in reading.people],
        "attendance": _attendance(reading),
        "problems": [
            {
                "sheet": found.sheet,
                "row": found.row or None,
                "column": found.column or None,
                "code": found.code,
                "message": sentence(found, translate),
            }
            for found in reading.problems
        ],
        "stated_count": reading.stated_count,
    }


def _person(person: ReadPerson) -> Json:
    return {
        "name": person.name,
        "sex": person.sex,
        "birth_year": person.birth_year,
        "ethnic": person.ethnic,
        "position": person.position,
        "unit": person.unit,
        "sheet": person.sheet,
        "row": person.row,
    }


def _attendance(reading: Reading) -> Json:
    if not reading.half_days:
        return {}
    short = Counter(_key(person) for person in reading.people)
    longer = Counter(f"{_key(person)}|{person.birth_year or ''}" for person in reading.people)
    marks: Json = {}
    for person in reading.people:
        key = _key(person)
        if short[key] > 1:
            key = f"{key}|{person.birth_year or ''}"
            key = f"{key}|{person.row}" if longer[key] > 1 else key
        marks[key] = [mark.value if mark else None for mark in person.marks]
    return marks


def _key(person: ReadPerson) -> str:
    return f"{person.name}|{person.unit or ''}"
