"""Addresses of photographs, papers and press articles, and their files; a folder's address is never one of them."""

from django.urls import URLPattern, path

from nepmoi.web.evidence import alike, groups, mending, papers, press, tray, uploads, views

urlpatterns: list[URLPattern] = [
    path("photographs/<uuid:uid>", views.photograph, name="photograph"),
    path("photographs/<uuid:uid>/edit", mending.photograph_edit, name="photograph_edit"),
    path("photographs/<uuid:uid>/void", mending.photograph_void, name="photograph_void"),
    path("photographs/<uuid:uid>/shown.jpg", views.shown, name="photograph_shown"),
    path("photographs/<uuid:uid>/thumbnail.jpg", views.thumbnail, name="photograph_thumbnail"),
    path("photographs/<uuid:uid>/original", views.original, name="photograph_original"),
    path("photographs/<uuid:uid>/alike", alike.photograph_alike, name="photograph_alike"),
    path("photographs/<uuid:uid>/shows", alike.photograph_shows, name="photograph_shows"),
    path("papers", papers.papers, name="papers"),
    path("papers/<uuid:uid>", papers.paper, name="paper"),
    path("papers/<uuid:uid>/file", papers.paper_file, name="paper_file"),
    path("papers/<uuid:uid>/edit", papers.paper_edit, name="paper_edit"),
    path("papers/<uuid:uid>/void", papers.paper_void, name="paper_void"),
    path("activities/<uuid:uid>/papers", papers.papers_new, name="papers_new"),
    path("tray", tray.tray, name="tray"),
    path("tray/photographs", tray.tray_add, name="tray_add"),
    path("tray/photographs/<uuid:upload_uid>", uploads.photograph_to_tray, name="photograph_to_tray"),
    path("uploads/<uuid:uid>", uploads.upload, name="upload"),
    path("activities/<uuid:uid>/photographs/<uuid:upload_uid>", uploads.photograph_arrives, name="photograph_arrives"),
    path("groups/<uuid:uid>/photographs", groups.group_photographs_new, name="group_photographs_new"),
    path(
        "groups/<uuid:uid>/photographs/<uuid:upload_uid>",
        groups.group_photograph_arrives,
        name="group_photograph_arrives",
    ),
    path("groups/<uuid:uid>/papers", papers.group_papers_new, name="group_papers_new"),
    path("articles", press.articles, name="articles"),
    path("articles/new", press.article_new, name="article_new"),
    path("articles/<uuid:uid>", press.article, name="article"),
    path("articles/<uuid:uid>/copy", press.article_copy, name="article_copy"),
    path("articles/<uuid:uid>/edit", press.article_edit, name="article_edit"),
    path("articles/<uuid:uid>/void", press.article_void, name="article_void"),
]
