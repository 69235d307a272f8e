"""Corpora made by parameter, and what the generator costs on them."""
