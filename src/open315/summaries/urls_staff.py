"""Addresses under /console/campaigns/<id>/summary."""

from django.urls import path

from open315.summaries import views_parts as parts
from open315.summaries import views_staff as views
from open315.summaries.text import views_outline as outline
from open315.summaries.text import views_photos as photos
from open315.summaries.text import views_review as review
from open315.summaries.text import views_text as texts
from open315.summaries.text import views_wording as wordings

app_name = "summaries"
urlpatterns = [
    path("<int:pk>/summary/", views.page, name="page"),
    path("<int:pk>/summary/progress/", views.progress, name="progress"),
    path("<int:pk>/summary/write/", views.write, name="write"),
    path("<int:pk>/summary.docx", views.docx, name="docx"),
    path("<int:pk>/summary.pdf", views.pdf, name="pdf"),
    path("<int:pk>/summary/texts/", texts.texts, name="texts"),
    path("<int:pk>/summary/texts/progress/", texts.beginning, name="text_beginning"),
    path("<int:pk>/summary/texts/begin/", texts.begin, name="text_begin"),
    path("parts/", parts.parts_list, name="parts"),
    path("<int:pk>/parts/<int:body>/", parts.part, name="part"),
    path("<int:pk>/parts/<int:body>/summary.docx", parts.docx, name="part_docx"),
    path("<int:pk>/parts/<int:body>/summary.pdf", parts.pdf, name="part_pdf"),
    path("<int:pk>/parts/<int:body>/texts/", parts.texts, name="part_texts"),
    path("<int:pk>/parts/<int:body>/texts/begin/", parts.begin, name="part_text_begin"),
    path("texts/", texts.all_texts, name="all_texts"),
    path("texts/wordings/", wordings.wordings, name="wordings"),
    path("texts/wordings/<str:lesson>/", wordings.wording, name="wording"),
    path("texts/<int:pk>/", texts.text, name="text"),
    path("texts/<int:pk>/compare/", texts.compare, name="text_compare"),
    path("texts/<int:pk>/keep/", texts.keep, name="text_keep"),
    path("texts/<int:pk>/recount/", outline.recount, name="text_recount"),
    path("texts/<int:pk>/recount/cancel/", outline.recount_cancel, name="text_recount_cancel"),
    path("texts/<int:pk>/counting/", outline.counting, name="text_counting"),
    path("texts/<int:pk>/take-in/", outline.take_in, name="text_take_in"),
    path("texts/<int:pk>/leave-out/", outline.leave_out, name="text_leave_out"),
    path("texts/<int:pk>/send/", review.send, name="text_send"),
    path("texts/<int:pk>/back/", review.back, name="text_back"),
    path("texts/<int:pk>/sign/", review.sign, name="text_sign"),
    path("texts/<int:pk>/correct/", review.correct, name="text_correct"),
    path("texts/<int:pk>/comment/", review.comment, name="text_comment"),
    path("texts/passages/<int:pk>/", texts.passage, name="passage"),
    path("texts/passages/<int:pk>/add/", texts.passage_add, name="passage_add"),
    path("texts/passages/<int:pk>/block/", outline.block_add, name="block_add"),
    path("texts/passages/<int:pk>/photo/", photos.photo_add, name="photo_add"),
    path("texts/passages/<int:pk>/width/", photos.photo_change, name="photo_change"),
    path("texts/pictures/<int:pk>/", photos.picture, name="picture"),
    path("texts/passages/<int:pk>/tell-anew/", outline.tell_anew, name="section_anew"),
    path("texts/passages/<int:pk>/move/", texts.passage_move, name="passage_move"),
    path("texts/passages/<int:pk>/remove/", texts.passage_remove, name="passage_remove"),
    path("texts/passages/<int:pk>/comment/", review.passage_comment, name="passage_comment"),
    path("texts/comments/<int:pk>/", review.answer, name="text_answer"),
    path("editions/<int:pk>/", review.edition, name="edition"),
    path("editions/<int:pk>/file.<str:form>", review.edition_file, name="edition_file"),
    path("editions/<int:pk>/publish/", review.edition_publish, name="edition_publish"),
    path("editions/<int:pk>/withdraw/", review.edition_withdraw, name="edition_withdraw"),
]
