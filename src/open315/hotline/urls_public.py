"""The address at which a telephone system tells what happens on a line."""

from django.urls import path

from open315.hotline import views_public
from open315.hotline.voice import views_public as voice

app_name = "hotline_hooks"
urlpatterns = [
    path("<int:pk>/", views_public.hear, name="hear"),
    path("<int:pk>/voice/", voice.told, name="voice"),
]
