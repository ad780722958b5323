"""Addresses under /console/campaigns/."""

from django.urls import path

from open315.campaigns import views_staff as views
from open315.campaigns.approval import views_staff as approval
from open315.campaigns.committee import views_staff as committee
from open315.campaigns.plan import views_staff as plan
from open315.campaigns.plan import views_versions as versions

app_name = "campaigns"
urlpatterns = [
    path("", views.campaign_list, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/close/", views.close, name="close"),
    path("plans/", plan.plans, name="plans"),
    path("<int:pk>/plan/", plan.plan, name="plan"),
    path("<int:pk>/plan/measures/", plan.measures, name="measures"),
    path("<int:pk>/plan/measures/export/", plan.measures_export, name="measures_export"),
    path("<int:pk>/plan/section/", plan.section_new, name="section_new"),
    path("sections/<int:pk>/edit/", plan.section_edit, name="section_edit"),
    path("sections/<int:pk>/move/", plan.section_move, name="section_move"),
    path("sections/<int:pk>/remove/", plan.section_remove, name="section_remove"),
    path("sections/<int:pk>/measure/", plan.measure_new, name="measure_new"),
    path("measures/<int:pk>/", plan.measure, name="measure"),
    path("measures/<int:pk>/edit/", plan.measure_edit, name="measure_edit"),
    path("measures/<int:pk>/move/", plan.measure_move, name="measure_move"),
    path("measures/<int:pk>/remove/", plan.measure_remove, name="measure_remove"),
    path("<int:pk>/plan/freeze/", versions.freeze, name="freeze"),
    path("<int:pk>/plan/compare/", versions.compare, name="compare"),
    path("versions/<int:pk>/", versions.version, name="version"),
    path("versions/<int:pk>/release/", versions.release, name="release"),
    path("<int:pk>/plan/requirement/", versions.requirement_new, name="requirement_new"),
    path("requirements/<int:pk>/", versions.requirement, name="requirement"),
    path("requirements/<int:pk>/edit/", versions.requirement_edit, name="requirement_edit"),
    path("requirements/<int:pk>/answer/", versions.requirement_answer, name="requirement_answer"),
    path("requirements/<int:pk>/withdraw/", versions.requirement_withdraw, name="requirement_withdraw"),
    path("versions/<int:pk>/vote/", approval.vote, name="vote"),
    path("versions/<int:pk>/circulate/", approval.circulate, name="circulate"),
    path("approvals/<int:pk>/", approval.approval, name="approval"),
    path("approvals/<int:pk>/take-back/", approval.take_back, name="approval_take_back"),
    path("ballots/<int:pk>/", approval.ballot, name="ballot"),
    path("procedures/", approval.procedure_list, name="procedures"),
    path("procedures/new/", approval.procedure_new, name="procedure_new"),
    path("<int:pk>/committees/", committee.committees, name="committees"),
    path("<int:pk>/committees/new/", committee.committee_new, name="committee_new"),
    path("committees/<int:pk>/", committee.committee, name="committee"),
    path("committees/<int:pk>/edit/", committee.committee_edit, name="committee_edit"),
    path("committees/<int:pk>/move/", committee.committee_move, name="committee_move"),
    path("committees/<int:pk>/remove/", committee.committee_remove, name="committee_remove"),
    path("committees/<int:pk>/post/", committee.post_new, name="post_new"),
    path("posts/", committee.posts, name="posts"),
    path("posts/export/", committee.posts_export, name="posts_export"),
    path("posts/<int:pk>/", committee.post, name="post"),
    path("posts/<int:pk>/edit/", committee.post_edit, name="post_edit"),
    path("posts/<int:pk>/hand-over/", committee.post_hand_over, name="post_hand_over"),
    path("posts/<int:pk>/move/", committee.post_move, name="post_move"),
    path("posts/<int:pk>/remove/", committee.post_remove, name="post_remove"),
]
