"""The design system: tokens, base templates, components, gallery."""
