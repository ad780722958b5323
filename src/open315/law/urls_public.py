"""Addresses of what the law gives a consumer, under /rights/."""

from django.urls import path

from open315.law import views_public

app_name = "rights"
urlpatterns = [
    path("", views_public.cards, name="cards"),
    path("<slug:code>/", views_public.card, name="card"),
]
