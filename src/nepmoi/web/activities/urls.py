"""The addresses of activities."""

from django.urls import URLPattern, path

from nepmoi.web.activities.views import course, listing, photographs, plan, roll, stages, walk_in

urlpatterns: list[URLPattern] = [
    path("activities", listing.activities, name="activities"),
    path("activities/new", plan.activity_new, name="activity_new"),
    path("activities/<uuid:uid>", course.activity, name="activity"),
    path("activities/<uuid:uid>/held", stages.activity_held, name="activity_held"),
    path("activities/<uuid:uid>/confirm", stages.activity_confirm, name="activity_confirm"),
    path("activities/<uuid:uid>/roll/<uuid:half_day_uid>", roll.roll, name="roll"),
    path("activities/<uuid:uid>/walk-in", walk_in.walk_in, name="walk_in"),
    path("activities/<uuid:uid>/photographs", photographs.photographs_new, name="photographs_new"),
]
