"""What activities bring to the folder of a campaign: themselves, what they put out, who took part, their partners (ADR 0124).

An activity has a number in the folder alone, by which the other sheets speak of it; it is known by its council, its start and its title.
Declared by importing `sheets`.
"""
