"""Addresses under /console/admin/ for rule packs and competence."""

from django.urls import path

from open315.law.console import views_competence, views_packs

app_name = "law"
urlpatterns = [
    path("packs/", views_packs.pack_list, name="packs"),
    path("packs/export/", views_packs.packs_export, name="packs_export"),
    path("packs/<slug:code>/", views_packs.pack, name="pack"),
    path("packs/<slug:code>/options/new/", views_packs.option_new, name="option_new"),
    path("packs/<slug:code>/options/<int:pk>/end/", views_packs.option_end, name="option_end"),
    path("competence/", views_competence.table, name="competence"),
    path("competence/export/", views_competence.table_export, name="competence_export"),
    path("competence/new/", views_competence.line_new, name="line_new"),
    path("competence/<int:pk>/end/", views_competence.line_end, name="line_end"),
]
