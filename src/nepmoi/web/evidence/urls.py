"""Addresses of photographs and their files; a folder's address is never one of them."""

from django.urls import URLPattern, path

from nepmoi.web.evidence import views

urlpatterns: list[URLPattern] = [
    path("photographs/<uuid:uid>", views.photograph, name="photograph"),
    path("photographs/<uuid:uid>/shown.jpg", views.shown, name="photograph_shown"),
    path("photographs/<uuid:uid>/thumbnail.jpg", views.thumbnail, name="photograph_thumbnail"),
    path("photographs/<uuid:uid>/original", views.original, name="photograph_original"),
]
