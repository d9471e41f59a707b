"""The addresses of activities."""

from django.urls import URLPattern, path

from nepmoi.web.activities.views import (
    counts,
    course,
    edit_plan,
    listed,
    listing,
    photographs,
    plan,
    repeating,
    reporting,
    roll,
    stages,
    turns,
    walk_in,
)

urlpatterns: list[URLPattern] = [
    path("activities", listing.activities, name="activities"),
    path("activities/new", plan.activity_new, name="activity_new"),
    path("activities/report", reporting.activity_report, name="activity_report"),
    path("activities/<uuid:uid>", course.activity, name="activity"),
    path("activities/<uuid:uid>/edit", edit_plan.activity_edit, name="activity_edit"),
    path("activities/<uuid:uid>/postpone", turns.activity_postpone, name="activity_postpone"),
    path("activities/<uuid:uid>/cancel", turns.activity_cancel, name="activity_cancel"),
    path("activities/<uuid:uid>/again", turns.activity_again, name="activity_again"),
    path("activities/<uuid:uid>/back", turns.activity_back, name="activity_back"),
    path("activities/<uuid:uid>/void", turns.activity_void, name="activity_void"),
    path("activities/<uuid:uid>/list", listed.lines, name="lines"),
    path("activities/<uuid:uid>/list/<uuid:line_uid>", listed.line, name="line"),
    path("activities/<uuid:uid>/list/<uuid:line_uid>/off", listed.line_off, name="line_off"),
    path("activities/<uuid:uid>/list/<uuid:line_uid>/back", listed.line_back, name="line_back"),
    path("activities/<uuid:uid>/held", stages.activity_held, name="activity_held"),
    path("activities/<uuid:uid>/confirm", stages.activity_confirm, name="activity_confirm"),
    path("activities/<uuid:uid>/repeat", repeating.activity_repeat, name="activity_repeat"),
    path("activities/<uuid:uid>/counts", counts.activity_counts, name="activity_counts"),
    path("activities/<uuid:uid>/roll/<uuid:half_day_uid>", roll.roll, name="roll"),
    path("activities/<uuid:uid>/walk-in", walk_in.walk_in, name="walk_in"),
    path("activities/<uuid:uid>/photographs", photographs.photographs_new, name="photographs_new"),
]
