"""The yearly 3·15 campaign: theme, period, region. Plans, bodies, activities and returns will join it here."""
