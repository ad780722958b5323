"""Addresses of GeoReport v2, as its specification names them."""

from django.urls import path

from open315.intake.open311 import views_public as views

app_name = "open311"
urlpatterns = [
    path("discovery.<str:form>", views.discovery, name="discovery"),
    path("services.<str:form>", views.all_services, name="services"),
    path("services/<str:code>.<str:form>", views.definition, name="definition"),
    path("requests.<str:form>", views.requests, name="requests"),
    path("requests/<str:number>.<str:form>", views.one_request, name="request"),
    path("tokens/<str:token>.<str:form>", views.token, name="token"),
]
