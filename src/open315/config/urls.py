"""Every address of the site. Rooms bring their own `urls`; here is only where each one hangs."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
