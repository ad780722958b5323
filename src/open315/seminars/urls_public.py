"""Addresses of guests, under /invitation/."""

from django.urls import path

from open315.seminars import views_public as views

app_name = "invitation"
urlpatterns = [path("<str:token>/", views.reply, name="reply")]
