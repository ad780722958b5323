"""Addresses under /console/admin/."""

from django.urls import path

from open315.org.views_staff import accounts, bodies, coverage, lists, people, reference

app_name = "org"
urlpatterns = [
    path("organisations/", lists.organisations, name="organisations"),
    path("organisations/export/", lists.organisations_export, name="organisations_export"),
    path("organisations/new/", bodies.organisation_new, name="organisation_new"),
    path("organisations/<int:pk>/", bodies.organisation, name="organisation"),
    path("organisations/<int:pk>/edit/", bodies.organisation_edit, name="organisation_edit"),
    path("organisations/<int:pk>/rename/", bodies.organisation_rename, name="organisation_rename"),
    path("organisations/<int:pk>/move/", bodies.organisation_move, name="organisation_move"),
    path("organisations/<int:pk>/deactivate/", bodies.organisation_deactivate, name="organisation_deactivate"),
    path("organisations/<int:pk>/reactivate/", bodies.organisation_reactivate, name="organisation_reactivate"),
    path("organisations/<int:pk>/coverage/new/", coverage.coverage_new, name="coverage_new"),
    path("coverage/<int:pk>/confirm/", coverage.coverage_confirm, name="coverage_confirm"),
    path("coverage/<int:pk>/take-back/", coverage.coverage_take_back, name="coverage_take_back"),
    path("people/", lists.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/posts/new/", people.post_new, name="post_new"),
    path("people/<int:pk>/account/new/", accounts.account_new, name="account_new"),
    path("posts/<int:pk>/leave/", people.post_leave, name="post_leave"),
    path("accounts/", lists.accounts, name="accounts"),
    path("accounts/export/", lists.accounts_export, name="accounts_export"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/roles/new/", accounts.grant_new, name="grant_new"),
    path("accounts/<int:pk>/suspend/", accounts.account_suspend, name="account_suspend"),
    path("accounts/<int:pk>/reinstate/", accounts.account_reinstate, name="account_reinstate"),
    path("accounts/<int:pk>/reset-password/", accounts.account_reset_password, name="account_reset_password"),
    path("accounts/<int:pk>/reset-factor/", accounts.account_reset_factor, name="account_reset_factor"),
    path("grants/<int:pk>/revoke/", accounts.grant_revoke, name="grant_revoke"),
    path("roles/", reference.roles, name="roles"),
    path("regions/", reference.regions, name="regions"),
    path("regions/export/", reference.regions_export, name="regions_export"),
    path("regions/<str:code>/", reference.region_edit, name="region_edit"),
]
