"""The demo's cases: two years of invented complaints in every state.

`plan` draws them from one source of chance without touching the database, `play` carries the plan out through the verbs; `scene` does
both on the stage that `org.demo.world` built.
"""
