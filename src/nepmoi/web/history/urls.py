"""Addresses of histories, each under its record's own."""

from django.urls import URLPattern, path

from nepmoi.web.history import looking, views

urlpatterns: list[URLPattern] = [
    path("changes", looking.changes, name="changes"),
    path("changes/readings", looking.readings, name="readings"),
    path("activities/<uuid:uid>/history", views.activity_history, name="activity_history"),
    path("people/<uuid:uid>/history", views.person_history, name="person_history"),
    path("me/history", views.my_history, name="my_history"),
    path("articles/<uuid:uid>/history", views.article_history, name="article_history"),
    path("groups/<uuid:uid>/history", views.group_history, name="group_history"),
    path("papers/<uuid:uid>/history", views.paper_history, name="paper_history"),
    path("photographs/<uuid:uid>/history", views.photograph_history, name="photograph_history"),
    path("places/<uuid:uid>/history", views.place_history, name="place_history"),
]
