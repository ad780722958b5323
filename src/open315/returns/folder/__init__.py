"""Calls for returns and signed returns as sheets of the folder of a campaign (ADR 0124). Declared by importing `sheets`."""
