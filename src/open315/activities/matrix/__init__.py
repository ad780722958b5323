"""The matrix of a plan: its measures against the councils directly below, with how far each is (ADR 0127).

Who does the job: the secretary before a meeting, in March every morning. She looks along a line for those who lag behind with a measure, down a column for a
city, opens a bad cell and sees what stands behind it: the activities, what proves them, and what the city filed. Nobody types a state. `rules` derives it,
`queries` gathers what it is derived from in a fixed number of statements, whatever the size.
"""
