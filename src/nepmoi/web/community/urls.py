"""Addresses of teams and clubs."""

from django.urls import URLPattern, path

from nepmoi.web.community.views import lists, reading, writing

urlpatterns: list[URLPattern] = [
    path("groups", reading.groups, name="groups"),
    path("groups/import", lists.groups_import, name="groups_import"),
    path("groups/new", writing.group_new, name="group_new"),
    path("groups/<uuid:uid>", reading.group, name="group"),
    path("groups/<uuid:uid>/edit", writing.group_edit, name="group_edit"),
    path("groups/<uuid:uid>/members/new", writing.member_add, name="member_add"),
    path("groups/<uuid:uid>/members/<uuid:person_uid>", writing.member_end, name="member_end"),
    path("groups/<uuid:uid>/number", writing.member_count, name="member_count"),
    path("groups/<uuid:uid>/life", writing.group_life, name="group_life"),
    path("groups/<uuid:uid>/life/<uuid:step_uid>", writing.step_back, name="step_back"),
    path("groups/<uuid:uid>/meeting", writing.group_meeting, name="group_meeting"),
    path("groups/<uuid:uid>/equipment", writing.equipment_add, name="equipment_add"),
    path("groups/<uuid:uid>/equipment/<uuid:equipment_uid>", writing.equipment_edit, name="equipment_edit"),
]
