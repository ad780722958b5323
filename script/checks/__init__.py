"""The project's own rules that no ready-made linter knows. `python -m checks` (with script/ on the path) runs them all."""
