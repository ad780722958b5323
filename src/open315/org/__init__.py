"""Regions, councils, departments and other bodies; people, the posts they hold, accounts and roles.

Entry points: `queries.actor_for(account)`, `queries.competent bodies`, `services` for every change, `models.Account` as the user.
"""
