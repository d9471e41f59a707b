"""Addresses of persons."""

from django.urls import URLPattern, path

from nepmoi.web.people import mending, one_person, views

urlpatterns: list[URLPattern] = [
    path("me", views.me, name="me"),
    path("people", views.people, name="people"),
    path("people/pairs", one_person.pairs, name="pairs"),
    path("people/mergers/<uuid:uid>", one_person.merger, name="merger"),
    path("people/mergers/<uuid:uid>/undo", one_person.merger_undo, name="merger_undo"),
    path("people/<uuid:uid>", views.person, name="person"),
    path("people/<uuid:uid>/edit", mending.person_edit, name="person_edit"),
    path("people/<uuid:uid>/same/<uuid:other_uid>", one_person.pair, name="pair"),
    path("people/<uuid:uid>/same/<uuid:other_uid>/merge", one_person.pair_merge, name="pair_merge"),
    path("people/<uuid:uid>/same/<uuid:other_uid>/apart", one_person.pair_apart, name="pair_apart"),
    path("people/<uuid:uid>/same/<uuid:other_uid>/again", one_person.pair_again, name="pair_again"),
]
