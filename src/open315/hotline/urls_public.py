"""The address at which a telephone system tells what happens on a line."""

from django.urls import path

from open315.hotline import views_public

app_name = "hotline_hooks"
urlpatterns = [path("<int:pk>/", views_public.hear, name="hear")]
