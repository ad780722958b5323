"""The demo: Hubei's councils with departments and staff of every role, and what the rooms above play on that stage.

`world` builds bodies and people, `scenes` is where each room hangs its part, `logins` what is worth trying. `config.demo.load` fills an
empty database; everything goes through the verbs of the rooms. Same day, same demo.
"""
