"""Pictures: a tidy table and its labels become a plotly figure."""
