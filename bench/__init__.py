"""Measures how fast the dashboard is, beside a bare Streamlit page and Dash; see `make bench`."""
