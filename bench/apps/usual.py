"""The map as most Streamlit apps make it: plotly express, boundaries inside of the figure."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import streamlit as st

from bench.apps.figures import figure, load

cached = st.cache_data(load)
areas, table = cached()
indicator = st.selectbox("Indicator", sorted(table["indicator"].unique()), key="indicator")
years = sorted(table.loc[table["indicator"] == indicator, "year"].unique())
year = st.select_slider("Year", years, value=years[-1])
st.plotly_chart(figure(areas, table, indicator, year))
