"""The kit of pages: what a list, a form, a step, a detail page and a board have in common is here, once.

A room declares a page (`ListPage`, `Board`) or says what stands around a form (`FormPage`) and calls `list_page`, `form_page`,
`step`, `detail_page`, `board_page` in its view. Filters, chips, order, pages of any number of rows, totals, export, print, drafts,
keys, the layout on a phone and the page without a script come with it. Drafts are described in `core.pages.drafts`.

A declaration that lacks its words, its permission or what it says when it is empty stops the start (`core.pages.checks`).
"""
