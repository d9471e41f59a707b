"""Addresses of places."""

from django.urls import URLPattern, path

from nepmoi.web.places import views

urlpatterns: list[URLPattern] = [
    path("places", views.places, name="places"),
    path("places/pick", views.pick, name="place_pick"),
    path("places/<uuid:uid>", views.place, name="place"),
    path("places/<uuid:uid>/villages", views.add_village, name="village_add"),
]
