"""Addresses of persons."""

from django.urls import URLPattern, path

from nepmoi.web.people import views

urlpatterns: list[URLPattern] = [
    path("me", views.me, name="me"),
    path("people", views.people, name="people"),
    path("people/<uuid:uid>", views.person, name="person"),
]
