"""A campaign as a folder of sheets: the bodies, the campaigns of a year, their plans and requirements (ADR 0124).

The folder is that of one year of one council with the councils below it. Higher rooms add their sheets to it: activities, outputs, partners,
people. Declared by importing `sheets`.
"""
