"""Addresses under /console/activities/."""

from django.urls import path

from open315.activities import views_coverage as coverage
from open315.activities import views_staff as views
from open315.activities.doubles import views as doubles
from open315.activities.feeds import views as feeds
from open315.activities.matrix import views as matrix
from open315.activities.outputs import views_staff as outputs
from open315.activities.partners import views as partners
from open315.activities.people import views as people
from open315.activities.people import views_sheet as people_sheets
from open315.activities.places import views as places
from open315.activities.proofs import views as proofs
from open315.activities.schedule import views as schedule
from open315.activities.telling import views as telling

app_name = "activities"
urlpatterns = [
    path("", views.activity_list, name="list"),
    path("export/", views.export, name="export"),
    path("calendar/", schedule.calendar, name="calendar"),
    path("board/", schedule.board, name="board"),
    path("places/", places.places, name="places"),
    path("places/export/", places.export, name="places_export"),
    path("coverage/<int:pk>/", coverage.coverage, name="coverage"),
    path("told/<int:pk>/", telling.told, name="told"),
    path("told/<int:pk>/rule/", telling.rule, name="told_rule"),
    path("told/<int:pk>/<int:activity>/heading/", telling.heading, name="told_heading"),
    path("told/<int:pk>/<int:activity>/<slug:what>/", telling.told_step, name="told_step"),
    path("feeds/", feeds.feed_list, name="feeds"),
    path("feeds/new/", feeds.new, name="feed_new"),
    path("feeds/<int:pk>/revoke/", feeds.revoke, name="feed_revoke"),
    path("matrix/<int:pk>/", matrix.matrix, name="matrix"),
    path("matrix/<int:pk>/export/", matrix.export, name="matrix_export"),
    path("matrix/<int:pk>/<int:measure>/<int:council>/", matrix.cell, name="matrix_cell"),
    path("doubles/", doubles.doubles, name="doubles"),
    path("doubles/<int:pk>/", doubles.double, name="double"),
    path("doubles/<int:pk>/same/<int:kept>/", doubles.same, name="double_same"),
    path("doubles/<int:pk>/different/", doubles.different, name="double_different"),
    path("doubles/<int:pk>/undo/", doubles.undo, name="double_undo"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/ics/", feeds.one, name="ics"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/postpone/", views.postpone, name="postpone"),
    path("<int:pk>/hold/", views.hold, name="hold"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/take-up/", views.take_up, name="take_up"),
    path("<int:pk>/invite/", partners.invite, name="invite"),
    path("<int:pk>/people/enter/", people.enter, name="person_enter"),
    path("<int:pk>/people/paste/", people.paste, name="people_paste"),
    path("<int:pk>/people/sheet/", people_sheets.take, name="people_sheet"),
    path("<int:pk>/people/sheet/file/", people_sheets.give, name="people_sheet_file"),
    path("<int:pk>/proofs/new/", proofs.keep, name="proof_new"),
    path("proofs/<int:pk>/edit/", proofs.edit, name="proof_edit"),
    path("proofs/<int:pk>/remove/", proofs.remove, name="proof_remove"),
    path("proofs/<int:pk>/file/", proofs.file, name="proof_file"),
    path("people/", people.people_list, name="people"),
    path("people/export/", people.export, name="people_export"),
    path("people/<int:pk>/", people.detail, name="person"),
    path("people/<int:pk>/unite/", people.unite, name="person_unite"),
    path("people/<int:pk>/part/", people.part, name="person_part"),
    path("people/entries/<int:pk>/take-out/", people.take_out, name="person_take_out"),
    path("partners/", partners.partner_list, name="partners"),
    path("partners/export/", partners.export, name="partners_export"),
    path("partners/matrix/", partners.matrix, name="partners_matrix"),
    path("partners/matrix/export/", partners.matrix_export, name="partners_matrix_export"),
    path("partners/undelivered/", partners.undelivered, name="undelivered"),
    path("partners/undelivered/export/", partners.undelivered_export, name="undelivered_export"),
    path("partners/<int:pk>/", partners.detail, name="partner"),
    path("partners/<int:pk>/promise/", partners.promise, name="partner_promise"),
    path("partners/<int:pk>/deliver/", partners.deliver, name="partner_deliver"),
    path("partners/<int:pk>/decline/", partners.decline, name="partner_decline"),
    path("partners/<int:pk>/miss/", partners.miss, name="partner_miss"),
    path("partners/<int:pk>/take-out/", partners.take_out, name="partner_take_out"),
    path("<int:pk>/outputs/", outputs.report, name="outputs"),
    path("<int:pk>/outputs/new/", outputs.add, name="output_new"),
]
