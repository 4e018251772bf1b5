"""Strengths, potentials, partners and priorities: measures applied to places, with reasons."""
