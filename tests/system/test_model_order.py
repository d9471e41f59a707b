"""Relations and migrations point down the wings, as imports do."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from tests.system.layout import DEPTH, SOURCE, may_use


def room(model: type[models.Model]) -> str:
    return model._meta.app_config.name.removeprefix("nepmoi.")


def relations() -> Iterator[tuple[Any, str, str]]:
    """Those that leave their room: foreign keys, many-to-many, earlier versions."""
    for model in apps.get_models(include_auto_created=True):
        meta, here = model._meta, room(model)
        for field in [*meta.local_fields, *meta.local_many_to_many, *meta.private_fields]:
            if field.is_relation and here in DEPTH:
                assert field.related_model, f"{field}: a relation to anything has no direction"
                there = room(field.related_model)
                if there in DEPTH and there != here:
                    yield field, here, there


def test_every_room_with_models_is_installed() -> None:
    homes = {room(model) for model in apps.get_models() if model.__module__.startswith("nepmoi.")}
    assert homes == {".".join(path.relative_to(SOURCE).parts[:2]) for path in SOURCE.glob("*/*/models*")}


def test_relations_point_down() -> None:
    assert [f"{field} -> {there}" for field, here, there in relations() if not may_use(here, there)] == []


def test_relations_between_rooms_are_one_way() -> None:
    # person.attendance_set would be a way up.
    assert [str(field) for field, *_ in relations() if not field.remote_field.hidden] == []


def test_migrations_point_down() -> None:
    home = {config.label: config.name.removeprefix("nepmoi.") for config in apps.get_app_configs()}
    edges = [
        (home[key[0]], home[parent.key[0]])
        for key, node in MigrationLoader(None).graph.node_map.items()
        for parent in node.parents
    ]
    ours = [(here, there) for here, there in edges if {here, there} <= DEPTH.keys()]
    assert ours, "no room has a migration"
    assert [(here, there) for here, there in ours if not may_use(here, there)] == []
