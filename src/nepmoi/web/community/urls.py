"""Addresses of teams and clubs."""

from django.urls import URLPattern, path

from nepmoi.web.community import views

urlpatterns: list[URLPattern] = [
    path("groups", views.groups, name="groups"),
    path("groups/<uuid:uid>", views.group, name="group"),
]
